import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from '../../locales/en.ts';
import { loadMessages } from '../../locales/load-messages.ts';

/** How long the first drawing waits for its language before it makes do with English. */
const patienceMs = 2000;

/** Holds the texts of the language asked for last. Until they have come, those of the language before stay. */
export class LocalizeController implements ReactiveController {
  messages = en;
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
      if (tag !== this.#tag) return;
      this.messages = messages;
      this.#host.requestUpdate();
    });
  }

  /** Settles once the texts asked for are here, or have kept the reader waiting for long enough. */
  get settled(): Promise<void> {
    return Promise.race([this.#loading, new Promise<void>((resolve) => setTimeout(resolve, patienceMs))]);
  }
}
