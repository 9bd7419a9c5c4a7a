import { en } from '../../locales/en.ts';
import { loadMessages } from '../../locales/load-messages.ts';
import type { Messages } from '../../locales/messages.ts';
import type { Host } from '../drawn-element.ts';

/** Holds the texts of the language asked for last. Until they have come, those of the language before stay. */
export class LocalizeController {
  messages = en;
  /** Settles once the texts asked for last are here. */
  settled: Promise<void> = Promise.resolve();
  readonly #host: Host;
  #tag: string | undefined;
  #loaded = en;
  #complete = (messages: Messages): Messages => messages;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Asks for a language by its tag. */
  use(tag: string): void {
    if (tag === this.#tag) return;
    this.#tag = tag;
    this.settled = loadMessages(tag).then((messages) => {
      if (tag === this.#tag) this.#take(messages);
    });
  }

  /** Completes the texts, from now on those of every language. */
  completeBy(complete: (messages: Messages) => Messages): void {
    this.#complete = complete;
    this.#take(this.#loaded);
  }

  #take(messages: Messages): void {
    this.#loaded = messages;
    this.messages = this.#complete(messages);
    this.#host.requestUpdate();
  }
}
