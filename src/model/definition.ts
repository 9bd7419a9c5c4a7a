/**
 * What a form asks, as data: steps, fields, option codes, rules and conditions. A definition holds no text for
 * people (labels live in `locales/`) and is plain JSON, so that the proxy can serve it and a page can set it.
 */

import type { Condition } from './condition.ts';

/** A form: its steps in order. `name` and `version` go into every submission made with it. */
export interface FormDefinition {
  readonly name: string;
  readonly version: string;
  readonly steps: readonly StepDefinition[];
}

/** One screen of a form. */
export interface StepDefinition {
  readonly key: string;
  readonly fields: readonly FieldDefinition[];
  /** Shows what has been answered in the steps before, each with a way back to it. Default: false. */
  readonly review?: boolean;
}

interface FieldBase {
  /** The name of the answer in the submission; for a consent, the name of the document agreed to. */
  readonly key: string;
  /** Whether an answer is needed when the field is shown. Default: false. */
  readonly required?: boolean;
  /**
   * The field is shown, and its answer allowed, only while this holds. It can rest on answers to fields that come
   * before this one, not on consents. Default: always.
   */
  readonly when?: Condition;
  /** The autofill token of the HTML standard. Default: `off`. */
  readonly autocomplete?: AutoFill | 'bday';
  /** Never kept on the reader's device, nor shown in what a recruiter reads. Default: false. */
  readonly sensitive?: boolean;
}

/** One line of text. */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  /** The longest answer, in Unicode code points. Default: 255. */
  readonly maxLength?: number;
  /** `name`: letters, marks, spaces, apostrophes, full stops and hyphens only. */
  readonly format?: 'name';
}

/** An e-mail address as HTML defines it, with a dot in the domain. */
export interface EmailField extends FieldBase {
  readonly kind: 'email';
  /** The longest address, in characters. Default: 254, the longest there can be (RFC 5321, 4.5.3.1). */
  readonly maxLength?: number;
}

/** A telephone number of the North American Numbering Plan, as typed. */
export interface TelField extends FieldBase {
  readonly kind: 'tel';
}

/** A US ZIP code or a Canadian postal code; which of them, the field named `country` decides once answered. */
export interface PostalCodeField extends FieldBase {
  readonly kind: 'postal-code';
  readonly country?: string;
}

/** One of several options, stored as its code. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly OptionDefinition[];
  /** The key of the field whose answer must equal the chosen option's `group`, once it is answered. */
  readonly groupedBy?: string;
}

/** A yes or no, stored as a boolean. */
export interface YesNoField extends FieldBase {
  readonly kind: 'yes-no';
}

/** Several lines of text. */
export interface TextareaField extends FieldBase {
  readonly kind: 'textarea';
  /** The longest answer, in Unicode code points. Default: 1000. */
  readonly maxLength?: number;
}

/** Any number of options, stored as a list of their codes in the order of the definition. */
export interface CheckboxesField extends FieldBase {
  readonly kind: 'checkboxes';
  readonly options: readonly OptionDefinition[];
}

/** A day, stored as `2026-11-22`, or a month, stored as `2026-11`. */
export interface DateField extends FieldBase {
  readonly kind: 'date';
  /** Default: `day`. */
  readonly precision?: 'day' | 'month';
  /** `past`: today or before. `future`: today or after. Default: any day from 1900 to 2100. */
  readonly lies?: 'past' | 'future';
}

/** Files that follow the application; no answer of its own. If `required`, one at least has to be chosen. */
export interface FileField extends FieldBase {
  readonly kind: 'file';
  /** Default: 5. */
  readonly maxFiles?: number;
}

/** A signature: the name typed in full, stored as text. A drawing, if the reader adds one, follows as a file. */
export interface SignatureField extends FieldBase {
  readonly kind: 'signature';
}

/** The same questions for each of several things, such as past jobs; stored as a list of rows of answers. */
export interface RepeaterField extends FieldBase {
  readonly kind: 'repeater';
  /** The questions of a row. Their conditions rest on answers of the same row. No repeater, file or consent among them. */
  readonly fields: readonly FieldDefinition[];
  /** How many rows there may be. Default: 20. */
  readonly maxRows?: number;
}

/**
 * A box to tick that agrees to the document named by `key`; recorded as a consent, not as an answer. If `required`, it
 * must be ticked.
 */
export interface ConsentField extends FieldBase {
  readonly kind: 'consent';
  /** Asked only on pages that have a document of that name to agree to. Default: false. */
  readonly ifProvided?: boolean;
}

/** A text to be read, such as a privacy notice; recorded as a consent when it has been on screen. */
export interface NoticeField extends FieldBase {
  readonly kind: 'notice';
  /** As for a consent. */
  readonly ifProvided?: boolean;
}

export type FieldDefinition =
  | TextField
  | EmailField
  | TelField
  | PostalCodeField
  | ChoiceField
  | YesNoField
  | TextareaField
  | CheckboxesField
  | DateField
  | FileField
  | SignatureField
  | RepeaterField
  | ConsentField
  | NoticeField;

export interface OptionDefinition {
  readonly code: string;
  /** The option belongs to this answer of the `groupedBy` field (a state to its country). */
  readonly group?: string;
  /** Accepted when a page or another server sends it, but not offered to the reader. Default: false. */
  readonly unlisted?: boolean;
}

/** The answers of one row of a repeater. */
export type Row = Readonly<Record<string, string | boolean | readonly string[]>>;

/** An answer as stored: text, an option's code, a day, a yes or no; several codes; rows of answers. */
export type Answer = string | boolean | readonly string[] | readonly Row[];

/** Answers by field key. A question that was not asked or not answered has no key. */
export type Answers = Readonly<Record<string, Answer>>;

/** Every field of a form, in the order asked; those of a repeater's rows are not among them. */
export function fieldsOf(definition: FormDefinition): FieldDefinition[] {
  return definition.steps.flatMap((step) => step.fields);
}

/** Whether a question is unanswered: no answer, no text, nothing chosen, no row. */
export const isEmpty = (answer: unknown): boolean =>
  answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0);

/** Whether a form asks for anything sensitive. */
export const hasSecrets = (definition: FormDefinition): boolean =>
  JSON.stringify(definition).includes('"sensitive":true');
