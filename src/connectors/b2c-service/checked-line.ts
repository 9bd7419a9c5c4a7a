import type { FormDefinition } from '../../model/definition.ts';
import { type MappingChanges, mappingFor, type Source } from './mapping/mapping.ts';

/** A line of the mapping of one form, as a check sees it. */
export interface CheckedLine {
  readonly definition: FormDefinition;
  readonly object: 'contact' | 'incident';
  readonly line: string;
  readonly path: readonly string[];
  readonly source: Source;
}

/** The lines of the mapping for a form. */
export function linesFor(definition: FormDefinition, changes: MappingChanges | undefined): CheckedLine[] {
  const mapping = mappingFor(definition.name, changes);
  return (['contact', 'incident'] as const).flatMap((object) =>
    Object.entries(mapping[object]).map(([line, source]) => ({
      definition,
      object,
      line,
      path: line.split('.'),
      source,
    })),
  );
}

/** Where a line stands, in the words of the configuration. */
export function whereIs({ object, line }: Pick<CheckedLine, 'object' | 'line'>): string {
  return `mapping.${object} "${line}"`;
}
