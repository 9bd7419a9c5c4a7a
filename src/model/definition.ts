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
  readonly autocomplete?: AutoFill;
}

/** One line of text. */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  /** The longest answer, in Unicode code points. */
  readonly maxLength: number;
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

/**
 * A box to tick that agrees to the document named by `key`; recorded as a consent, not as an answer. If `required`, it
 * must be ticked.
 */
export interface ConsentField extends FieldBase {
  readonly kind: 'consent';
}

export type FieldDefinition =
  | TextField
  | EmailField
  | TelField
  | PostalCodeField
  | ChoiceField
  | YesNoField
  | ConsentField;

export interface OptionDefinition {
  readonly code: string;
  /** The option belongs to this answer of the `groupedBy` field (a state to its country). */
  readonly group?: string;
  /** Accepted when a page or another server sends it, but not offered to the reader. Default: false. */
  readonly unlisted?: boolean;
}

/** An answer as stored: text, an option's code, or a yes or no. */
export type Answer = string | boolean;

/** Answers by field key. A question that was not asked or not answered has no key. */
export type Answers = Readonly<Record<string, Answer>>;

/** Every field of a form, in the order asked. */
export function fieldsOf(definition: FormDefinition): FieldDefinition[] {
  return definition.steps.flatMap((step) => step.fields);
}
