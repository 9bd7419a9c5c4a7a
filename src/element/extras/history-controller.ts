import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';

/** What an entry of the browser's history says of the forms on its page. */
interface Mark {
  /** The form that made the entry. */
  readonly by: string;
  /** The step that each form showed, by the form's id. */
  readonly steps: Readonly<Record<string, string>>;
}

const markIn = (state: unknown): Mark | undefined =>
  (state as { readonly applicantIntake?: Mark } | null)?.applicantIntake;

/**
 * Makes the browser's back button go back a step. Each step forward is an entry of the history under the page's own
 * address; whatever the page itself keeps with an entry stays there. Entries of others are none of its business.
 */
export class HistoryController implements Controller {
  readonly #form: Form;
  #hasStarted = false;
  /** Whether the browser has been asked to go back, and has not got there yet. */
  #goesBack = false;

  constructor(form: Form) {
    this.#form = form;
    form.element.addController(this);
  }

  hostConnected(): void {
    this.#goesBack = false;
    addEventListener('popstate', this.#onPopState);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#onPopState);
  }

  /** What a load of the page before this one has left here holds no longer. */
  hostUpdated(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    const step = this.#form.flow.step?.key ?? '';
    if (markIn(history.state)?.steps[this.#id]) this.#write('replaceState', step, '');
  }

  /** The reader has gone from one step to another. */
  moved(from: string, to: string): void {
    const mark = markIn(history.state);
    // Brought here by the button itself.
    if (mark?.steps[this.#id] === to) return;
    this.#write('replaceState', from, mark?.by ?? '');
    this.#write('pushState', to, this.#id);
  }

  /** Goes back the way that the browser's button does, if the entry that shows is this step of this form. */
  back(step: string | undefined): boolean {
    const mark = markIn(history.state);
    const mine = mark?.by === this.#id && mark.steps[this.#id] === step;
    // Twice would be two steps, or away from the page.
    if (mine && !this.#goesBack) history.back();
    this.#goesBack = mine;
    return mine;
  }

  /** Tells forms apart, also after a reload: by their place in the page. */
  get #id(): string {
    const { element } = this.#form;
    return element.id || placeOf(element);
  }

  #write(how: 'pushState' | 'replaceState', step: string, by: string): void {
    // A page that keeps a text or a list with its entries is left alone: there is no room for a mark.
    if (Object.getPrototypeOf(history.state ?? {}) !== Object.prototype) return;
    const steps = { ...markIn(history.state)?.steps, [this.#id]: step };
    try {
      history[how]({ ...history.state, applicantIntake: { by, steps } }, '');
    } catch {
      // Some browsers allow a page only so many entries in so much time; a sandboxed frame may have none.
    }
  }

  readonly #onPopState = ({ state }: PopStateEvent): void => {
    this.#goesBack = false;
    const { flow } = this.#form;
    const step = markIn(state)?.steps[this.#id];
    if (step && step !== flow.step?.key) flow.show(flow.stepAt(step));
  };
}

/** The place of an element in the page, through shadow roots: `/my-page-0/applicant-intake-1`. */
function placeOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const at = [...root.querySelectorAll(element.localName)].indexOf(element);
  return `${'host' in root ? placeOf(root.host) : ''}/${element.localName}-${at}`;
}
