import type { FormDefinition } from '../model/definition.ts';
import { schemaFor } from '../model/schema.ts';

/** A page's own definition, unless there is none or it is none; the latter is reported. */
export function usableDefinition(definition: FormDefinition | null | undefined): FormDefinition | undefined {
  if (!definition) return undefined;
  try {
    schemaFor(definition);
    return definition;
  } catch (error) {
    console.error(`<applicant-intake>: definition: ${(error as Error).message}`);
    return undefined;
  }
}
