import { askedFields } from '../model/condition.ts';
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
import { type Issue, issue } from '../model/issue.ts';
import { validateAnswers } from '../model/schema.ts';
import { usableValues } from './usable-values.ts';

/** What a form is made of, as far as the page decides it. */
export interface FormSettings {
  readonly definition: FormDefinition;
  /** Answers that the reader finds filled in and may change; what cannot be an answer is left out. */
  readonly values?: Answers | undefined;
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
  /** What the page fills in. */
  #given: ReadonlyMap<string, Answer>;
  readonly #entered = new Map<string, Answer>();
  #issues = new Map<string, Issue>();
  /** Fields whose complaint came from elsewhere: only the reader's change to the field itself can tell it is fixed. */
  #foreign = new Set<string>();
  #consentedAt = new Map<string, Date>();

  constructor(settings: FormSettings) {
    super();
    this.#settings = settings;
    this.#given = usableValues(settings.definition, settings.values);
  }

  get definition(): FormDefinition {
    return this.#settings.definition;
  }

  /** Takes other settings. What the reader has entered stays, and wins over `values`. */
  configure(settings: FormSettings): void {
    this.#settings = settings;
    this.#given = usableValues(settings.definition, settings.values);
    this.#changed();
  }

  /** Steps that have a question to ask at the moment. */
  get steps(): StepDefinition[] {
    return this.definition.steps.filter((step) => this.fields(step).length > 0);
  }

  /** The questions of a step that show at the moment. */
  fields(step: StepDefinition): FieldDefinition[] {
    const asked = this.#asked;
    return step.fields.filter((field) => !Object.hasOwn(this.#presets, field.key) && asked.includes(field));
  }

  /** The field of that key, whether it shows or not. */
  field(key: string): FieldDefinition | undefined {
    return fieldsOf(this.definition).find((field) => field.key === key);
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
    const { key, groupedBy } = field;
    const group = groupedBy && this.value(groupedBy);
    return field.options.filter(
      (option) =>
        (!option.unlisted || [this.#given.get(key), this.#presets[key]].includes(option.code)) &&
        (!group || !option.group || option.group === group),
    );
  }

  /** The value as entered, or undefined when there is none. */
  value(key: string): Answer | undefined {
    return this.#values.get(key);
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
    this.#entered.set(key, value);
    this.#foreign.delete(key);
    if (this.field(key)?.kind === 'consent') this.#consentedAt.set(key, at);
    this.#settle();
    if (this.#appearance() !== before) this.#changed();
  }

  /** The reader leaves a field. It is checked only if something was entered: passing through is no mistake. */
  leave(key: string): void {
    if (!this.#entered.has(key) || this.#issues.has(key)) return;
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
    const open = this.#open;
    const given = this.#asked.filter(({ key }) => Object.hasOwn(open, key));
    return Object.fromEntries(given.map(({ key }) => [key, open[key] as Answer]));
  }

  /** The consents asked for, and whether the reader gave each. */
  get consents(): { document: string; granted: boolean }[] {
    return this.#asked
      .filter((field) => field.kind === 'consent')
      .map(({ key }) => ({ document: key, granted: this.#entered.get(key) === true }));
  }

  /** Back to what the form started from. */
  reset(): void {
    this.#entered.clear();
    this.#issues.clear();
    this.#foreign.clear();
    this.#consentedAt.clear();
    this.#changed();
  }

  get #presets(): Answers {
    return this.#settings.presets ?? {};
  }

  get #values(): Map<string, Answer> {
    return new Map([...this.#given, ...this.#entered, ...Object.entries(this.#presets)]);
  }

  /** What would be answers if their questions were asked. */
  get #open(): Answers {
    const open = [...this.#values].filter(([key, value]) => value !== '' && this.#isOpen(key, value));
    return Object.fromEntries(open);
  }

  /** The questions that the answers call for, those that the page has answered for good among them. */
  get #asked(): FieldDefinition[] {
    return askedFields(fieldsOf(this.definition), this.#open);
  }

  /** No consent; and no option of another group, which counts as not chosen. A code that is no option at all is left to be complained about. */
  #isOpen(key: string, value: Answer): boolean {
    const field = this.field(key);
    if (field?.kind !== 'choice') return !!field && field.kind !== 'consent';
    const option = field.options.find(({ code }) => code === value);
    return !option || this.options(field).includes(option);
  }

  /** Everything that a drawing of the form depends on besides the values. */
  #appearance(): string {
    const fields = this.#asked.map((field) =>
      field.kind === 'choice' && field.groupedBy ? [field.key, this.value(field.groupedBy)] : field.key,
    );
    return JSON.stringify([fields, [...this.#issues].map(([key, { code }]) => [key, code])]);
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
    const declined = this.consents.filter(
      ({ document, granted }) => !granted && this.field(document)?.required,
    );
    return new Map([
      ...declined.map(({ document }) => [document, issue(`consents.${document}`, 'required')] as const),
      ...found.reverse().map((each) => [keyOf(each), each] as const),
    ]);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The field an issue is about: `answers.email` → `email`, `consents.sms` → `sms`. */
export function keyOf(found: Issue): string {
  return found.path.replace(/^(answers|consents)\./, '');
}
