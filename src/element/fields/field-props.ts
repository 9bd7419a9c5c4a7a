import type { TemplateResult } from 'lit/html.js';
import type { HoldingKind, Value } from '../../form/form-state.ts';
import type { Messages } from '../../locales/messages.ts';
import type { FieldDefinition } from '../../model/definition.ts';
import type { View } from '../views/view.ts';

/** What a field's template draws: texts and options, all chosen already. What is filled in, the shell writes. */
export interface FieldProps {
  /** The id of the control, or of the first of them. Not made from the key, which may hold anything. */
  readonly id: string;
  /** The name of the control, or of each of them: where the answer stands in the form. */
  readonly path: string;
  readonly field: FieldDefinition;
  readonly label: string;
  readonly hint: string | undefined;
  /** What there is to say about the answer given. */
  readonly note: string | undefined;
  /** The word that marks a question which may stay unanswered; undefined where an answer is needed. */
  readonly optional: string | undefined;
  /** The complaint about the answer, and the word that announces it. */
  readonly complaint: { readonly prefix: string; readonly text: string } | undefined;
  /** What the control starts from, as HTML knows it: `value`, `checked`, `selected`. */
  readonly given: Value | undefined;
  /** The options of a choice. */
  readonly options: readonly OptionProps[];
  /** Whether a choice has so many options that they are a list. */
  readonly long: boolean;
  /** The first, empty line of a list. */
  readonly choose: string;
  /** The text of a consent or a notice, and the links after it. */
  readonly document: DocumentProps;
  /** What the enter key does. */
  readonly enter: 'next' | 'send';
  /** What all of it was chosen from, for kinds that are more than native controls. */
  readonly view: View;
}

/** One option of a choice. */
export interface OptionProps {
  /** What the control's value is when this option is taken. */
  readonly value: string;
  readonly label: string;
  /** The heading under which a list shows the option. */
  readonly group?: string | undefined;
}

/** A text to agree to or to read, as it is on screen. */
export interface DocumentProps {
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

/** Draws one kind of field. */
export type FieldTemplate = (props: FieldProps) => TemplateResult;

/** What a reader fills in: every field is drawn with native controls. */
export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One kind of field: how it is drawn, and how its controls are read and written. */
export interface FieldKind extends HoldingKind {
  readonly draw: FieldTemplate;
  /** The value after a change of a control. Default: the text in it. */
  readonly read?: (control: Control, form: ParentNode) => Value | undefined;
  /** Brings a control in line with the value. Default: writes it as text. */
  readonly write?: (control: Control, value: Value | undefined) => void;
  /** The value in words, for the review. Default: as it is. */
  readonly say?: (value: Value, props: FieldProps) => string | TemplateResult;
  /** The name of a row by its number, for kinds that have rows. */
  readonly rowText?: (messages: Messages, key: string, row: number) => string;
}
