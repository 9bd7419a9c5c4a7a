import type { Condition } from '../model/condition.ts';
import { type FormDefinition, fieldsOf } from '../model/definition.ts';

/** The keys on whose answers it depends which questions show, which options they offer, or what is said below them. */
export function decisiveKeys(definition: FormDefinition): ReadonlySet<string> {
  return new Set(
    fieldsOf(definition).flatMap((field) => [
      ...keysIn(field.when),
      ...('groupedBy' in field && field.groupedBy ? [field.groupedBy] : []),
      ...(field.kind === 'repeater' || field.kind === 'yes-no' ? [field.key] : []),
    ]),
  );
}

function keysIn(condition: Condition | undefined): string[] {
  if (!condition) return [];
  if ('field' in condition) return [condition.field];
  if ('not' in condition) return keysIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(keysIn);
}
