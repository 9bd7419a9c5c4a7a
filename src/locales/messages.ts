import type { IssueCode } from '../model/issue.ts';
import type { Labels, TradeLabels } from '../model/labels.ts';
import type { Country } from '../model/region-codes.ts';
import type { FurtherMessages } from './further/further-messages.ts';

/** The text around one question. */
export interface FieldText {
  readonly label: string;
  /** A line below the label. */
  readonly hint?: string;
  /** A line that shows once the question is answered with no. */
  readonly ifNo?: string;
  /** What to do when the answer is missing. Default: the sentence for the issue `required`. */
  readonly required?: string;
  /** Of a repeater: the name of each row, such as `Job {number}`. Default: the label and the number. */
  readonly row?: string;
  /** Of a repeater: the button that adds a row, such as `Add another job`. */
  readonly add?: string;
}

/** The heading of a step, and at most one sentence of help. */
export interface StepText {
  readonly title: string;
  readonly help?: string;
}

/** A text that depends on a number: one form for each plural category of its language (Unicode CLDR). */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** A text. `{name}` in it is a place to be filled. */
export type Text = string | PluralText;

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
  | 'contact_time'
  | 'street'
  | 'city'
  | 'state'
  | 'postal_code'
  | 'country'
  | 'sms'
  | 'terms'
  | 'privacy';

/** The steps of the built-in forms. */
export type StepKey = 'driving' | 'preferences' | 'contact' | 'review';

/** The documents of the built-in forms: what a reader agrees to or is told. */
export type DocumentKey = 'sms' | 'terms' | 'privacy';

/** What can be wrong with an answer of the short form; whatever else there is reads as `invalid_format`. */
export type FieldIssueCode =
  | 'required'
  | 'too_long'
  | 'control_characters'
  | 'invalid_name'
  | 'invalid_email'
  | 'invalid_phone'
  | 'invalid_postal_code'
  | 'invalid_option'
  | 'mismatch'
  | 'invalid_format';

/**
 * Why sending did not work, as far as the reader can make use of it: we cannot be reached, this page may not send, or
 * something is wrong that no field can show.
 */
export type FailureText = 'unreachable' | 'refused' | 'invalid';

/** Every text of the form in one language; a locale that lacks one does not compile. */
export interface Messages {
  /** The BCP 47 tag of the language these texts are in. */
  readonly language: string;
  readonly steps: Texts<StepKey, StepText>;
  readonly fields: Texts<FieldKey, FieldText>;
  /** Names of options, by field and code. */
  readonly options: TradeLabels & {
    readonly contact_time: Readonly<Record<'now' | 'morning' | 'afternoon' | 'evening' | 'weekend', string>> &
      Labels;
    readonly country: Readonly<Record<Country, string>> & Labels;
    /** Those that are called otherwise than in English; `with-region-names.ts` adds the rest. */
    readonly state: Readonly<Record<string, string>>;
  } & Texts<never, Readonly<Record<string, string>>>;
  /** What a reader agrees to or is told, by document, with a place for `{employer}`. */
  readonly documents: Texts<DocumentKey, string>;
  /** One sentence for each thing that can be wrong, saying what to do; `invalid_date.month`: where only that part is. */
  readonly issues: Readonly<Record<FieldIssueCode, Text>> &
    Readonly<Partial<Record<IssueCode | `${IssueCode}.${string}`, Text>>>;
  readonly failures: Readonly<Record<FailureText, string>>;
  /** What happens after the receipt, line by line. */
  readonly afterwards: readonly string[];
  /** The heading over the list of complaints, by their number `{count}`. */
  readonly problems: Text;
  readonly words: Readonly<Record<Word, string>>;
  /** The words of kinds of fields that the short form does without; there once a form has such a field. */
  readonly further?: FurtherMessages;
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
  /** What to do about a required consent. */
  | 'tick'
  /** Read out before a complaint. */
  | 'error'
  /** Over complaints that have all been settled, and read out before each of them. */
  | 'fixed'
  /** The link at an answer under review; `{label}` is the question, which is read out only. */
  | 'change'
  /** Where to turn for help; `{phone}` is the number. */
  | 'help'
  /** Links at the end of a consent. */
  | 'terms'
  | 'privacy'
  /** `{name}` is a comma and the first name, or nothing. */
  | 'received'
  | 'earlier'
  | 'reference'
  | 'copy'
  | 'copied'
  | 'selected'
  | 'afterwards'
  /** The button on the receipt; `{phone}` is the number. */
  | 'call'
  /** What is kept on the reader's device, and how to be rid of it. */
  | 'saved'
  | 'clear'
  | 'cleared'
  | 'undo'
  /** The name of the choice of languages. */
  | 'language'
  /** Stands for a carrier whose name the page does not give. */
  | 'employer';

/** Texts by key: those of the built-in forms for certain, those of a page's own form perhaps. */
type Texts<Key extends string, Each> = Readonly<Record<Key, Each>> &
  Readonly<Record<string, Each | undefined>>;

/** A page's own texts: any part of {@link Messages}, laid over the language's own. */
export type MessageOverrides = DeepPartial<Messages>;

type DeepPartial<T> = T extends string | readonly string[]
  ? T
  : { readonly [Key in keyof T]?: DeepPartial<T[Key]> | undefined };
