import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from '../../locales/en.ts';
import { loadMessages, mergeMessages } from '../../locales/load-messages.ts';
import type { MessageOverrides, Messages } from '../../locales/messages.ts';

/** How long the first drawing waits for its language before it makes do with English. */
const patienceMs = 2000;

/**
 * Holds the texts of the language asked for last, under the page's own. Until they have come, those of the language
 * before stay.
 */
export class LocalizeController implements ReactiveController {
  #language = en;
  #own: MessageOverrides | null | undefined;
  #merged: Messages | undefined;
  #further: ((language: string) => MessageOverrides) | undefined;
  readonly #host: ReactiveControllerHost;
  #tag: string | undefined;
  #loading: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Asks for a language by its tag. */
  use(tag: string): void {
    if (tag === this.#tag) return;
    this.#tag = tag;
    this.#loading = loadMessages(tag).then((messages) => {
      if (tag !== this.#tag || messages === this.#language) return;
      this.#language = messages;
      this.#merged = undefined;
      this.#host.requestUpdate();
    });
  }

  /** Takes texts that come on top of every language's. */
  add(further: (language: string) => MessageOverrides): void {
    this.#further = further;
    this.#merged = undefined;
  }

  /** The texts to show now: the page's own, and those of the language. What is no text is reported once. */
  under(own: MessageOverrides | null | undefined): Messages {
    if (own === this.#own && this.#merged) return this.#merged;
    const odd: string[] = [];
    const base = mergeMessages(this.#language, this.#further?.(this.#language.language));
    this.#merged = mergeMessages(base, own, odd);
    if (own !== this.#own && odd.length) console.error(`<applicant-intake>: not a text: ${odd.join(', ')}`);
    this.#own = own;
    return this.#merged;
  }

  /** Settles once the texts asked for are here, or have kept the reader waiting for long enough. */
  get settled(): Promise<void> {
    return Promise.race([this.#loading, new Promise<void>((resolve) => setTimeout(resolve, patienceMs))]);
  }
}
