import { type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { placeholdersIn } from './facts.ts';
import type { Source } from './mapping.ts';
import type { MappingMistake } from './mapping-mistakes.ts';

/** A sensitive answer that a line would put where people read: in a template, or in a text as a whole. */
export function sensitiveMistakes(
  source: Source | null,
  isForPeople: boolean,
  definitions: readonly FormDefinition[],
): MappingMistake[] {
  if (source === null || (typeof source === 'object' && 'constant' in source)) return [];
  const sensitive = definitions
    .flatMap(fieldsOf)
    .filter((field) => field.sensitive)
    .map(({ key }) => `answers.${key}`);
  if (typeof source === 'object' && 'template' in source) {
    return placeholdersIn(source.template)
      .filter((name) => sensitive.includes(name) || sensitive.includes(`answers.${name}`))
      .map((name) => ({ path: ['template'], message: `names {${name}}, ${why}` }));
  }
  const name = typeof source === 'string' ? source : source.from;
  const path = typeof source === 'string' ? [] : ['from'];
  return isForPeople && sensitive.includes(name) ? [{ path, message: `is ${name}, ${why}` }] : [];
}

const why = 'which is sensitive and goes into no text; map it to a field of its own';
