import { type FormSettings, FormState, type Value } from '../form/form-state.ts';
import { type Answer, type Answers, fieldsOf } from '../model/definition.ts';

/** The state of a form on a page that the server draws: its controls start from what has been entered. */
export class PageState extends FormState {
  readonly #made: FormSettings;

  constructor(settings: FormSettings) {
    super(settings);
    this.#made = settings;
  }

  override given(path: string): Value | undefined {
    return this.value(path);
  }

  /** What has been entered or filled in, by question, shown or not. */
  get values(): Answers {
    const entries = fieldsOf(this.definition).map(({ key }) => [key, this.value(key)] as const);
    return Object.fromEntries(
      entries.filter((entry): entry is readonly [string, Answer & Value] => entry[1] !== undefined),
    );
  }

  /** The same without complaints. */
  get calm(): PageState {
    const state = new PageState(this.#made);
    // A tick that was taken back wins over the decision it took back.
    state.restore({ values: {}, consents: this.consents.all });
    state.restore({ values: this.values, consents: [] });
    return state;
  }
}
