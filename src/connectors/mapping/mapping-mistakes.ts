import { type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { nearest } from '../nearest.ts';
import { factNames, placeholdersIn } from './facts.ts';
import { type Mapping, type MappingChanges, type MappingTarget, mappingFor, type Source } from './mapping.ts';
import { protectedMistakes } from './protected-mistakes.ts';
import { sensitiveMistakes } from './sensitive-mistakes.ts';

/** Something wrong with a mapping: where in its changes, and a clause that follows the name of the place. */
export interface MappingMistake {
  readonly path: readonly string[];
  readonly message: string;
}

/** Everything that is wrong with changes to the mapping, as far as the forms can tell; fields of the site are not known here. */
export function mappingMistakes<O extends string>(
  target: MappingTarget<O>,
  changes: MappingChanges<O>,
  definitions: readonly FormDefinition[],
): MappingMistake[] {
  const { objects } = target;
  const { forms = {} } = changes;
  const unknownForms = Object.keys(forms).filter((form) => !definitions.some(({ name }) => name === form));
  const layers = [
    { at: [] as string[], lines: changes as Partial<Record<O, Lines>>, concerned: definitions },
    ...definitions.flatMap((definition) => {
      const lines = Object.hasOwn(forms, definition.name) ? forms[definition.name] : undefined;
      return lines ? [{ at: ['forms', definition.name], lines, concerned: [definition] }] : [];
    }),
  ];
  return [
    ...unknownForms.map((form) => ({
      path: ['forms', form],
      message: `is not a form; there are ${definitions.map(({ name }) => name).join(', ')}`,
    })),
    ...layers.flatMap(({ at, lines, concerned }) =>
      objects.flatMap((object) =>
        Object.entries(lines[object] ?? {}).flatMap(([line, source]) =>
          lineMistakes(target, object, line, source, { concerned, changes, inForm: at.length > 0 }).map(
            (mistake) => ({ ...mistake, path: [...at, object, line, ...mistake.path] }),
          ),
        ),
      ),
    ),
    ...layers.flatMap(({ at }) => {
      const mapping = mappingFor(target, at[1] ?? '', changes);
      return [...(target.jointMistakes?.(mapping) ?? []), ...shapeMistakes(objects, mapping)].map(
        (mistake) => ({ ...mistake, path: [...at, ...mistake.path] }),
      );
    }),
  ].filter((mistake, index, every) => every.findIndex((other) => same(other, mistake)) === index);
}

type Lines = Readonly<Record<string, Source | null>>;

interface Surroundings<O extends string> {
  readonly concerned: readonly FormDefinition[];
  readonly changes: MappingChanges<O>;
  readonly inForm: boolean;
}

function lineMistakes<O extends string>(
  target: MappingTarget<O>,
  object: O,
  line: string,
  source: Source | null,
  { concerned, changes, inForm }: Surroundings<O>,
): MappingMistake[] {
  const own = target.lineMistakes?.(object, line, source) ?? [];
  if (own.length > 0) return [...own];
  const forbidden = protectedMistakes(line, source, factsNamed(source));
  if (forbidden.length > 0) return forbidden;
  if (source === null) {
    const lines = { ...target.defaults[object], ...(inForm && (changes[object] as Lines | undefined)) };
    if (Object.hasOwn(lines, line)) return [];
    const message = `is null, but there is no such line to take away; ${nearby(line, Object.keys(lines))}`;
    return [{ path: [], message }];
  }
  return [
    ...sourceMistakes(source, concerned),
    ...sensitiveMistakes(source, target.isTextForPeople(line, object), concerned),
  ];
}

/** The names of facts that a source takes its value from. */
function factsNamed(source: Source | null): string[] {
  if (source === null) return [];
  if (typeof source === 'string') return [source];
  if ('template' in source) return placeholdersIn(source.template);
  return 'from' in source ? [source.from] : [];
}

function sourceMistakes(source: Source, concerned: readonly FormDefinition[]): MappingMistake[] {
  if (typeof source === 'string') return factMistakes(source, concerned, []);
  if ('constant' in source) return [];
  if ('template' in source) {
    const facts = factNames(concerned);
    const known = new Set([...facts, ...facts.map((name) => name.replace(/^answers\./, ''))]);
    if (/[{}]/.test(source.template.replaceAll(/\{[\w.-]+\}/g, ''))) {
      return [
        {
          path: ['template'],
          message: 'has a brace without its other half; facts stand as {application_type}',
        },
      ];
    }
    return placeholdersIn(source.template)
      .filter((name) => !known.has(name))
      .map((name) => ({
        path: ['template'],
        message: `names {${name}}, which no form has; ${nearby(name, [...known])}`,
      }));
  }
  return [
    ...factMistakes(source.from, concerned, ['from']),
    ...(['names', 'ids'] as const).flatMap((table) =>
      codeMistakes(table, source.from, source[table], concerned),
    ),
  ];
}

function factMistakes(name: string, concerned: readonly FormDefinition[], path: string[]): MappingMistake[] {
  const known = factNames(concerned);
  if (known.includes(name)) return [];
  return [{ path, message: `is ${name}, which no form has; ${nearby(name, known)}` }];
}

/** A table that names codes which the question does not have is a slip of the pen, and hides the code that was meant. */
function codeMistakes(
  table: 'names' | 'ids',
  from: string,
  codes: Readonly<Record<string, unknown>> | undefined,
  concerned: readonly FormDefinition[],
): MappingMistake[] {
  const fields = concerned
    .flatMap(fieldsOf)
    .filter((field) => field.kind === 'choice' || field.kind === 'checkboxes')
    .filter(({ key }) => `answers.${key}` === from);
  if (fields.length === 0) return [];
  const known = [...new Set(fields.flatMap(({ options }) => options.map(({ code }) => code)))];
  return Object.keys(codes ?? {})
    .filter((code) => !known.includes(code))
    .map((code) => ({
      path: [table, code],
      message: `is not a code of ${from.replace('answers.', '')}; ${nearby(code, known)}`,
    }));
}

/** Lines that cannot stand in one object together. */
function shapeMistakes<O extends string>(objects: readonly O[], mapping: Mapping<O>): MappingMistake[] {
  return objects.flatMap((object) => {
    const lines = Object.keys(mapping[object]);
    return lines.flatMap((line): MappingMistake[] => {
      const path = [object, line];
      if (lines.some((other) => other.startsWith(`${line}.`))) {
        return [{ path, message: 'has lines below it too; set to null what you do not want' }];
      }
      const segments = line.split('.');
      const bad = segments.findIndex((segment, index) => {
        const start = segments.slice(0, index).join('.');
        const beside = lines
          .filter((other) => index > 0 && other.startsWith(`${start}.`))
          .map((other) => other.split('.')[index] ?? '');
        const number = /^\d+$/.test(segment);
        if (index === 0) return number;
        if (beside.some((other) => /^\d+$/.test(other) !== number)) return true;
        return number && segment !== '0' && !beside.includes(String(Number(segment) - 1));
      });
      const message = 'has a place in a list that does not follow; lists begin at 0 and have no gaps';
      return bad < 0 ? [] : [{ path, message }];
    });
  });
}

/** What a name that is not known may have been meant to be. */
export function nearby(name: string, known: readonly string[]): string {
  const names = nearest(name, known).slice(0, 3);
  return names.length > 0 ? `did you mean ${names.join(', ')}?` : 'there is none';
}

const same = (one: MappingMistake, other: MappingMistake) =>
  one.message === other.message && one.path.join('\n') === other.path.join('\n');
