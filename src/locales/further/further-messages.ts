import type { IssueCode } from '../../model/issue.ts';
import type { FieldIssueCode, Text } from '../messages.ts';

/** The words of the kinds of fields that the short form does without; loaded with them. */
export interface FurtherMessages {
  readonly month: string;
  readonly day: string;
  readonly year: string;
  /** The button that adds a row, where the page has no words of its own for it. */
  readonly add: string;
  /** The button that takes away a row or a file; what that is, is read out after it. */
  readonly remove: string;
  /** What was taken away: `{what}` is a row or a file. */
  readonly removed: string;
  readonly chooseFile: string;
  readonly chooseFiles: string;
  /** Beside these, where there is a mouse. */
  readonly dropFile: string;
  readonly dropFiles: string;
  readonly photo: string;
  /** What is taken: `{types}` is a list, `{mb}` the size of each, `{max}` how many. */
  readonly fileLimit: string;
  readonly fileLimits: string;
  /** Read out when files were chosen: `{count}` is how many there are now. */
  readonly chosen: Text;
  /** Below the question for a signature. */
  readonly sign: string;
  /** Where it is not the name given before, which is `{name}`. */
  readonly differs: string;
  readonly draw: string;
  /** Where drawing does not work. */
  readonly drawNot: string;
}

/** The words of the place to draw a signature in; loaded with it. */
export interface DrawingMessages {
  /** What the place is called. */
  readonly drawing: string;
  /** How to draw, and that it is not needed. */
  readonly drawHow: string;
  readonly erase: string;
  readonly erased: string;
}

/** What a reader is told of the files that follow an application; loaded once there are such. */
export interface UploadMessages {
  /** The heading over them. */
  readonly files: string;
  /** What becomes of them. `{count}` is how many. */
  readonly sendingFiles: Text;
  readonly sentFiles: Text;
  readonly failedFiles: Text;
  /** How one file stands. */
  readonly fileWaits: string;
  readonly fileSent: string;
  readonly fileFailed: string;
  readonly fileRefused: string;
}

/** What can be wrong with answers of further kinds, each with a sentence that says what to do. */
export type FurtherIssue =
  | Exclude<IssueCode, FieldIssueCode | 'unknown_form' | 'unsupported_version' | 'id_mismatch'>
  /** Where only that part of a date is wrong, or missing. */
  | `${'invalid_date' | 'incomplete_date'}.${'year' | 'month' | 'day'}`
  /** All files together. */
  | 'file_too_large.all';

/** All of that in one language; one that lacks a text does not compile. */
export interface FurtherTexts {
  readonly further: FurtherMessages;
  readonly issues: Readonly<Record<FurtherIssue, Text>>;
}
