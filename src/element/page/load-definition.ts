import { checkDefinition } from '../../model/check-definition.ts';
import { type FieldDefinition, type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { formPath } from '../../protocol/paths.ts';

/** What the element knows of kinds of fields. */
export interface Kinds {
  isKnown(kind: FieldDefinition['kind']): boolean;
  /** Brings the kinds that the short form does without. */
  loadFurther(): Promise<void>;
}

/**
 * The form that a page asks for: its own, or one of the proxy's by name; the kinds of fields that the short form does
 * without are loaded with it. Undefined: it cannot be had, or is none, which is reported; the short form is to take its
 * place, so that no applicant is lost over it.
 */
export async function loadDefinition(
  own: FormDefinition | null | undefined,
  form: string | null | undefined,
  endpoint: string | null | undefined,
  kinds: Kinds,
): Promise<FormDefinition | undefined> {
  if (!own && !form) return undefined;
  try {
    const definition = own ?? (await fetched(endpoint ?? '', form ?? ''));
    if (needsMore(definition)) await kinds.loadFurther();
    checkDefinition(definition, kinds.isKnown);
    return definition;
  } catch (error) {
    console.error(`<applicant-intake>: form: ${(error as Error).message}`);
    return undefined;
  }
}

/** The kinds that come with the element. */
export const shortKinds = /^(text|email|tel|postal-code|choice|yes-no|consent|notice)$/;

/**
 * Whether there are other kinds of fields in it. That they are here, for another form of the page, is not enough: each
 * has texts and styles of its own. What is no definition is left to the check.
 */
function needsMore(definition: FormDefinition): boolean {
  try {
    return !fieldsOf(definition).every(({ kind }) => shortKinds.test(kind));
  } catch {
    return false;
  }
}

async function fetched(endpoint: string, form: string): Promise<FormDefinition> {
  const response = await fetch(endpoint.replace(/\/$/, '') + formPath(form), {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) throw new Error(`"${form}" is not a form of this proxy (${response.status})`);
  return response.json();
}
