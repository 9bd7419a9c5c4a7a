import type { IssueCode } from '../model/issue.ts';
import type { Labels, TradeLabels } from '../model/labels.ts';
import type { Country } from '../model/regions.ts';

/** The text around one question. */
export interface FieldText {
  readonly label: string;
  /** A line below the label. */
  readonly hint?: string;
  /** What to do when the answer is missing. Default: the sentence for the issue `required`. */
  readonly required?: string;
}

/** The heading of a step, and at most one sentence of help. */
export interface StepText {
  readonly title: string;
  readonly help?: string;
}

/** The questions of the built-in forms that carry text. */
export type FieldKey =
  | 'application_type'
  | 'has_cdl'
  | 'cdl_type'
  | 'driving_preference'
  | 'truck_type'
  | 'first_name'
  | 'last_name'
  | 'phone'
  | 'email'
  | 'street'
  | 'city'
  | 'state'
  | 'postal_code'
  | 'country'
  | 'sms';

/** Why sending did not work, as far as the reader can make use of it. */
export type FailureText = 'offline' | 'timeout' | 'busy' | 'server' | 'refused' | 'invalid';

/**
 * Every text of the form in one language; a locale that lacks one does not compile. `{name}` in a text is a place to
 * be filled.
 */
export interface Messages {
  /** The BCP 47 tag of the language these texts are in. */
  readonly language: string;
  readonly steps: Texts<'driving' | 'contact' | 'address', StepText>;
  readonly fields: Texts<FieldKey, FieldText>;
  /** Names of options, by field and code. */
  readonly options: TradeLabels & {
    readonly country: Readonly<Record<Country, string>> & Labels;
    readonly state: Readonly<Record<string, string>>;
  } & Texts<never, Readonly<Record<string, string>>>;
  /** What a reader agrees to, by document, with a place for `{employer}`. */
  readonly consents: Texts<'sms', string>;
  /** One sentence for each thing that can be wrong, saying what to do. */
  readonly issues: Readonly<Record<IssueCode, string>>;
  readonly failures: Readonly<Record<FailureText, string>>;
  /** What happens after the receipt, line by line. */
  readonly afterwards: readonly string[];
  readonly words: Readonly<Record<Word, string>>;
}

/** The form's own words: buttons, progress, receipt. */
export type Word =
  /** `{step}` and `{steps}` are numbers. */
  | 'progress'
  | 'optional'
  | 'yes'
  | 'no'
  /** The first, empty line of a list. */
  | 'choose'
  | 'back'
  | 'next'
  | 'submit'
  | 'retry'
  | 'sending'
  /** The heading over the list of complaints. */
  | 'problems'
  /** What to do about a required consent. */
  | 'tick'
  /** Read out before a complaint. */
  | 'error'
  /** Over complaints that have all been settled, and read out before each of them. */
  | 'fixed'
  /** `{name}` is a comma and the first name, or nothing. */
  | 'received'
  | 'earlier'
  | 'reference'
  | 'copy'
  | 'copied'
  | 'selected'
  | 'afterwards'
  /** Stands for a carrier whose name the page does not give. */
  | 'employer';

/** Texts by key: those of the built-in forms for certain, those of a page's own form perhaps. */
type Texts<Key extends string, Text> = Readonly<Record<Key, Text>> &
  Readonly<Record<string, Text | undefined>>;

/** A page's own texts: any part of {@link Messages}, laid over the language's own. */
export type MessageOverrides = DeepPartial<Messages>;

type DeepPartial<T> = T extends string | readonly string[]
  ? T
  : { readonly [Key in keyof T]?: DeepPartial<T[Key]> | undefined };
