import { answerRule } from '../model/answer-rules.ts';
import { askedFields } from '../model/condition.ts';
import {
  type Answer,
  type Answers,
  type ChoiceField,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  isEmpty,
  type OptionDefinition,
  type StepDefinition,
} from '../model/definition.ts';
import { type Issue, issue } from '../model/issue.ts';
import { normalAnswer, validateAnswers } from '../model/validate-answers.ts';
import { Consents, type KeptDecision } from './consents.ts';
import { decisiveKeys } from './decisive-keys.ts';
import { placeOf, rowsIn, topOf, withCell } from './rows.ts';

/** What a form is made of, as far as the page decides it. */
export interface FormSettings {
  readonly definition: FormDefinition;
  /** Answers that the reader finds filled in and may change. */
  readonly given?: ReadonlyMap<string, Answer>;
  /** Answers that the page has fixed: their questions are not asked. */
  readonly presets?: Answers;
  /** The documents that the page has, of those asked for only where there is one. Default: none. */
  readonly documents?: readonly string[];
}

/** What a field holds: an answer, or the files chosen. */
export type Value = Answer | readonly File[];

/** What can be kept of a form that is being filled in. */
export interface Entered {
  readonly values: Answers;
  readonly consents: readonly KeptDecision[];
}

/**
 * A form being filled in: what has been entered, which questions show, and which complaints the reader sees.
 *
 * Owns: values as entered, the complaints shown, the consents given. Does not own: drawing, text, sending. Answers are
 * named by path: the key of their field, or `employers.0.city` within a repeater.
 *
 * Dispatches `change` when something else than the value itself has changed: a complaint came or went, a question
 * or an option appeared or disappeared. A plain keystroke dispatches nothing, so that nothing is drawn again.
 */
export class FormState extends EventTarget {
  #settings: FormSettings;
  readonly #entered = new Map<string, Value>();
  #issues = new Map<string, Issue>();
  /** Fields whose complaint came from elsewhere: only the reader's change to the field itself can tell it is fixed. */
  readonly #foreign = new Set<string>();
  readonly consents = new Consents();
  /** Keys on whose answers it depends what shows. */
  #decisive: ReadonlySet<string>;
  /** The questions asked, until an answer changes that others depend on. */
  #askedNow: FieldDefinition[] | undefined;

  constructor(settings: FormSettings) {
    super();
    this.#settings = settings;
    this.#decisive = decisiveKeys(settings.definition);
  }

  get definition(): FormDefinition {
    return this.#settings.definition;
  }

  /** Takes other settings. What the reader has entered stays, and wins over what is given. */
  configure(settings: FormSettings): void {
    this.#settings = settings;
    this.#decisive = decisiveKeys(settings.definition);
    this.#changed();
  }

  /** Steps that have a question to ask at the moment, or something to review. */
  get steps(): StepDefinition[] {
    return this.definition.steps.filter((step) => step.review || this.fields(step).length > 0);
  }

  /** The questions of a step that show at the moment. */
  fields(step: StepDefinition): FieldDefinition[] {
    const asked = this.#asked;
    return step.fields.filter((field) => !Object.hasOwn(this.#presets, field.key) && asked.includes(field));
  }

  /** The questions of one row of a repeater that show at the moment. */
  rowFields(path: string, row: number): readonly FieldDefinition[] {
    const field = this.field(path);
    return field?.kind === 'repeater' ? askedFields(field.fields, rowsIn(this.value(path))[row] ?? {}) : [];
  }

  /** The field of that path, whether it shows or not. */
  field(path: string): FieldDefinition | undefined {
    const place = placeOf(path);
    const field = fieldsOf(this.definition).find(({ key }) => key === (place?.key ?? path));
    if (!place) return field;
    return field?.kind === 'repeater' ? field.fields.find(({ key }) => key === place.inner) : undefined;
  }

  /** The step that asks a question, if it shows at the moment. */
  stepOf(path: string): StepDefinition | undefined {
    const top = topOf(path);
    return this.definition.steps.find((step) => this.fields(step).some(({ key }) => key === top));
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
        (!option.unlisted || [this.#settings.given?.get(key), this.#presets[key]].includes(option.code)) &&
        (!group || !option.group || option.group === group),
    );
  }

  /** The value as entered, or undefined when there is none. */
  value(path: string): Value | undefined {
    const place = placeOf(path);
    if (place) return rowsIn(this.value(place.key))[place.row]?.[place.inner];
    const presets = this.#presets;
    return Object.hasOwn(presets, path)
      ? presets[path]
      : (this.#entered.get(path) ?? this.#settings.given?.get(path));
  }

  /** What a field starts from: what the page filled in. */
  given(path: string): Answer | undefined {
    const place = placeOf(path);
    return place ? rowsIn(this.given(place.key))[place.row]?.[place.inner] : this.#settings.given?.get(path);
  }

  /** The complaint that the reader sees at a field, if any. */
  issueAt(path: string): Issue | undefined {
    return this.#issues.get(path);
  }

  /** Takes what was entered. Complaints that this settles go away at once; no new one comes while typing. */
  set(path: string, value: Value): void {
    const top = topOf(path);
    const decides = path !== top || this.#decisive.has(top);
    const before = decides || this.#issues.size ? this.#appearance() : '';
    this.#enter(path, value);
    if (!before) return;
    this.#settle();
    if (this.#appearance() !== before) this.#changed();
  }

  /**
   * The reader leaves a field. What was entered takes its normal form and is checked; passing through is no mistake.
   */
  leave(path: string): void {
    if (!this.#entered.has(topOf(path))) return;
    const normalised = this.#normalise(path);
    const complained = this.#issues.has(path);
    if (!complained) this.#recheck([path]);
    if (normalised || this.#issues.has(path) !== complained) this.#changed();
  }

  /** Checks a step, or the whole form, and shows every complaint. Empty: all is well. */
  check(step?: StepDefinition): Issue[] {
    const keys = (step ? [step] : this.steps).flatMap((each) => this.fields(each)).map(({ key }) => key);
    for (const key of keys) this.#normalise(key);
    const within = (path: string) => keys.includes(topOf(path));
    for (const path of this.#foreign) if (within(path)) this.#foreign.delete(path);
    const found = [...this.#problems()].filter(([path]) => within(path));
    for (const path of this.#issues.keys()) if (within(path)) this.#issues.delete(path);
    for (const [path, complaint] of found) this.#issues.set(path, complaint);
    this.#changed();
    const order = ([path]: readonly [string, Issue]) => keys.indexOf(topOf(path));
    return found.sort((a, b) => order(a) - order(b)).map(([, complaint]) => complaint);
  }

  /** Shows complaints that came from elsewhere, such as the server's, and gives those that found their field. */
  showIssues(issues: readonly Issue[]): Issue[] {
    const shown = issues.filter((found) => this.stepOf(keyOf(found)) && this.field(keyOf(found)));
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

  /** The files chosen for the questions asked. */
  get files(): File[] {
    const fields = this.#asked.filter(({ kind }) => answerRule(kind) === null);
    return fields.flatMap(({ key }) => {
      const value = this.#entered.get(key);
      return Array.isArray(value) ? value : [];
    });
  }

  /** The documents asked about, and whether the reader agreed to each; a notice counts once it has been on screen. */
  get decisions(): { document: string; granted: boolean }[] {
    return this.#asked
      .filter(({ kind, key }) => kind === 'consent' || (kind === 'notice' && this.consents.of(key)))
      .map(({ kind, key }) => ({
        document: key,
        granted: kind === 'notice' || this.#entered.get(key) === true,
      }));
  }

  /** Whether anything asked for is sensitive, and has been answered. */
  get hasSecrets(): boolean {
    const { answers } = this;
    const secret = (field: FieldDefinition): boolean =>
      !!field.sensitive || (field.kind === 'repeater' && field.fields.some(secret));
    return this.#asked.some((field) => secret(field) && Object.hasOwn(answers, field.key));
  }

  /** Whether the reader has entered anything. */
  get isTouched(): boolean {
    return this.#entered.size > 0;
  }

  /** What the reader has entered, for keeping; what is sensitive, and files, stay out. */
  get entered(): Entered {
    const kept = [...this.#entered].filter(([path]) => {
      const field = this.field(path);
      return field && !field.sensitive && field.kind !== 'file' && field.kind !== 'consent';
    });
    const values = kept.map(([path, value]) => [path, this.#withoutSecrets(path, value)] as const);
    return { values: Object.fromEntries(values) as Answers, consents: this.consents.all };
  }

  /** Takes back what was kept: as if the reader had entered it. */
  restore({ values, consents }: Entered): void {
    for (const [path, value] of Object.entries(values)) if (this.field(path)) this.#entered.set(path, value);
    for (const decision of consents) {
      this.consents.restore(decision);
      if (this.field(decision.document)?.kind === 'consent') {
        this.#entered.set(decision.document, decision.granted);
      }
    }
    this.#changed();
  }

  /** Back to what the form started from. */
  reset(): void {
    this.#entered.clear();
    this.#issues.clear();
    this.#foreign.clear();
    this.consents.clear();
    this.#changed();
  }

  get #presets(): Answers {
    return this.#settings.presets ?? {};
  }

  /** What would be answers if their questions were asked. */
  get #open(): Record<string, Value> {
    const open: Record<string, Value> = {};
    for (const { key } of fieldsOf(this.definition)) {
      const value = this.value(key);
      if (value !== undefined && !isEmpty(value) && this.#isOpen(key, value)) open[key] = value;
    }
    return open;
  }

  /** The questions that the answers call for, those that the page has answered for good among them. */
  get #asked(): FieldDefinition[] {
    const { documents = [] } = this.#settings;
    this.#askedNow ??= askedFields(fieldsOf(this.definition), this.#open).filter(
      (field) => !('ifProvided' in field && field.ifProvided) || documents.includes(field.key),
    );
    return this.#askedNow;
  }

  /** No consent, no file; and no option of another group, which counts as not chosen. A code that is no option at all is left to be complained about. */
  #isOpen(key: string, value: Value): boolean {
    const field = this.field(key);
    if (field?.kind !== 'choice') return !!field && !!answerRule(field.kind);
    const option = field.options.find(({ code }) => code === value);
    return !option || this.options(field).includes(option);
  }

  #enter(path: string, value: Value): void {
    const place = placeOf(path);
    const top = place?.key ?? path;
    const rows = place && withCell(rowsIn(this.value(top)), place.row, place.inner, value as Answer);
    this.#entered.set(top, rows ?? value);
    this.#foreign.delete(path);
    if (this.#decisive.has(top)) this.#askedNow = undefined;
  }

  /** Whether the value at a path was not in its normal form. */
  #normalise(path: string): boolean {
    const field = this.field(path);
    const value = this.value(path);
    if (!field || typeof value !== 'string' || Object.hasOwn(this.#presets, path)) return false;
    const normal = normalAnswer(field, value);
    if (normal === value || typeof normal !== 'string') return false;
    this.#enter(path, normal);
    return true;
  }

  #withoutSecrets(path: string, value: Value): Value {
    const field = this.field(path);
    if (field?.kind !== 'repeater') return value;
    const secret = (key: string) => field.fields.some((inner) => inner.key === key && inner.sensitive);
    return rowsIn(value).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !secret(key))),
    );
  }

  /** Everything that a drawing of the form depends on besides the values. */
  #appearance(): string {
    const fields = this.#asked.map((field) =>
      field.kind === 'choice' && field.groupedBy
        ? [field.key, this.value(field.groupedBy)]
        : field.kind === 'repeater'
          ? rowsIn(this.value(field.key)).map((_, row) =>
              this.rowFields(field.key, row).map(({ key }) => key),
            )
          : field.kind === 'yes-no'
            ? [field.key, this.value(field.key)]
            : field.key,
    );
    return JSON.stringify([fields, [...this.#issues].map(([key, { code }]) => [key, code])]);
  }

  /** Brings the complaints at these fields up to date. */
  #recheck(paths: readonly string[]): void {
    const found = this.#problems();
    for (const path of paths) {
      const complaint = found.get(path);
      if (complaint) this.#issues.set(path, complaint);
      else this.#issues.delete(path);
    }
  }

  /**
   * Takes away the complaints that hold no longer. One that gave way to another kind goes too: somebody who has been
   * told to enter an address should not be told at the first letter that it is no address.
   */
  #settle(): void {
    if (this.#issues.size === 0) return;
    const found = this.#problems();
    for (const [path, { code }] of this.#issues) {
      if (!this.#foreign.has(path) && found.get(path)?.code !== code) this.#issues.delete(path);
    }
  }

  /** What is wrong at the moment, by path: the first thing only. */
  #problems(): Map<string, Issue> {
    const checked = validateAnswers(this.definition, this.answers);
    const found = 'issues' in checked ? checked.issues : [];
    // What the rules of answers know nothing of: boxes to be ticked, files to be chosen.
    const open = this.#asked.filter(({ key, kind, required }) => {
      const value = this.#entered.get(key);
      return (
        required && answerRule(kind) === null && kind !== 'notice' && (isEmpty(value) || value === false)
      );
    });
    return new Map([
      ...open.map(({ key, kind }) => [key, issue(`${kind}s.${key}`, 'required')] as const),
      ...found.reverse().map((each) => [keyOf(each), each] as const),
    ]);
  }

  #changed(): void {
    this.#askedNow = undefined;
    this.dispatchEvent(new Event('change'));
  }
}

/** The path an issue is about: `answers.email` → `email`, `consents.sms` → `sms`. */
export function keyOf(found: Issue): string {
  return found.path.replace(/^(answers|consents|files)\./, '');
}
