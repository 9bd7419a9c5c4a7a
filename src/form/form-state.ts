import { holds } from '../model/condition.ts';
import {
  type Answer,
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type StepDefinition,
} from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import { validateAnswers } from '../model/schema.ts';

/** What a form starts from. */
export interface FormStateOptions {
  readonly definition: FormDefinition;
  /** Answers that the reader finds filled in and may change. */
  readonly values?: Answers;
  /** Answers that the page has fixed: their questions are not asked. */
  readonly presets?: Answers;
}

/**
 * A form being filled in: what has been typed, which questions show, and which complaints the reader sees.
 *
 * Owns: values as typed, the complaints shown, when a consent was given. Does not own: drawing, text, sending.
 * Dispatches `change` when something else than the value itself has changed: a complaint came or went, a question
 * appeared or disappeared. A plain keystroke dispatches nothing, so that nothing is drawn again.
 */
export class FormState extends EventTarget {
  readonly definition: FormDefinition;
  readonly presets: Answers;
  readonly #initial: Answers;
  #values: Record<string, Answer>;
  #edited = new Set<string>();
  #issues = new Map<string, Issue>();
  #consentedAt = new Map<string, Date>();

  constructor({ definition, values = {}, presets = {} }: FormStateOptions) {
    super();
    this.definition = definition;
    this.presets = presets;
    this.#initial = values;
    this.#values = { ...values, ...presets };
  }

  /** Steps that have a question to ask at the moment. */
  get steps(): StepDefinition[] {
    return this.definition.steps.filter((step) => this.fields(step).length > 0);
  }

  /** The questions of a step that show at the moment. */
  fields(step: StepDefinition): FieldDefinition[] {
    return step.fields.filter((field) => !(field.key in this.presets) && holds(field.when, this.#values));
  }

  /** The value as typed, or undefined when nothing has been. */
  value(key: string): Answer | undefined {
    return this.#values[key];
  }

  /** The complaint that the reader sees at a field, if any. */
  issueAt(key: string): Issue | undefined {
    return this.#issues.get(key);
  }

  /** When the box of a consent was last ticked or cleared, if ever. */
  consentedAt(document: string): Date | undefined {
    return this.#consentedAt.get(document);
  }

  /** Takes what was typed or chosen. A field already complained about is checked again at once. */
  set(key: string, value: Answer, at = new Date()): void {
    const shown = this.#shownKeys();
    this.#values[key] = value;
    this.#edited.add(key);
    if (this.#field(key)?.kind === 'consent') this.#consentedAt.set(key, at);
    const complained = this.#issues.get(key);
    if (complained) this.#show([key]);
    if (this.#issues.get(key) !== complained || this.#shownKeys() !== shown) this.#changed();
  }

  /** The reader leaves a field. It is checked only if something was entered: passing through is no mistake. */
  leave(key: string): void {
    if (!this.#edited.has(key) || this.#issues.has(key)) return;
    this.#show([key]);
    if (this.#issues.has(key)) this.#changed();
  }

  /** Checks a step, or the whole form, and shows every complaint. Empty: all is well. */
  check(step?: StepDefinition): Issue[] {
    const keys = (step ? [step] : this.steps).flatMap((each) => this.fields(each)).map((field) => field.key);
    this.#show(keys);
    this.#changed();
    return keys.flatMap((key) => this.#issues.get(key) ?? []);
  }

  /** Shows complaints that came from elsewhere, such as the server's. Those about no field of this form are left out. */
  showIssues(issues: readonly Issue[]): void {
    for (const found of issues) {
      const key = keyOf(found);
      if (this.#field(key)) this.#issues.set(key, found);
    }
    this.#changed();
  }

  /** Answers to the questions asked, and the presets. What was typed into a question that no longer shows stays out. */
  get answers(): Answers {
    const asked = this.#shownFields().filter((field) => field.kind !== 'consent');
    const given = asked.flatMap(({ key }) => {
      const value = this.#values[key];
      return value === undefined || value === '' ? [] : [[key, value] as const];
    });
    return { ...this.#applicablePresets(), ...Object.fromEntries(given) };
  }

  /** The consents asked for, and whether each was given. */
  get consents(): { document: string; granted: boolean }[] {
    return this.#shownFields()
      .filter((field) => field.kind === 'consent')
      .map(({ key }) => ({ document: key, granted: this.#values[key] === true }));
  }

  /** Back to what the form started from. */
  reset(): void {
    this.#values = { ...this.#initial, ...this.presets };
    this.#edited.clear();
    this.#issues.clear();
    this.#consentedAt.clear();
    this.#changed();
  }

  #shownFields(): FieldDefinition[] {
    return this.definition.steps.flatMap((step) => this.fields(step));
  }

  #shownKeys(): string {
    return this.#shownFields()
      .map((field) => field.key)
      .join();
  }

  /** Presets of questions that would be asked: a preset licence class means nothing to someone without a licence. */
  #applicablePresets(): Answers {
    const applicable = fieldsOf(this.definition).filter((field) => holds(field.when, this.#values));
    return Object.fromEntries(
      applicable.flatMap(({ key }) => (key in this.presets ? [[key, this.presets[key] as Answer]] : [])),
    );
  }

  #field(key: string): FieldDefinition | undefined {
    return fieldsOf(this.definition).find((field) => field.key === key);
  }

  /** Brings the complaints at these fields up to date. */
  #show(keys: readonly string[]): void {
    const checked = validateAnswers(this.definition, this.answers);
    const found = 'issues' in checked ? checked.issues : [];
    for (const key of keys) {
      const complaint = found.find((each) => keyOf(each) === key);
      if (!complaint) this.#issues.delete(key);
      else if (this.#issues.get(key)?.code !== complaint.code) this.#issues.set(key, complaint);
    }
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The field an issue is about: `answers.email` → `email`. */
export function keyOf(found: Issue): string {
  return found.path.replace(/^answers\./, '');
}
