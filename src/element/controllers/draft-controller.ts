import type { Draft, Drafts } from '../../device/draft.ts';
import type { FormDefinition } from '../../model/definition.ts';
import type { Controller, Host } from '../drawn-element.ts';
import { later } from '../load-later.ts';

/** What the reader has been told last: that answers are kept on the device, or have just been cleared from it. */
export type Kept = '' | 'saved' | 'cleared';

/** What the element knows, and does about drafts. */
export interface DraftOptions {
  /** Whether the page wants answers to be kept. */
  readonly isOn: boolean;
  readonly form: FormDefinition;
  /** Names the proxy and the form. */
  readonly key: string;
  /** What to keep now. */
  readonly draft: Draft;
  /** Hears whether answers are kept, when that changes while the form shows. */
  told(kept: Kept): void;
}

/** How long typing has to pause before the draft is saved. */
const pauseMs = 400;

/**
 * Keeps what has been entered on the reader's device, if the page wants it: saved a moment after the last change and
 * when the page is hidden, which may be the last that is heard of it.
 */
export class DraftController implements Controller {
  readonly #options: () => DraftOptions;
  #drafts: Drafts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: () => DraftOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    if (this.#timer) void this.#save();
  }

  /** What was kept of this form, if anything. */
  async restore(): Promise<Draft | undefined> {
    const { key, form } = this.#options();
    return (await this.#open())?.load(key, form);
  }

  /** Something has been entered. */
  changed(): void {
    if (!this.#options().isOn) return;
    this.#stop();
    this.#timer = setTimeout(this.#save, pauseMs);
    document.addEventListener('visibilitychange', this.#save);
  }

  /** The form is empty, or the page wants it so on the device: what was kept of it is forgotten, as by `forget`. */
  async clear(id?: string, kept: Kept = ''): Promise<void> {
    this.#stop();
    this.#options().told(kept);
    await this.forget(id);
  }

  /** Forgets: with an id, that application, which has arrived, from whatever tab; without, whatever is kept. */
  async forget(id?: string): Promise<void> {
    await (await this.#open())?.clear(this.#options().key, id);
  }

  /** Access to the device, if there has been any need of it. */
  async #open(): Promise<Drafts | undefined> {
    try {
      if (this.#options().isOn) {
        const { openDrafts } = await later.draft();
        this.#drafts ??= openDrafts();
      }
    } catch {
      // Not to be had; the next change asks again.
    }
    return this.#drafts;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#save);
  }

  /** Saves what has not been saved yet. */
  readonly #save = async (): Promise<void> => {
    const { key, form, draft } = this.#options();
    this.#stop();
    const result = await (await this.#open())?.save(key, form, draft);
    // Nobody wants to hear of an application that has been cleared since.
    if (draft.id === this.#options().draft.id) this.#options().told(result === 'kept' ? 'saved' : '');
  };
}
