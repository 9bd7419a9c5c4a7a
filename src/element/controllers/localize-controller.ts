import { en } from '../../locales/en.ts';
import { loadMessages } from '../../locales/load-messages.ts';
import type { Host } from '../drawn-element.ts';

/** Holds the texts of the language asked for last. Until they have come, those of the language before stay. */
export class LocalizeController {
  messages = en;
  readonly #host: Host;
  #tag: string | undefined;
  /** Settles once the texts asked for last are here. */
  settled: Promise<void> = Promise.resolve();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Asks for a language by its tag. */
  use(tag: string): void {
    if (tag === this.#tag) return;
    this.#tag = tag;
    this.settled = loadMessages(tag).then((messages) => {
      if (tag !== this.#tag) return;
      this.messages = messages;
      this.#host.requestUpdate();
    });
  }
}
