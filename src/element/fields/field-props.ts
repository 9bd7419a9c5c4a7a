import type { TemplateResult } from 'lit/html.js';
import type { HoldingKind, Value } from '../../form/form-state.ts';
import type { Messages } from '../../locales/messages.ts';
import type { FieldDefinition } from '../../model/definition.ts';
import type { View } from '../views/view.ts';

/** What every field's template draws, all chosen already. What is filled in, the shell writes. */
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
  /** What is wrong with the answer. */
  readonly complaint: string | undefined;
  /** What the control starts from, as HTML knows it: `value`, `checked`, `selected`. */
  readonly given: Value | undefined;
  /** What the enter key does. */
  readonly enter: 'next' | 'send';
  /** What all of it was chosen from, for what only some kinds draw. */
  readonly view: View;
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
  /** Brings a control in line with the value. Default: ticks the one box whose value it is, or writes it as text. */
  readonly write?: (control: Control, value: Value | undefined) => void;
  /** The value in words, for the review. Default: as it is. */
  readonly say?: (value: Value, props: FieldProps) => string | TemplateResult;
  /** The name of a row by its number, for kinds that have rows. */
  readonly rowText?: (messages: Messages, key: string, row: number) => string;
}
