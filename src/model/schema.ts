import * as z from 'zod/v4/core';
import { checkDefinition } from './check-definition.ts';
import { askedFields } from './condition.ts';
import {
  type Answers,
  type ChoiceField,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
} from './definition.ts';
import { type IssueCode, type Parsed, parse } from './issue.ts';
import { checkEmail, checkName, checkPhone, checkPostalCode, checkText, tidy } from './rules.ts';

/** The longest answers taken, in characters, where the definition does not say. */
const maxLengths: Readonly<Record<string, number>> = {
  text: 255,
  email: 254,
  tel: 40,
  'postal-code': 10,
};

type Payload = z.ParsePayload;

interface FormSchemaDefinition extends z.$ZodTypeDef {
  /** Puts tidied answers in the place of the input, and reports what is wrong. */
  readonly judge: (payload: Payload) => void;
}

interface FormSchema extends z.$ZodType {
  readonly _zod: z.$ZodTypeInternals & { def: FormSchemaDefinition };
}

/**
 * A zod type of our own, made the way zod's core makes its types: with those for objects and text, which know far more
 * than a form needs, every phone would have to load 2 kB more.
 */
const FormSchema: z.$constructor<FormSchema, FormSchemaDefinition> = z.$constructor(
  'FormSchema',
  (schema, definition) => {
    const init: (schema: FormSchema, definition: FormSchemaDefinition) => void = z.$ZodType.init;
    init(schema, definition);
    schema._zod.parse = (payload) => {
      definition.judge(payload);
      return payload;
    };
  },
);

/** What is wrong with one answer, whatever the others are. */
function problemOf(field: FieldDefinition, answer: unknown): IssueCode | undefined {
  if (typeof answer !== (field.kind === 'yes-no' ? 'boolean' : 'string')) return 'invalid_type';
  if (typeof answer !== 'string' || answer === '') return undefined;
  switch (field.kind) {
    case 'choice':
      return optionOf(field, answer) ? undefined : 'invalid_option';
    case 'email':
      return checkLength(field, answer) ?? checkEmail(answer);
    case 'tel':
      return checkLength(field, answer) ?? checkPhone(answer);
    case 'postal-code':
      return checkLength(field, answer) ?? checkPostalCode(answer);
    case 'text':
      return checkLength(field, answer) ?? (field.format === 'name' ? checkName(answer) : undefined);
    default:
      return undefined;
  }
}

const checkLength = (field: FieldDefinition, answer: string) => checkText(answer, maxLengthOf(field));

const maxLengthOf = (field: FieldDefinition) =>
  ('maxLength' in field && field.maxLength) || (maxLengths[field.kind] ?? 0);

/** Text without stray spaces. A telephone number pasted from a contact list often carries invisible marks, too. */
const tidied = ({ kind }: FieldDefinition, answer: unknown) =>
  typeof answer !== 'string' || kind === 'choice'
    ? answer
    : tidy(kind === 'tel' ? answer.replace(/\p{Cf}/gu, '') : answer);

function optionOf(field: ChoiceField, code: unknown) {
  return field.options.find((option) => option.code === code);
}

/** Adds an issue of ours to zod's, its code where `issuesOf` looks for it. */
function report(
  payload: Payload,
  path: PropertyKey[],
  code: IssueCode,
  params: Record<string, string | number> = {},
) {
  payload.issues.push({ code: 'custom', path, params: { code, ...params }, input: undefined });
}

/** Each answer by itself: of a question of the form, tidied, and right. */
function checkEach(fields: readonly FieldDefinition[], payload: Payload) {
  const given = payload.value as Readonly<Record<string, unknown>>;
  const answers: Record<string, unknown> = {};
  payload.value = answers;
  for (const field of fields) {
    const { key } = field;
    const answer = Object.hasOwn(given, key) ? tidied(field, given[key]) : undefined;
    if (answer === undefined) continue;
    answers[key] = answer;
    const code = problemOf(field, answer);
    if (code) report(payload, [key], code, code === 'too_long' ? { max: maxLengthOf(field) } : {});
  }
  for (const key of Object.keys(given)) {
    if (!fields.some((field) => field.key === key)) report(payload, [key], 'unknown_key');
  }
  return answers;
}

/** What answers owe each other: needed when shown, absent when not, country and postal code in agreement. */
function checkTogether(fields: readonly FieldDefinition[], given: Answers, payload: Payload) {
  const asked = askedFields(fields, given);
  for (const field of fields) {
    const answer = given[field.key];
    const answered = answer !== undefined && answer !== '';
    if (!asked.includes(field)) {
      if (answered) report(payload, [field.key], 'not_applicable');
    } else if (!answered) {
      if (field.required) report(payload, [field.key], 'required');
    } else if (field.kind === 'postal-code' && field.country && typeof answer === 'string') {
      // What fits neither country has been reported already.
      if (!checkPostalCode(answer) && checkPostalCode(answer, given[field.country])) {
        report(payload, [field.key], 'invalid_postal_code');
      }
    } else if (field.kind === 'choice' && field.groupedBy) {
      const group = optionOf(field, answer)?.group;
      const wanted = given[field.groupedBy];
      if (group && wanted && group !== wanted) {
        report(payload, [field.key], 'mismatch', { field: field.groupedBy });
      }
    }
  }
}

/**
 * The one derivation from a definition to what its answers must be, for browser and proxy alike. Parsing tidies text
 * and refuses keys that are not questions of the form.
 *
 * @throws {TypeError} when the definition is none.
 */
export function schemaFor(definition: FormDefinition): z.$ZodType {
  checkDefinition(definition);
  const fields = fieldsOf(definition).filter((field) => field.kind !== 'consent');
  return new FormSchema({
    type: 'custom',
    judge(payload) {
      const { value } = payload;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        report(payload, [], 'invalid_type');
      } else {
        checkTogether(fields, checkEach(fields, payload) as Answers, payload);
      }
    },
  });
}

const schemas = new WeakMap<FormDefinition, z.$ZodType>();

/** Checks answers against a definition: the tidied answers, or everything that is wrong with them. */
export function validateAnswers(definition: FormDefinition, input: unknown): Parsed<Answers> {
  const schema = schemas.get(definition) ?? schemaFor(definition);
  schemas.set(definition, schema);
  const parsed = parse(schema, input, 'answers');
  if ('issues' in parsed) return parsed;
  const answered = Object.entries(parsed.value as Answers).filter(([, answer]) => answer !== '');
  return { value: Object.fromEntries(answered) };
}
