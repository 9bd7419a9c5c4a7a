import type { Draft, Drafts, withoutSecrets } from '../../device/draft.ts';
import type { FormDefinition } from '../../model/definition.ts';
import type { Controller, Host } from '../drawn-element.ts';
import { later } from '../load-later.ts';

export interface DraftOptions {
  /** Whether the page wants answers to be kept. */
  readonly isOn: () => boolean;
  readonly definition: () => FormDefinition;
  /** Names the proxy. */
  readonly endpoint: () => string;
  /** What to keep now; undefined while there is nothing. */
  readonly draft: () => Draft | undefined;
  /** Hears whether answers are kept, when that changes while the form shows. */
  readonly told: (kept: DraftController['kept']) => void;
}

/** How long typing has to pause before the draft is saved. */
const pauseMs = 400;

/**
 * Keeps what has been entered on the reader's device, if the page wants it: saved a moment after the last change and
 * when the page is hidden, which may be the last that is heard of it.
 */
export class DraftController implements Controller {
  /** Whether answers are kept on the device, or have just been cleared from it. */
  kept: 'no' | 'yes' | 'cleared' = 'no';
  readonly #options: DraftOptions;
  #part: { readonly drafts: Drafts; readonly withoutSecrets: typeof withoutSecrets } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: DraftOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.#flush();
  }

  /** What was kept of this form, if anything. */
  async restore(): Promise<Draft | undefined> {
    const { isOn, definition } = this.#options;
    if (!isOn()) return undefined;
    const draft = await (await this.#open())?.drafts.load(this.#key, definition());
    if (draft) this.kept = 'yes';
    return draft;
  }

  /** Something has been entered. */
  changed(): void {
    if (!this.#options.isOn()) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), pauseMs);
  }

  /** Forgets: with an id, that application, which has arrived; without, whatever is kept. */
  async clear(id?: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tell('no');
    if (this.#options.isOn() || this.#part) await (await this.#open())?.drafts.clear(this.#key, id);
  }

  /** Another application has arrived, whose draft its own tab may not have lived to forget. */
  arrived(id: string): void {
    void this.#part?.drafts.clear(this.#key, id);
  }

  /** The reader has cleared the device, and may think better of it. */
  cleared(): void {
    this.#tell('cleared');
  }

  get #key(): string {
    return `${this.#options.endpoint()} ${this.#options.definition().name}`;
  }

  async #open() {
    try {
      const { openDrafts, withoutSecrets } = await later.draft();
      this.#part ??= { drafts: openDrafts(), withoutSecrets };
    } catch {
      // Not to be had; the next change asks again.
    }
    return this.#part;
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = this.#options.draft();
    if (!draft) return;
    const part = await this.#open();
    const values = part?.withoutSecrets(draft.values, this.#options.definition()) ?? {};
    const result = await part?.drafts.save(this.#key, { ...draft, values });
    this.#tell(result === 'kept' ? 'yes' : 'no');
  }

  #tell(kept: 'no' | 'yes' | 'cleared'): void {
    if (kept === this.kept) return;
    this.kept = kept;
    this.#options.told(kept);
  }

  /** Saves what has not been saved yet. */
  #flush(): void {
    if (this.#timer !== undefined) void this.#save();
  }

  readonly #onHidden = (): void => {
    if (document.visibilityState === 'hidden') this.#flush();
  };
}
