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
import { judgeAnswers, normalAnswer } from '../model/validate-answers.ts';
import { Consents, type KeptDecision } from './consents.ts';

/** What a form is made of, as far as the page decides it. */
export interface FormSettings {
  readonly definition: FormDefinition;
  /** Answers that the reader finds filled in and may change. */
  readonly given?: ReadonlyMap<string, Answer>;
  /** Answers that the page has fixed: their questions are not asked. */
  readonly presets?: Answers;
  /** The documents that the page has, of those asked for only where there is one. Default: none. */
  readonly documents?: readonly string[];
  /** Knows the kinds of fields that hold anything but one plain answer. Default: there are none. */
  readonly kindOf?: (kind: string) => HoldingKind | undefined;
}

/** What a kind of fields holds that is not one plain answer. */
export interface HoldingKind {
  /** What is wrong with a value that is no answer, such as files. Default: nothing. */
  readonly judge?: JudgeOther;
  /** The answers within an answer, in the order in which they are drawn. Default: none. */
  readonly within?: (field: FieldDefinition, value: Value | undefined) => Place[];
}

/** What is wrong with the value of a field that has no answer of its own; `files` are all that go along. */
export type JudgeOther = (
  field: FieldDefinition,
  value: Value,
  files: readonly File[],
) => Pick<Issue, 'code' | 'params'> | undefined;

/** Where an answer stands: in a question of the form, or within the answer to one. */
export interface Place {
  readonly path: string;
  readonly field: FieldDefinition;
  readonly value: Value | undefined;
  /** The key of the question of the form. */
  readonly key: string;
  /** Of a place within rows: the number of its row. */
  readonly row?: number;
  /** Of a place within an answer: the whole answer with another value there. */
  readonly put?: (value: Value) => Answer;
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
 * named by path: the key of their field, or what a kind of fields that holds several names them by.
 *
 * Dispatches `change` when something else than the value itself has changed: a complaint came or went, a question
 * or an option appeared or disappeared. A plain keystroke dispatches nothing, so that nothing is drawn again.
 */
export class FormState extends EventTarget {
  #settings!: FormSettings;
  #fields: readonly FieldDefinition[] = [];
  /** The names of the questions that others depend on, somewhere in a text in JSON. */
  #conditions = '';
  readonly #entered = new Map<string, Value>();
  readonly #issues = new Map<string, Issue>();
  /** Complaints that came from elsewhere: only the reader's change to the field itself can tell that one is fixed. */
  readonly #foreign = new Map<string, Issue>();
  readonly consents = new Consents();
  /** What fields keep beside their values, by path and a name of their own: a drawing, what can be undone. */
  readonly aside = new Map<string, unknown>();
  /** The questions asked, until an answer changes that others depend on. */
  #askedNow: FieldDefinition[] | undefined;

  constructor(settings: FormSettings) {
    super();
    this.configure(settings);
  }

  get definition(): FormDefinition {
    return this.#settings.definition;
  }

  /** Takes other settings. What the reader has entered stays, and wins over what is given. */
  configure(settings: FormSettings): void {
    this.#settings = settings;
    this.#fields = fieldsOf(settings.definition);
    const fields = this.#fields as readonly ChoiceField[];
    this.#conditions = JSON.stringify(fields.map(({ when, groupedBy }) => [when, groupedBy]));
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

  /** The places of some questions, in the order in which they are drawn. */
  places(fields: readonly FieldDefinition[], values: ReadonlyMap<string, Value> = this.#values): Place[] {
    return fields.flatMap((field) => {
      const { key, kind } = field;
      const value = values.get(key);
      return [
        { path: key, field, value, key },
        ...(this.#settings.kindOf?.(kind)?.within?.(field, value) ?? []),
      ];
    });
  }

  /** The field of that path, whether it shows or not. */
  field(path: string): FieldDefinition | undefined {
    return this.#place(path)?.field;
  }

  /** The first step that asks one of these questions at the moment. */
  stepOf(...paths: string[]): StepDefinition | undefined {
    return this.steps.find((step) => this.places(this.fields(step)).some(({ path }) => paths.includes(path)));
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
    return this.#place(path)?.value;
  }

  /** What a field starts from: what the page filled in. */
  given(path: string): Value | undefined {
    return this.#place(path, this.#settings.given ?? new Map())?.value;
  }

  /** The complaint that the reader sees at a field, if any. */
  issueAt(path: string): Issue | undefined {
    return this.#foreign.get(path) ?? this.#issues.get(path);
  }

  /** Takes what was entered. Complaints that this settles go away at once; no new one comes while typing. */
  set(path: string, value: Value): void {
    const asked = this.#asked;
    const isText = this.#enter(path, value);
    const settled = this.#settle(path);
    if (settled || !isText || `${asked.map(keyIn)}` !== `${this.#asked.map(keyIn)}`) this.#changed();
  }

  /**
   * The reader leaves a field. What was entered takes its normal form and is checked; passing through is no mistake.
   */
  leave(path: string): void {
    if (this.#normalise(path)) this.#show([path]);
  }

  /** Checks a step, or the whole form, and shows every complaint. Empty: all is well. */
  check(step?: StepDefinition): Issue[] {
    const asked = (step ? [step] : this.steps).flatMap((each) => this.fields(each));
    const paths = this.places(asked).map(({ path }) => path);
    for (const path of paths) this.#normalise(path);
    for (const path of paths) this.#foreign.delete(path);
    return this.#show(paths);
  }

  /** Shows complaints that came from elsewhere, such as the server's, and gives those that found their field. */
  showIssues(issues: readonly Issue[]): Issue[] {
    const shown = issues.filter((found) => this.stepOf(keyOf(found)));
    for (const found of shown) this.#foreign.set(keyOf(found), found);
    this.#changed();
    return shown;
  }

  /**
   * Answers to the questions asked, and the presets. What was entered into a question, or chosen as an option, that
   * no longer shows stays out.
   */
  get answers(): Answers {
    return this.#answersTo(this.#asked, normalAnswer);
  }

  /** The files that go along: drawings of signatures, and those chosen for the questions asked. */
  get files(): File[] {
    const held = this.#asked.map(({ key }) => this.aside.get(`${key} drawing`));
    const chosen = this.#asked.map(({ key }) => this.#entered.get(key));
    return [...held, ...chosen].flat().filter((each) => each instanceof File);
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

  /** Whether the reader has entered anything. */
  get isTouched(): boolean {
    return this.#entered.size > 0;
  }

  /** What the reader has entered, and the consents given, for keeping; without files. */
  get entered(): Entered {
    const values = [...this.#entered].filter(([path]) => answerRule(this.field(path)?.kind ?? ''));
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
    this.aside.clear();
    this.#changed();
  }

  get #presets(): Answers {
    return this.#settings.presets ?? {};
  }

  /** All values by key: presets win over what was entered, and that over what the page filled in. */
  get #values(): Map<string, Value> {
    const { given = [] } = this.#settings;
    return new Map<string, Value>([...given, ...this.#entered, ...Object.entries(this.#presets)]);
  }

  #place(path: string, values?: ReadonlyMap<string, Value>): Place | undefined {
    const own = this.#fields.find(({ key }) => key === path);
    return this.places(own ? [own] : this.#fields, values).find((place) => place.path === path);
  }

  /** What answers some questions, or all, if they are asked: as it is on screen, or in another form. */
  #answersTo(fields = this.#fields, form = asEntered): Answers {
    const values = this.#values;
    const open = fields.filter((field) => this.#isOpen(field, values.get(field.key)));
    return Object.fromEntries(
      open.map((field) => [field.key, form(field, values.get(field.key))]),
    ) as Answers;
  }

  /** The questions that the answers call for, those that the page has answered for good among them. */
  get #asked(): FieldDefinition[] {
    const { documents = [] } = this.#settings;
    this.#askedNow ??= askedFields(this.#fields, this.#answersTo()).filter(
      (field) => !('ifProvided' in field && field.ifProvided) || documents.includes(field.key),
    );
    return this.#askedNow;
  }

  /** No consent, no file; and no option of another group, which counts as not chosen. A code that is no option at all is left to be complained about. */
  #isOpen(field: FieldDefinition, value: Value | undefined): boolean {
    if (isEmpty(value) || !answerRule(field.kind)) return false;
    const option = field.kind === 'choice' && field.options.find(({ code }) => code === value);
    return !option || this.options(field as ChoiceField).includes(option);
  }

  /** Whether it was text: that decides on nothing but which questions are asked; all else may show elsewhere, too. */
  #enter(path: string, value: Value): boolean {
    const place = this.#place(path);
    if (place) this.#entered.set(place.key, place.put?.(value) ?? value);
    const isText = place?.field.kind !== 'choice' && !place?.put && typeof value === 'string';
    if (!isText || this.#conditions.includes(JSON.stringify(path))) this.#askedNow = undefined;
    return isText;
  }

  /** Brings what the reader has entered as text into its normal form. False: nothing has been entered. */
  #normalise(path: string): boolean {
    const { field, value, key = '' } = this.#place(path) ?? {};
    const isEntered = this.#entered.has(key);
    if (isEntered && field && typeof value === 'string')
      this.#enter(path, normalAnswer(field, value) as Answer);
    return isEntered;
  }

  /** Shows what is wrong at some places, and nothing else there. */
  #show(paths: readonly string[]): Issue[] {
    const found = this.#problems();
    const complaints = paths.flatMap((path) => found.get(path) ?? []);
    for (const path of paths) this.#issues.delete(path);
    for (const each of complaints) this.#issues.set(keyOf(each), each);
    this.#changed();
    return complaints;
  }

  /**
   * Takes away the complaints that hold no longer. One that gave way to another kind goes too: somebody who has been
   * told to enter an address should not be told at the first letter that it is no address. Whether there were any, or
   * one from elsewhere at the path that has changed.
   */
  #settle(changed: string): boolean {
    let settled = this.#foreign.delete(changed);
    if (!this.#issues.size) return settled;
    const found = this.#problems();
    for (const [path, { code, params }] of this.#issues) {
      const now = found.get(path);
      if (now?.code !== code || now.params.part !== params.part) settled = this.#issues.delete(path);
    }
    return settled;
  }

  /** What is wrong at the moment, by path: the first thing only. */
  #problems(): Map<string, Issue> {
    const issues: Issue[] = [];
    judgeAnswers(this.#fields, this.#answersTo(this.#asked), { path: 'answers', issues });
    // What is asked no longer, within a row perhaps, does not go out.
    const found = issues.filter(({ code }) => code !== 'not_applicable');
    // What the rules of answers know nothing of: boxes to be ticked, files to be chosen.
    const open = this.#asked.flatMap((field) => {
      const { key, kind, required } = field;
      if (answerRule(kind) !== null || kind === 'notice') return [];
      const value = this.#entered.get(key);
      const missing = value === undefined || value === false || isEmpty(value);
      const wrong = missing
        ? required && issue('', 'required')
        : this.#settings.kindOf?.(kind)?.judge?.(field, value, this.files);
      return wrong ? [{ ...wrong, path: `${kind}s.${key}` }] : [];
    });
    return new Map([...open, ...found.reverse()].map((each) => [keyOf(each), each]));
  }

  #changed(): void {
    this.#askedNow = undefined;
    this.dispatchEvent(new Event('change'));
  }
}

const asEntered = (_field: FieldDefinition, value: unknown) => value;

const keyIn = ({ key }: FieldDefinition) => key;

/** The path an issue is about: `answers.email` → `email`, `consents.sms` → `sms`. */
export function keyOf(found: Issue): string {
  return found.path.replace(/^(answers|consents|files)\./, '');
}
