import type { FormDefinition } from '../../model/definition.ts';
import { type MappingChanges, mappingFor, type ObjectMapping, type Source } from '../mapping/mapping.ts';
import { type B2cObject, b2cServiceMapping } from './mapping-target.ts';
import { fieldOf, type SiteObject } from './places.ts';

/** A line of the mapping of one form, as a check sees it. */
export interface CheckedLine {
  readonly definition: FormDefinition;
  readonly object: SiteObject;
  readonly line: string;
  readonly path: readonly string[];
  /** The path of the field that it fills. */
  readonly field: readonly string[];
  readonly source: Source;
  /** All lines for the same object of the same form. */
  readonly mapping: ObjectMapping;
  /** Where it stands, in the words of the configuration. */
  readonly where: string;
}

/** The lines of the mapping for a form. */
export function linesFor(
  definition: FormDefinition,
  changes: MappingChanges<B2cObject> | undefined,
): CheckedLine[] {
  const mapping = mappingFor(b2cServiceMapping, definition.name, changes);
  const forms = changes?.forms ?? {};
  const own = Object.hasOwn(forms, definition.name) ? forms[definition.name] : undefined;
  return b2cServiceMapping.objects.flatMap((object) =>
    Object.entries(mapping[object]).map(([line, source]) => {
      const path = line.split('.');
      const layer = Object.hasOwn(own?.[object] ?? {}, line) ? `forms.${definition.name}.` : '';
      return {
        definition,
        object: `${object}s` as const,
        line,
        path,
        field: fieldOf(path),
        source,
        mapping: mapping[object],
        where: `mapping.${layer}${object} "${line}"`,
      };
    }),
  );
}
