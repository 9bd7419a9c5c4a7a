import { type Draft, type Drafts, openDrafts } from '../../device/draft.ts';
import type { Kept } from '../application.ts';
import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';

/** How long typing has to pause before the draft is saved. */
const pauseMs = 400;

/**
 * Keeps what has been entered on the reader's device, if the page wants it: saved a moment after the last change and
 * when the page is hidden, which may be the last that is heard of it.
 */
export class DraftController implements Controller {
  readonly #form: Form;
  #drafts: Drafts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the reader cleared from the device, to have it back. */
  #cleared: Draft | undefined;

  constructor(form: Form) {
    this.#form = form;
    form.element.addController(this);
  }

  hostDisconnected(): void {
    if (this.#timer) void this.#save();
  }

  /** Goes on where the reader left off, if that was kept. */
  async restore(): Promise<void> {
    const { state } = this.#form;
    const draft = await this.#open?.load(this.#key, state.definition);
    // One that comes late must not take the place of what has been entered meanwhile.
    if (state.isTouched) this.changed();
    if (!draft || state.isTouched || this.#form.flow.moved || this.#form.isLocked) return;
    this.#form.kept = 'saved';
    this.#resume(draft);
  }

  /** Something has been entered. */
  changed(): void {
    if (!this.#isOn) return;
    this.#stop();
    this.#timer = setTimeout(this.#save, pauseMs);
    document.addEventListener('visibilitychange', this.#save);
  }

  /** The form is empty, or the page wants it so on the device: what was kept of it is forgotten, as by `forget`. */
  async clear(id?: string, kept: Kept = ''): Promise<void> {
    this.#stop();
    this.#say(kept);
    await this.forget(id);
  }

  /** Forgets: with an id, that application, which has arrived, from whatever tab; without, whatever is kept. */
  async forget(id?: string): Promise<void> {
    await this.#open?.clear(this.#key, id);
  }

  /** The reader wants nothing of this form on the device; or wants back what has been cleared. */
  press(button: 'clear' | 'undo'): void {
    const { flow, begun } = this.#form;
    if (button === 'clear') {
      this.#cleared = this.#draft;
      this.#form.empty();
      void this.clear(undefined, 'cleared');
    } else {
      if (this.#cleared) this.#resume({ ...this.#cleared, ...begun });
      this.changed();
    }
    flow.focus(button === 'clear' ? 'clear' : 'title');
  }

  get #isOn(): boolean {
    return this.#form.element.saveDraft && !this.#form.isLocked;
  }

  /** Names the proxy and the form. */
  get #key(): string {
    const { element, state } = this.#form;
    return `${element.endpoint ?? ''} ${state.definition.name}`;
  }

  /** What has been entered. */
  get #draft(): Draft {
    const { begun, flow, state } = this.#form;
    return { ...begun, step: flow.step?.key ?? '', ...state.entered };
  }

  /** Access to the device, if there has been any need of it. */
  get #open(): Drafts | undefined {
    if (this.#isOn) this.#drafts ??= openDrafts();
    return this.#drafts;
  }

  /** A consent to another text than is shown now is no consent. */
  #resume({ values, consents, step, id, startedAt }: Draft): void {
    const form = this.#form;
    form.settle();
    form.begun = { id, startedAt };
    const { language } = form.messages;
    const holds = consents.filter(
      (each) => each.language !== language || each.text === form.shown(each.document).text,
    );
    form.state.restore({ values, consents: holds });
    form.flow.resume(step);
  }

  #say(kept: Kept): void {
    const form = this.#form;
    // What has just been said of an answer goes first.
    if (kept !== form.kept) form.announce(form.announcement || (kept && form.messages.words[kept]));
    form.kept = kept;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#save);
  }

  /** Saves what has not been saved yet. */
  readonly #save = async (): Promise<void> => {
    const draft = this.#draft;
    this.#stop();
    const result = await this.#open?.save(this.#key, this.#form.state.definition, draft);
    // Nobody wants to hear of an application that has been cleared since.
    if (draft.id === this.#form.begun.id) this.#say(result === 'kept' ? 'saved' : '');
  };
}
