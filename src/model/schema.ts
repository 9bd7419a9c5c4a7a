import * as z from 'zod/v4/core';
import { holds } from './condition.ts';
import {
  type Answers,
  type ChoiceField,
  type FieldDefinition,
  type FormDefinition,
  fieldsOf,
} from './definition.ts';
import { type IssueCode, type Parsed, parse } from './issue.ts';
import { checkEmail, checkName, checkPhone, checkPostalCode, checkText, tidy } from './rules.ts';

/** The longest e-mail address and telephone number taken, in characters. */
const maxEmail = 254;
const maxPhone = 40;
const maxPostalCode = 10;

// Zod's core, not its mini build: the same schemas without the methods on them, which every phone would have to load.
const string = (...checks: z.$ZodCheck<string>[]) => new z.$ZodString({ type: 'string', checks });
const boolean = () => new z.$ZodBoolean({ type: 'boolean' });
const optional = (innerType: z.$ZodType) => new z.$ZodOptional({ type: 'optional', innerType });
const never = new z.$ZodNever({ type: 'never' });

type Check = (text: string) => IssueCode | undefined;

/** A telephone number pasted from a contact list often carries invisible direction marks. */
const visible = (typed: string) => tidy(typed.replace(/\p{Cf}/gu, ''));

/** Text that is tidied, has no control characters and at most `max` code points, and keeps the rule, if any. */
function text(max: number, rule?: Check, clean = tidy) {
  return string(
    z._overwrite(clean),
    z._check<string>((payload) => {
      const { value } = payload;
      const code = checkText(value, max) ?? (value === '' ? undefined : rule?.(value));
      if (code) report(payload, [], code, code === 'too_long' ? { max } : {});
    }),
  );
}

/** What one answer must be, whatever the others are. */
function answerSchema(field: FieldDefinition) {
  switch (field.kind) {
    case 'text':
      return text(field.maxLength, field.format === 'name' ? checkName : undefined);
    case 'email':
      return text(maxEmail, checkEmail);
    case 'tel':
      return text(maxPhone, checkPhone, visible);
    case 'postal-code':
      return text(maxPostalCode, checkPostalCode);
    case 'choice':
      return string(
        z._check<string>((payload) => {
          if (payload.value !== '' && !optionOf(field, payload.value)) report(payload, [], 'invalid_option');
        }),
      );
    default:
      return boolean();
  }
}

function optionOf(field: ChoiceField, code: unknown) {
  return field.options.find((option) => option.code === code);
}

type Payload = { value: unknown; issues: unknown[] };

/** Adds an issue of ours to zod's, its code where `issuesOf` looks for it. */
function report(
  payload: Payload,
  path: PropertyKey[],
  code: IssueCode,
  params: Record<string, string | number> = {},
) {
  payload.issues.push({
    code: 'custom',
    path,
    params: { code, ...params },
    input: undefined,
    continue: true,
  });
}

/** What answers owe each other: needed when shown, absent when not, country and postal code in agreement. */
function checkTogether(fields: readonly FieldDefinition[], payload: Payload) {
  const answers = payload.value;
  if (typeof answers !== 'object' || answers === null) return;
  const given = answers as Record<string, unknown>;
  for (const field of fields) {
    const answer = given[field.key];
    const answered = answer !== undefined && answer !== '';
    if (!holds(field.when, given)) {
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
 */
export function schemaFor(definition: FormDefinition) {
  const fields = fieldsOf(definition).filter((field) => field.kind !== 'consent');
  const shape = Object.fromEntries(fields.map((field) => [field.key, optional(answerSchema(field))]));
  return new z.$ZodObject({
    type: 'object',
    shape,
    catchall: never,
    // `when`: a wrong answer here must not hide a missing one there.
    checks: [z._check((payload) => checkTogether(fields, payload), { when: () => true })],
  });
}

const schemas = new WeakMap<FormDefinition, ReturnType<typeof schemaFor>>();

/** Checks answers against a definition: the tidied answers, or everything that is wrong with them. */
export function validateAnswers(definition: FormDefinition, input: unknown): Parsed<Answers> {
  const schema = schemas.get(definition) ?? schemaFor(definition);
  schemas.set(definition, schema);
  const parsed = parse(schema, input, 'answers');
  if ('issues' in parsed) return parsed;
  const answered = Object.entries(parsed.value).filter(([, answer]) => answer !== undefined && answer !== '');
  return { value: Object.fromEntries(answered) as Answers };
}
