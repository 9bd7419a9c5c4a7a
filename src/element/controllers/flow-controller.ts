import { keyOf } from '../../form/form-state.ts';
import type { StepDefinition } from '../../model/definition.ts';
import type { Issue } from '../../model/issue.ts';
import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';

/**
 * Which step shows, what the last attempt to go on found wrong there, and what takes focus after the next drawing.
 * Whoever changes an answer from the review comes back to it with the next step that is right.
 */
export class FlowController implements Controller {
  /** The paths that the last attempt to go on found wrong. */
  summary: readonly string[] = [];
  /** Whether another step has shown before the one that shows now. */
  moved = false;
  readonly #form: Form;
  /** Hears when another step shows. */
  readonly #onStep: (from: string, to: string) => void;
  #stepKey = '';
  /** The step to come back to after a change. */
  #returnKey = '';
  #focusNext: string | undefined;

  constructor(form: Form, onStep: (from: string, to: string) => void) {
    this.#form = form;
    this.#onStep = onStep;
    form.element.addController(this);
  }

  hostUpdated(): void {
    const id = this.#focusNext;
    this.#focusNext = undefined;
    if (id) this.#form.element.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }

  /** The step that shows. A step may lose its last question while it shows; then the reader starts over. */
  get step(): StepDefinition | undefined {
    const { steps } = this.#form.state;
    return steps.find(({ key }) => key === this.#stepKey) ?? steps[0];
  }

  /** The step of that key, if it has something to show. */
  stepAt(key: string): StepDefinition | undefined {
    return this.#form.state.steps.find((step) => step.key === key);
  }

  /** The step before the one that shows. */
  get before(): StepDefinition | undefined {
    const { steps } = this.#form.state;
    const { step } = this;
    return step && steps[steps.indexOf(step) - 1];
  }

  /** Shows a step. Focus goes to its title, where a screen reader begins to read. */
  show(step: StepDefinition | undefined, focus = 'title'): void {
    if (!step || this.#form.isLocked) return;
    const from = this.step?.key ?? '';
    this.#stepKey = step.key;
    this.focus(focus);
    if (step.key === this.#returnKey) this.#returnKey = '';
    if (from === step.key) return;
    this.moved = true;
    if (focus === 'title') this.summary = [];
    this.#onStep(from, step.key);
  }

  /** Shows the step of that key, to come back from it to the one that shows now. */
  change(key: string): void {
    if (this.#form.isLocked) return;
    this.#returnKey = this.step?.key ?? '';
    this.show(this.stepAt(key));
  }

  /** Goes on if nothing is wrong with the step that shows. True: it was the last one, and all is well. */
  next(): boolean {
    const { state, isLocked } = this.#form;
    const { step } = this;
    if (!step || isLocked) return false;
    const { steps } = state;
    const next = steps[steps.indexOf(step) + 1];
    if (!next) return true;
    if (!this.complain(state.check(step))) {
      const back = this.stepAt(this.#returnKey);
      this.show(back && steps.indexOf(back) > steps.indexOf(step) ? back : next);
    }
    return false;
  }

  /** Shows complaints at the first step that has one. Whether there were any. */
  complain(issues: readonly Issue[]): boolean {
    const { state } = this.#form;
    const paths = issues.map(keyOf);
    const step = state.stepOf(...paths);
    if (!step) return false;
    this.summary = paths;
    this.show(step, 'summary');
    return true;
  }

  /** Moves focus once the next drawing is done. */
  focus(id: string): void {
    this.#focusNext = id;
    this.#form.element.requestUpdate();
  }

  /** Back to the first step, with no complaints. */
  restart(): void {
    this.summary = [];
    this.#returnKey = '';
    this.show(this.#form.state.steps[0]);
  }

  /** Begins where the reader left off, without a word about it; on a way back to a step, perhaps. */
  resume(key: string, returnKey = ''): void {
    if (this.stepAt(key)) this.#stepKey = key;
    this.#returnKey = returnKey;
  }
}
