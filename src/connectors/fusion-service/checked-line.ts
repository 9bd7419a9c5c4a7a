import { type FieldDefinition, type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { type MappingChanges, mappingFor, type Source } from '../mapping/mapping.ts';
import { type FusionObject, fusionServiceMapping } from './mapping-target.ts';

/** A value that deliveries send, as a check sees it. */
export interface CheckedLine {
  readonly object: FusionObject;
  /** The attribute that it fills. */
  readonly name: string;
  readonly source: Source;
  /** The question that it takes its value from, if it is one. */
  readonly field: FieldDefinition | undefined;
  /** Where it stands, in the words of the configuration. */
  readonly where: string;
}

/** The lines of the mapping for all forms. */
export function linesFor(
  definitions: readonly FormDefinition[],
  changes: MappingChanges<FusionObject> | undefined,
): CheckedLine[] {
  return definitions.flatMap((definition) => {
    const mapping = mappingFor(fusionServiceMapping, definition.name, changes);
    const forms = changes?.forms ?? {};
    const own = Object.hasOwn(forms, definition.name) ? forms[definition.name] : undefined;
    return fusionServiceMapping.objects.flatMap((object) =>
      Object.entries(mapping[object]).map(([name, source]): CheckedLine => {
        const layer = Object.hasOwn(own?.[object] ?? {}, name) ? `forms.${definition.name}.` : '';
        const fact = typeof source === 'string' ? source : 'from' in source ? source.from : undefined;
        return {
          object,
          name,
          source,
          field: fieldsOf(definition).find(({ key }) => `answers.${key}` === fact),
          where: `mapping.${layer}${object} "${name}"`,
        };
      }),
    );
  });
}

/** The values that a line can send, where all of them are known: its constant, or the names of its table. */
export function fixedValues({ source, field }: CheckedLine): string[] {
  if (typeof source === 'string')
    return field && 'options' in field ? field.options.map(({ code }) => code) : [];
  if ('constant' in source) return [String(source.constant)];
  if (!('from' in source) || !field || !('options' in field)) return [];
  const { names = {} } = source;
  return field.options.map(({ code }) => (Object.hasOwn(names, code) ? (names[code] ?? code) : code));
}
