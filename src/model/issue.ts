import type * as z from 'zod/v4/core';

/** Everything that can be wrong with an input. Each code has a sentence in every locale. */
export type IssueCode =
  | 'required'
  | 'invalid_type'
  | 'too_long'
  | 'control_characters'
  | 'invalid_name'
  | 'invalid_email'
  | 'invalid_phone'
  | 'invalid_postal_code'
  | 'invalid_option'
  | 'invalid_date'
  | 'incomplete_date'
  | 'date_in_future'
  | 'date_in_past'
  | 'too_many'
  | 'mismatch'
  | 'not_applicable'
  | 'unknown_key'
  | 'unknown_form'
  | 'unsupported_version'
  | 'id_mismatch'
  | 'invalid_format'
  | 'file_type'
  | 'file_empty'
  | 'file_too_large'
  | 'too_many_files';

/**
 * One thing that is wrong, as data: where (`answers.email`, or `''` for the whole input), what, and the numbers or
 * names its sentence needs. Never what a person typed.
 */
export interface Issue {
  readonly path: string;
  readonly code: IssueCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Makes an issue. */
export function issue(path: string, code: IssueCode, params: Issue['params'] = {}): Issue {
  return { path, code, params };
}

/** Our codes for the problems that zod finds by itself. */
const zodCodes: Record<string, IssueCode> = {
  invalid_type: 'invalid_type',
  invalid_value: 'invalid_option',
  too_big: 'too_long',
  invalid_format: 'invalid_format',
  custom: 'invalid_format',
};

/** What parsing gives: the value, or everything that is wrong with the input. */
export type Parsed<T> = { readonly value: T } | { readonly issues: Issue[] };

/** Parses data from outside. `at` is put before the path of every issue. */
export function parse<T>(schema: z.$ZodType<T>, input: unknown, at = ''): Parsed<T> {
  // What `safeParse` does, short of zod's own messages and error objects, which nobody here reads.
  const payload = schema._zod.run({ value: input, issues: [] }, { async: false });
  if (payload instanceof Promise) throw new TypeError('Schemas here are never asynchronous');
  const issues = payload.issues.flatMap((found) => issuesOf(found, at));
  return issues.length > 0 ? { issues } : { value: payload.value as T };
}

/**
 * Turns an issue of zod's into ours; the only reader of zod's issues.
 * A check that sets `params.code` names the code itself; the rest follow from zod's kind of problem.
 */
function issuesOf(found: z.$ZodRawIssue, at: string): Issue[] {
  const path = [...(at ? [at] : []), ...(found.path ?? []).map(String)].join('.');
  if (found.code === 'unrecognized_keys') {
    return found.keys.map((key) => issue(path ? `${path}.${key}` : key, 'unknown_key'));
  }
  if (found.code === 'custom' && found.params?.code) {
    const { code, ...params } = found.params;
    return [issue(path, code as IssueCode, params as Issue['params'])];
  }
  if (found.code === 'invalid_type' && found.input === undefined) return [issue(path, 'required')];
  const params = found.code === 'too_big' ? { max: Number(found.maximum) } : {};
  return [issue(path, zodCodes[found.code] ?? 'invalid_format', params)];
}
