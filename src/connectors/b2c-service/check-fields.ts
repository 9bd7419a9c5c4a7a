import { fieldsOf } from '../../model/definition.ts';
import type { Finding } from '../connector.ts';
import { longestText } from '../longest-text.ts';
import { nearest } from '../nearest.ts';
import type { Catalog, Described, Property } from './catalog.ts';
import type { CheckedLine } from './checked-line.ts';
import { isMenuPath, type SiteObject } from './places.ts';

/** A UUID in its notation. */
const idLength = 36;

/** Whether the fields that the mapping fills are there, can be written, and take what the forms ask for. */
export async function checkFields(
  catalog: Catalog,
  { lines, field }: { readonly lines: readonly CheckedLine[]; readonly field: string | null },
  signal: AbortSignal,
): Promise<Finding[]> {
  const asked = { signal, fresh: true };
  const found: Finding[] = [];
  for (const object of ['contacts', 'incidents'] as const) {
    if ((await catalog.describe(object, [], asked)) === 'unknown') found.push(undescribed(object));
  }
  for (const checked of lines) {
    const { object, line, where, path } = checked;
    const described = await catalog.describe(object, checked.field, asked);
    const fix = `add the field to the site and make it visible to the API, or map another one and set "${line}" to null`;
    const kind = isMenuPath(path) ? 'menu' : kindOf(checked);
    found.push(...(missing(described, where, fix) ?? unsuited(described, where, kind, longest(checked))));
  }
  if (field) found.push(...(await checkIdField(catalog, field, signal)));
  return [...found, ...(await checkRequired(catalog, lines, signal))];
}

async function checkIdField(catalog: Catalog, field: string, signal: AbortSignal): Promise<Finding[]> {
  const path = ['customFields', ...field.split('.')];
  const described = await catalog.describe('incidents', path, { signal, fresh: true });
  const where = 'submissionIdField';
  const fix = `add a text custom field of ${idLength} characters or more to incidents, visible to the API; or set submissionIdField to the name it has, or to null`;
  return (
    missing(described, where, fix) ?? [...unsuited(described, where, 'text', 0), ...tooShortForId(described)]
  );
}

/** Whether the mapping fills the custom fields without which the site takes no contact or incident. */
async function checkRequired(
  catalog: Catalog,
  lines: readonly CheckedLine[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const object of ['contacts', 'incidents'] as const) {
    const mapped = lines.filter((line) => line.object === object).map(({ field }) => field.join('.'));
    for (const name of await catalog.required(object, ['customFields', 'c'], { signal, fresh: true })) {
      if (!mapped.includes(`customFields.c.${name}`)) found.push(unfilled(object, name));
    }
  }
  return found;
}

function unfilled(object: SiteObject, name: string): Finding {
  const mapping = `mapping.${object.slice(0, -1)}`;
  return {
    severity: 'error',
    code: 'field-required',
    where: mapping,
    problem: `the site takes no ${object} without customFields.c.${name}, and no line fills it`,
    offers: [],
    fix: `add a line for customFields.c.${name} to ${mapping}, or make the field optional`,
  };
}

function undescribed(object: SiteObject): Finding {
  return {
    severity: 'warning',
    code: 'fields-unreadable',
    where: `mapping.${object.slice(0, -1)}`,
    problem: `the site does not describe its ${object}, so fields that it lacks show only when it refuses an application`,
    offers: [],
    fix: `let the account read metadata-catalog/${object}`,
  };
}

function missing(described: Described, where: string, fix: string): Finding[] | undefined {
  if (described === 'unknown' || 'property' in described) return undefined;
  return [
    {
      severity: 'error',
      code: 'field-missing',
      where,
      problem: `the site has no field ${described.missing}`,
      offers: nearest(described.missing, described.siblings).slice(0, 5),
      fix,
    },
  ];
}

type Kind = 'text' | 'boolean' | 'number' | 'menu' | 'date';

function unsuited(
  described: Described,
  where: string,
  kind: Kind | undefined,
  longestSent: number,
): Finding[] {
  if (described === 'unknown' || !('property' in described)) return [];
  const { property } = described;
  const finding = { where, offers: [] };
  if (property.readOnly) {
    return [
      {
        ...finding,
        severity: 'error',
        code: 'field-read-only',
        problem: 'the field cannot be written',
        fix: 'map a field that can be written, or make this one writable for the API',
      },
    ];
  }
  const takes = taken(property);
  // A day is text as well.
  const fits = takes === kind || (kind === 'date' && takes === 'text');
  if (kind && takes && !fits) {
    return [
      {
        ...finding,
        severity: 'error',
        code: 'field-type',
        problem: `the field takes ${inWords[takes]}, and what is sent is ${inWords[kind]}`,
        fix: `${fixes[takes]}, or make the field one for ${inWords[kind]}`,
      },
    ];
  }
  const { maxLength } = property;
  if (kind !== 'text' || maxLength === undefined || maxLength >= longestSent) return [];
  return [
    {
      ...finding,
      severity: 'warning',
      code: 'field-too-short',
      problem: `the field takes ${maxLength} characters, and an answer can have ${longestSent}`,
      fix: 'make the field longer; until then longer answers are cut or set aside, as tooLong says',
    },
  ];
}

/** No line sends a time as the site wants it. */
type Taken = Kind | 'time';

/** What a field takes; undefined where the site does not say so that we understand it. */
function taken({ type, format, isEnumerable }: Property): Taken | undefined {
  if (isEnumerable || type === 'object') return 'menu';
  if (type === 'string') return format === 'date' ? 'date' : format?.startsWith('date') ? 'time' : 'text';
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : undefined;
}

const inWords: Readonly<Record<Taken, string>> = {
  text: 'text',
  boolean: 'yes or no',
  number: 'a number',
  menu: 'a menu value',
  date: 'a day',
  time: 'a time',
};

/** What to do in the mapping for a field that takes this. */
const fixes: Readonly<Record<Taken, string>> = {
  text: 'send text, without .lookupName or .id at the end of the path',
  boolean: 'send an answer that is yes or no, or the constant true or false',
  number: 'send a constant that is a number',
  menu: 'end the path in .lookupName for the name of a value, or in .id for its id',
  date: 'map an answer that is a day',
  time: 'map another field',
};

function tooShortForId(described: Described): Finding[] {
  const maxLength = described !== 'unknown' && 'property' in described && described.property.maxLength;
  if (!maxLength || maxLength >= idLength) return [];
  return [
    {
      severity: 'error',
      code: 'submission-id-too-short',
      where: 'submissionIdField',
      problem: `the field takes ${maxLength} characters, and an id has ${idLength}`,
      offers: [],
      fix: `make the field ${idLength} characters long or longer`,
    },
  ];
}

/** What kind of value a line sends; undefined where the forms do not tell. */
function kindOf({ source, definition }: CheckedLine): Kind | undefined {
  if (typeof source === 'object' && 'constant' in source) {
    const type = typeof source.constant;
    return type === 'string' ? 'text' : type === 'boolean' ? 'boolean' : 'number';
  }
  if (typeof source === 'object' && 'template' in source) return 'text';
  const name = typeof source === 'string' ? source : source.from;
  if (/^consents\.[^.]+\.granted$/.test(name)) return 'boolean';
  const field = answered(name, definition);
  if (!name.startsWith('answers.')) return 'text';
  if (field?.kind === 'date' && field.precision !== 'month') return 'date';
  return field && (field.kind === 'yes-no' ? 'boolean' : 'text');
}

/** The longest text that a line can send, as far as the form limits it. */
function longest({ source, definition }: CheckedLine): number {
  const field = typeof source === 'string' ? answered(source, definition) : undefined;
  return field ? longestText(field) : 0;
}

const answered = (name: string, definition: CheckedLine['definition']) =>
  fieldsOf(definition).find(({ key }) => `answers.${key}` === name);
