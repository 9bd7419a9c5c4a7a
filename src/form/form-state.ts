import { holds } from '../model/condition.ts';
import {
  type Answer,
  type Answers,
  type ChoiceField,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type OptionDefinition,
  type StepDefinition,
} from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import { validateAnswers } from '../model/schema.ts';

/** What a form is made of, as far as the page decides it. */
export interface FormSettings {
  readonly definition: FormDefinition;
  /** Answers that the reader finds filled in and may change. */
  readonly values?: Answers;
  /** Answers that the page has fixed: their questions are not asked. */
  readonly presets?: Answers;
}

/**
 * A form being filled in: what has been entered, which questions show, and which complaints the reader sees.
 *
 * Owns: values as entered, the complaints shown, when a consent was given. Does not own: drawing, text, sending.
 * Dispatches `change` when something else than the value itself has changed: a complaint came or went, a question
 * or an option appeared or disappeared. A plain keystroke dispatches nothing, so that nothing is drawn again.
 */
export class FormState extends EventTarget {
  #settings: FormSettings;
  #entered: Record<string, Answer> = {};
  #issues = new Map<string, Issue>();
  /** Fields whose complaint came from elsewhere: only the reader's change to the field itself can tell it is fixed. */
  #foreign = new Set<string>();
  #consentedAt = new Map<string, Date>();

  constructor(settings: FormSettings) {
    super();
    this.#settings = settings;
  }

  get definition(): FormDefinition {
    return this.#settings.definition;
  }

  /** Takes other settings. What the reader has entered stays, and wins over `values`. */
  configure(settings: FormSettings): void {
    this.#settings = settings;
    this.#changed();
  }

  /** Steps that have a question to ask at the moment. */
  get steps(): StepDefinition[] {
    return this.definition.steps.filter((step) => this.fields(step).length > 0);
  }

  /** The questions of a step that show at the moment. */
  fields(step: StepDefinition): FieldDefinition[] {
    return step.fields.filter((field) => !(field.key in this.#presets) && holds(field.when, this.#values));
  }

  /** The step that asks a question, if it shows at the moment. */
  stepOf(key: string): StepDefinition | undefined {
    return this.definition.steps.find((step) => this.fields(step).some((field) => field.key === key));
  }

  /**
   * The options of a choice that can be taken at the moment: not the unlisted ones, save one that the page filled in,
   * and not those of another group once the group is known.
   */
  options(field: ChoiceField): OptionDefinition[] {
    const group = field.groupedBy && this.value(field.groupedBy);
    return field.options.filter(
      (option) =>
        (!option.unlisted || option.code === this.#settings.values?.[field.key]) &&
        (!group || !option.group || option.group === group),
    );
  }

  /** The value as entered, or undefined when there is none. */
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

  /** Takes what was entered. Complaints that this settles go away at once; no new one comes while typing. */
  set(key: string, value: Answer, at = new Date()): void {
    const before = this.#appearance();
    this.#entered[key] = value;
    this.#foreign.delete(key);
    if (this.#field(key)?.kind === 'consent') this.#consentedAt.set(key, at);
    this.#settle();
    if (this.#appearance() !== before) this.#changed();
  }

  /** The reader leaves a field. It is checked only if something was entered: passing through is no mistake. */
  leave(key: string): void {
    if (!(key in this.#entered) || this.#issues.has(key)) return;
    this.#recheck([key]);
    if (this.#issues.has(key)) this.#changed();
  }

  /** Checks a step, or the whole form, and shows every complaint. Empty: all is well. */
  check(step?: StepDefinition): Issue[] {
    const keys = (step ? [step] : this.steps).flatMap((each) => this.fields(each)).map((field) => field.key);
    for (const key of keys) this.#foreign.delete(key);
    this.#recheck(keys);
    this.#changed();
    return keys.flatMap((key) => this.#issues.get(key) ?? []);
  }

  /** Shows complaints that came from elsewhere, such as the server's, and gives those that found their field. */
  showIssues(issues: readonly Issue[]): Issue[] {
    const shown = issues.filter((found) => this.stepOf(keyOf(found)));
    for (const found of shown) {
      this.#issues.set(keyOf(found), found);
      this.#foreign.add(keyOf(found));
    }
    this.#changed();
    return shown;
  }

  /**
   * Answers to the questions asked, and the presets. What was entered into a question, or chosen as an option, that
   * no longer shows stays out.
   */
  get answers(): Answers {
    const given = this.#shownFields().flatMap((field) => {
      const value = this.#values[field.key];
      const open = field.kind !== 'consent' && value !== undefined && value !== '';
      return open && this.#isOffered(field, value) ? [[field.key, value] as const] : [];
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
    this.#entered = {};
    this.#issues.clear();
    this.#foreign.clear();
    this.#consentedAt.clear();
    this.#changed();
  }

  get #presets(): Answers {
    return this.#settings.presets ?? {};
  }

  get #values(): Answers {
    return { ...this.#settings.values, ...this.#entered, ...this.#presets };
  }

  #shownFields(): FieldDefinition[] {
    return this.definition.steps.flatMap((step) => this.fields(step));
  }

  /** An option of another group counts as not chosen; a code that is no option at all is left to be complained about. */
  #isOffered(field: FieldDefinition, value: Answer): boolean {
    if (field.kind !== 'choice') return true;
    const option = field.options.find(({ code }) => code === value);
    return !option || this.options(field).includes(option);
  }

  /** Everything that a drawing of the form depends on besides the values. */
  #appearance(): string {
    const fields = this.#shownFields().map((field) =>
      field.kind === 'choice' && field.groupedBy ? [field.key, this.value(field.groupedBy)] : field.key,
    );
    return JSON.stringify([fields, [...this.#issues].map(([key, { code }]) => [key, code])]);
  }

  /** Presets of questions that would be asked: a preset licence class means nothing to someone without a licence. */
  #applicablePresets(): Answers {
    const applicable = fieldsOf(this.definition).filter((field) => holds(field.when, this.#values));
    return Object.fromEntries(
      applicable.flatMap(({ key }) => (key in this.#presets ? [[key, this.#presets[key] as Answer]] : [])),
    );
  }

  #field(key: string): FieldDefinition | undefined {
    return fieldsOf(this.definition).find((field) => field.key === key);
  }

  /** Brings the complaints at these fields up to date. */
  #recheck(keys: readonly string[]): void {
    const found = this.#problems();
    for (const key of keys) {
      const complaint = found.get(key);
      if (complaint) this.#issues.set(key, complaint);
      else this.#issues.delete(key);
    }
  }

  /**
   * Takes away the complaints that hold no longer. One that gave way to another kind goes too: somebody who has been
   * told to enter an address should not be told at the first letter that it is no address.
   */
  #settle(): void {
    if (this.#issues.size === 0) return;
    const found = this.#problems();
    for (const [key, { code }] of this.#issues) {
      if (!this.#foreign.has(key) && found.get(key)?.code !== code) this.#issues.delete(key);
    }
  }

  /** What is wrong at the moment, by field: the first thing only. */
  #problems(): Map<string, Issue> {
    const checked = validateAnswers(this.definition, this.answers);
    const found = 'issues' in checked ? checked.issues : [];
    return new Map(found.reverse().map((each) => [keyOf(each), each]));
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The field an issue is about: `answers.email` → `email`. */
export function keyOf(found: Issue): string {
  return found.path.replace(/^answers\./, '');
}
