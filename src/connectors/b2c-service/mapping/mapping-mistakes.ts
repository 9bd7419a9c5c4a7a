import { type FormDefinition, fieldsOf } from '../../../model/definition.ts';
import { nearest } from '../../nearest.ts';
import { isInList, menuOf } from '../places.ts';
import { defaultMapping } from './default-mapping.ts';
import { factNames, placeholdersIn } from './facts.ts';
import { type MappingChanges, mappingFor, type ObjectMapping, type Source } from './mapping.ts';
import { sensitiveMistakes } from './sensitive-mistakes.ts';

/** Something wrong with a mapping: where in its changes, and a clause that follows the name of the place. */
export interface MappingMistake {
  readonly path: readonly string[];
  readonly message: string;
}

type ObjectName = 'contact' | 'incident';

const objects: readonly ObjectName[] = ['contact', 'incident'];

/** Everything that is wrong with changes to the mapping, as far as the forms can tell; fields of the site are not known here. */
export function mappingMistakes(
  changes: MappingChanges,
  definitions: readonly FormDefinition[],
): MappingMistake[] {
  const { forms = {}, ...all } = changes;
  const unknownForms = Object.keys(forms).filter((form) => !definitions.some(({ name }) => name === form));
  const layers = [
    { at: [] as string[], lines: all, concerned: definitions },
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
          [
            ...lineMistakes(object, line, source, { concerned, changes, inForm: at.length > 0 }),
            ...sensitiveMistakes(line, source, concerned),
          ].map((mistake) => ({ ...mistake, path: [...at, object, line, ...mistake.path] })),
        ),
      ),
    ),
    ...layers.flatMap(({ at }) => shapeMistakes(at, mappingFor(at[1] ?? '', changes))),
  ].filter((mistake, index, every) => every.findIndex((other) => same(other, mistake)) === index);
}

interface Surroundings {
  readonly concerned: readonly FormDefinition[];
  readonly changes: MappingChanges;
  readonly inForm: boolean;
}

function lineMistakes(
  object: ObjectName,
  line: string,
  source: Source | null,
  { concerned, changes, inForm }: Surroundings,
): MappingMistake[] {
  if (object === 'incident' && (line === 'primaryContact' || line.startsWith('primaryContact.'))) {
    return [{ path: [], message: 'is filled with the contact that was found or made; leave it out' }];
  }
  if (source === null) {
    const lines = { ...defaultMapping[object], ...(inForm && changes[object]) };
    if (Object.hasOwn(lines, line)) return [];
    return [
      {
        path: [],
        message: `is null, but there is no such line to take away; ${nearby(line, Object.keys(lines))}`,
      },
    ];
  }
  if (typeof source === 'string') return factMistakes(source, concerned, []);
  if ('constant' in source) {
    const wrong = line.endsWith('.id') && !Number.isSafeInteger(source.constant);
    return wrong
      ? [{ path: ['constant'], message: 'must be a whole number, since the line ends in .id' }]
      : [];
  }
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
function shapeMistakes(at: readonly string[], mapping: { contact: ObjectMapping; incident: ObjectMapping }) {
  const address = Object.keys(mapping.contact).some((line) => /^emails\.\d+\.address$/.test(line));
  const unfindable: MappingMistake[] = address
    ? []
    : [
        {
          path: [...at, 'contact'],
          message:
            'has no line for emails.0.address, by which contacts are found; applications would make a new one each time',
        },
      ];
  const shapes = objects.flatMap((object) => {
    const lines = Object.keys(mapping[object]);
    return lines.flatMap((line): MappingMistake[] => {
      const path = [...at, object, line];
      if (lines.some((other) => other.startsWith(`${line}.`))) {
        return [{ path, message: 'has lines below it too; set to null what you do not want' }];
      }
      if (line.endsWith('.id') && lines.includes(line.replace(/id$/, 'lookupName'))) {
        return [{ path, message: 'has a line for .lookupName beside it; set one of the two to null' }];
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
  return [...unfindable, ...shapes];
}

/** Lines of the contact's mapping that `updateExisting` may not name, or that are not there. */
export function updateMistakes(lines: readonly string[], changes: MappingChanges): MappingMistake[] {
  const known = everyLine('contact', changes);
  return lines.flatMap((line, index): MappingMistake[] => {
    const path = [String(index)];
    if (!known.includes(line)) {
      return [{ path, message: `is ${line}, which is no line of mapping.contact; ${nearby(line, known)}` }];
    }
    return isInList(line.split('.'))
      ? [{ path, message: `is ${line}, a place in a list; what an update does to lists is not documented` }]
      : [];
  });
}

/** Menus that no line of the mapping takes a value from, such as a misspelt `incidents.queu`. */
export function menuMistakes(menus: readonly string[], changes: MappingChanges): MappingMistake[] {
  const known = objects.flatMap((object) =>
    everyLine(object, changes).flatMap((line) => menuOf(`${object}s`, line.split('.')) ?? []),
  );
  return menus
    .filter((menu) => !known.includes(menu))
    .map((menu) => ({ path: [menu], message: `is no menu that the mapping uses; ${nearby(menu, known)}` }));
}

/** The lines for an object, of whichever form. */
function everyLine(object: ObjectName, changes: MappingChanges): string[] {
  const forms = ['', ...Object.keys(changes.forms ?? {})];
  return [...new Set(forms.flatMap((form) => Object.keys(mappingFor(form, changes)[object])))];
}

function nearby(name: string, known: readonly string[]): string {
  const names = nearest(name, known).slice(0, 3);
  return names.length > 0 ? `did you mean ${names.join(', ')}?` : 'there is none';
}

const same = (one: MappingMistake, other: MappingMistake) =>
  one.message === other.message && one.path.join('\n') === other.path.join('\n');
