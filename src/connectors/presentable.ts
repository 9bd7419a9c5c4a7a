import {
  type Answer,
  type Answers,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
  type Row,
} from '../model/definition.ts';
import { isCommonQuestion, isRows } from './answer-words.ts';
import { protectedClassOf } from './protected-class.ts';

/** The answers that may stand in text for people, and the paths of the others. */
export interface Presentable {
  readonly answers: Answers;
  /** `['ssn']`, or in a list of rows `['licenses', 'number']`. */
  readonly withheld: readonly (readonly string[])[];
}

/**
 * Takes out of answers what must not stand in text: whatever the form marks as sensitive or tells a protected class, in
 * rows as well. What the form does not know, and everything of a form that nobody knows, is taken out too, since nobody
 * can tell; but not the questions that all forms have.
 */
export function presentable(answers: Answers, definition: FormDefinition | undefined): Presentable {
  const fields = definition ? fieldsOf(definition) : [];
  const withheld: string[][] = [];
  const shown = Object.entries(answers).flatMap(([key, answer]): [string, Answer][] => {
    const field = fields.find((each) => each.key === key);
    if (!mayShow(key, field)) {
      withheld.push([key]);
      return [];
    }
    if (field?.kind !== 'repeater' || !isRows(answer)) return [[key, answer]];
    const hidden = field.fields.filter(isWithheld);
    const given = hidden.filter((inner) => answer.some((row) => Object.hasOwn(row, inner.key)));
    withheld.push(...given.map((inner) => [key, inner.key]));
    return [[key, answer.map((row) => shownOf(row, field.fields))]];
  });
  return { answers: Object.fromEntries(shown), withheld };
}

function shownOf(row: Row, fields: readonly FieldDefinition[]): Row {
  const entries = Object.entries(row).filter(([key]) => {
    const field = fields.find((each) => each.key === key);
    return field !== undefined && !isWithheld(field);
  });
  return Object.fromEntries(entries);
}

const isWithheld = ({ key, sensitive }: FieldDefinition) =>
  sensitive === true || protectedClassOf(key) !== undefined;

function mayShow(key: string, field: FieldDefinition | undefined): boolean {
  return field ? !isWithheld(field) : isCommonQuestion(key);
}
