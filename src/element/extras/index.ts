import { withRegionNames } from '../../locales/with-region-names.ts';
import type { Form } from '../form.ts';
import { copyReference } from './copy-reference.ts';
import { CustomStates } from './custom-states.ts';
import { HistoryController } from './history-controller.ts';
import { languageChoice } from './language-choice.ts';
import { LeaveController } from './leave-controller.ts';
import { LeaveGuard } from './leave-guard.ts';

/**
 * What a form has besides, and does not wait for: the names of states, the choice of languages, the browser's back
 * button, the check of a field that is left, the question before the page is left, the button that copies the reference,
 * states for style sheets. Without it there are the codes of states, and a form that can be sent.
 */
export class Extras {
  readonly history: HistoryController;
  readonly guard: LeaveGuard;
  readonly #form: Form;

  constructor(form: Form) {
    this.#form = form;
    this.history = new HistoryController(form);
    this.guard = new LeaveGuard(form);
    void new CustomStates(form);
    void new LeaveController(form);
    form.words.completeBy(withRegionNames);
  }

  /** The languages to choose from, for the line above the step. */
  get languages() {
    return languageChoice(this.#form.messages, this.#form.element.languages);
  }

  readonly copy = (): void => void copyReference(this.#form);
}
