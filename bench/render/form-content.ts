import { en } from '../../src/locales/en.ts';
import { documentText, fieldText, fill, issueText, optionText, stepText } from '../../src/locales/text-of.ts';
import type { FieldDefinition, FormDefinition } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { issue } from '../../src/model/issue.ts';

/** A question as a form library needs it: the English texts chosen, the rules left to whoever draws it. */
export interface FieldContent {
  readonly key: string;
  readonly kind: FieldDefinition['kind'];
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete?: string;
  readonly maxLength?: number;
  /** The complaint about a missing answer, where one is needed. */
  readonly missing?: string;
  /** The complaint about an answer of the wrong form, for the kinds that have one. */
  readonly wrong?: string;
  /** What a choice offers. */
  readonly options?: readonly OptionContent[];
  /** The answer to another question without which this one is not asked. */
  readonly when?: { readonly key: string; readonly value: string };
}

/** One option of a choice. */
export interface OptionContent {
  readonly value: string;
  readonly label: string;
  /** The heading under which a list shows the option. */
  readonly group?: string;
}

/** One group of questions under its heading; a step that only looks back on the answers lends none. */
export interface SectionContent {
  readonly key: string;
  readonly title?: string;
  readonly help?: string;
  readonly fields: readonly FieldContent[];
}

const wrongBy: Readonly<Record<string, 'invalid_email' | 'invalid_phone' | 'invalid_postal_code'>> = {
  email: 'invalid_email',
  tel: 'invalid_phone',
  'postal-code': 'invalid_postal_code',
};

function wrongText(field: FieldDefinition) {
  const isName = field.kind === 'text' && field.format === 'name';
  const code = isName ? 'invalid_name' : wrongBy[field.kind];
  return code && issueText(en, field, issue(field.key, code));
}

function optionsOf(field: FieldDefinition): OptionContent[] | undefined {
  if (field.kind === 'yes-no') {
    return [
      { value: 'true', label: fill(en.words.yes) },
      { value: 'false', label: fill(en.words.no) },
    ];
  }
  if (field.kind !== 'choice') return undefined;
  const { key, groupedBy } = field;
  return field.options
    .filter(({ unlisted }) => !unlisted)
    .map(({ code, group }) => ({
      value: code,
      label: optionText(en, key, code),
      ...(group && groupedBy ? { group: optionText(en, groupedBy, group) } : {}),
    }));
}

function whenOf({ when }: FieldDefinition): FieldContent['when'] {
  if (!when) return undefined;
  if (!('field' in when)) throw new Error('a condition that the candidates cannot draw');
  return { key: when.field, value: String(when.is) };
}

/** Data for candidates: keys without a value fall away when it is written as JSON. */
function contentOf(field: FieldDefinition) {
  const { label, hint } = fieldText(en, field.key);
  return {
    key: field.key,
    kind: field.kind,
    label,
    hint,
    autocomplete: field.autocomplete,
    maxLength: 'maxLength' in field ? field.maxLength : undefined,
    missing: field.required ? issueText(en, field, issue(field.key, 'required')) : undefined,
    wrong: wrongText(field),
    options: optionsOf(field),
    when: whenOf(field),
  };
}

/** Not asked on a page that has no document of its own to show. */
const isForDocument = (field: FieldDefinition) =>
  field.kind === 'notice' || ('ifProvided' in field && field.ifProvided === true);

function sectionsOf(definition: FormDefinition): SectionContent[] {
  const all = definition.steps.map((step) => {
    const { title, help } = step.review ? {} : stepText(en, step.key);
    const fields = step.fields.filter((field) => !isForDocument(field)).map(contentOf);
    return { key: step.key, title, help, fields };
  });
  return JSON.parse(JSON.stringify(all));
}

/** `driver-short` in English: what every candidate has to ask. */
export const sections: readonly SectionContent[] = sectionsOf(driverShort);

/** The words around the questions. */
export const words = {
  optional: fill(en.words.optional),
  choose: fill(en.words.choose),
  submit: fill(en.words.submit),
  received: fill(en.words.received, { name: '' }),
  failed: 'Something went wrong. Your answers are still here. Try again in a minute.',
  agreement: documentText(en, 'sms', 'Example Freight'),
};
