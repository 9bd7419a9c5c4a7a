import type { FormDefinition } from '../../model/definition.ts';
import { nearest } from '../nearest.ts';
import type { MappingChanges, MappingTarget } from './mapping.ts';
import { type MappingMistake, mappingMistakes } from './mapping-mistakes.ts';

/** Paths of objects: names and numbers between dots; none that every object has already. */
const linePattern = /^(?!.*(^|\.)(__proto__|constructor|prototype)(\.|$))\w+(\.\w+)*$/;

const sourceHint =
  'must be a fact such as answers.city, an object with from, constant or template, or null for no such line';

type Input = Readonly<Record<string, unknown>>;

/** Reads changes to the mapping as a person wrote them: everything that is wrong with them, or the changes. */
export function parseMapping<O extends string>(
  target: MappingTarget<O>,
  input: unknown,
  definitions: readonly FormDefinition[],
): { readonly value: MappingChanges<O> } | { readonly mistakes: readonly MappingMistake[] } {
  const mistakes = layerMistakes(target, input, [...target.objects, 'forms']);
  if (isRecord(input) && input.forms !== undefined) {
    mistakes.push(
      ...objectOf(input.forms, ['forms'], 'must be an object of forms and their lines', (form, layer) =>
        layerMistakes(target, layer, target.objects).map(under('forms', form)),
      ),
    );
  }
  // What has the wrong shape cannot be held against the forms.
  const changes = input as MappingChanges<O>;
  const all = mistakes.length > 0 ? mistakes : mappingMistakes(target, changes, definitions);
  return all.length > 0 ? { mistakes: all } : { value: changes };
}

type TargetShape = Pick<MappingTarget<string>, 'objects' | 'exampleLine' | 'knowsMenus'>;

function layerMistakes(
  { objects, exampleLine, knowsMenus = false }: TargetShape,
  input: unknown,
  known: readonly string[],
): MappingMistake[] {
  if (!isRecord(input)) return [{ path: [], message: `must be an object with ${objects.join(' and ')}` }];
  return [
    ...unknownKeys(input, known),
    ...objects.flatMap((object) =>
      input[object] === undefined
        ? []
        : objectOf(input[object], [object], 'must be an object of paths and sources', (line, source) =>
            linePattern.test(line)
              ? sourceMistakes(source, knowsMenus).map(under(object, line))
              : [
                  {
                    path: [object, line],
                    message: `must be a path such as ${exampleLine}`,
                  },
                ],
          ),
    ),
  ];
}

function sourceMistakes(source: unknown, knowsMenus: boolean): MappingMistake[] {
  if (source === null || typeof source === 'string') return [];
  if (typeof source === 'number' || typeof source === 'boolean') {
    return [{ path: [], message: `must be written as { "constant": ${source} }` }];
  }
  if (!isRecord(source)) return [{ path: [], message: sourceHint }];
  const kinds = ['from', 'constant', 'template'].filter((kind) => source[kind] !== undefined);
  const [kind] = kinds;
  if (kinds.length > 1) return [{ path: [], message: `has ${kinds.join(' and ')}; choose one of them` }];
  if (kind === undefined) {
    const [given] = Object.keys(source);
    const meant = given && nearest(given, ['from', 'constant', 'template'])[0];
    return [{ path: [], message: given ? `has ${given}; did you mean ${meant}?` : sourceHint }];
  }
  if (kind === 'from' && source.otherwise !== undefined && !knowsMenus) return [noMenus];
  const fitting = kind === 'from' ? ['from', 'names', 'ids', ...(knowsMenus ? ['otherwise'] : [])] : [kind];
  const wrong = (key: string, fits: (value: unknown) => boolean, message: string): MappingMistake[] =>
    source[key] === undefined || fits(source[key]) ? [] : [{ path: [key], message }];
  const text = (value: unknown) => typeof value === 'string';
  return [
    ...unknownKeys(source, fitting),
    ...wrong('from', text, 'must be a fact such as answers.cdl_type'),
    ...wrong('template', text, 'must be text, with facts in braces such as {application_type}'),
    ...wrong('otherwise', (value) => value === null || text(value), 'must be a name of the menu, or null'),
    ...wrong(
      'constant',
      (value) => ['string', 'boolean'].includes(typeof value) || Number.isFinite(value),
      'must be text, a number, true or false',
    ),
    ...tableMistakes(source, 'names', text, 'must be the name of a menu value'),
    ...tableMistakes(source, 'ids', Number.isSafeInteger, 'must be the id of a menu value, a whole number'),
  ];
}

const noMenus: MappingMistake = {
  path: ['otherwise'],
  message:
    'would do nothing: the menus of this destination are not known before anything is sent; leave it out',
};

function tableMistakes(source: Input, table: string, fits: (value: unknown) => boolean, message: string) {
  if (source[table] === undefined) return [];
  return objectOf(source[table], [table], 'must be an object of codes and menu values', (code, value) =>
    fits(value) ? [] : [{ path: [table, code], message }],
  );
}

function objectOf(
  input: unknown,
  path: readonly string[],
  message: string,
  each: (key: string, value: unknown) => MappingMistake[],
): MappingMistake[] {
  if (!isRecord(input)) return [{ path, message }];
  return Object.entries(input).flatMap(([key, value]) => each(key, value));
}

function unknownKeys(input: Input, known: readonly string[]): MappingMistake[] {
  return Object.keys(input)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [key],
      message: `is not a setting here; there are ${nearest(key, known).join(', ')}`,
    }));
}

const under =
  (...path: string[]) =>
  (mistake: MappingMistake): MappingMistake => ({ ...mistake, path: [...path, ...mistake.path] });

function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
