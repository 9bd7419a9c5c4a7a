import type { TemplateResult } from 'lit';
import type { FieldDefinition } from '../../model/definition.ts';

/** What a field's template draws: texts and options, all chosen already. What is filled in, the shell writes. */
export interface FieldProps {
  /** The id of the control, or of the first of them. Not made from the key, which may hold anything. */
  readonly id: string;
  readonly field: FieldDefinition;
  readonly label: string;
  readonly hint: string | undefined;
  /** The word that marks a question which may stay unanswered; undefined where an answer is needed. */
  readonly optional: string | undefined;
  /** The complaint about the answer, and the word that announces it. */
  readonly complaint: { readonly prefix: string; readonly text: string } | undefined;
  /** The options of a choice. */
  readonly options: readonly OptionProps[];
  /** Whether a choice has so many options that they are a list. */
  readonly long: boolean;
  /** The first, empty line of a list. */
  readonly choose: string;
  /** The text that a consent agrees to. */
  readonly agreement: string;
  /** What the enter key does. */
  readonly enter: 'next' | 'send';
}

/** One option of a choice. */
export interface OptionProps {
  /** What the control's value is when this option is taken. */
  readonly value: string;
  readonly label: string;
  /** The heading under which a list shows the option. */
  readonly group?: string | undefined;
}

/** Draws one kind of field. */
export type FieldTemplate = (props: FieldProps) => TemplateResult;
