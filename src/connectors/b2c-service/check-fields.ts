import { type FieldDefinition, fieldsOf } from '../../model/definition.ts';
import type { Finding } from '../connector.ts';
import { nearest } from '../nearest.ts';
import type { Catalog, Described, Property } from './catalog.ts';
import { type CheckedLine, whereIs } from './checked-line.ts';
import type { Source } from './mapping/mapping.ts';

/** A UUID in its notation. */
const idLength = 36;

/** The longest answer to a question of this kind, in characters. */
const longestAnswer: Partial<Record<FieldDefinition['kind'], number>> = {
  email: 254,
  tel: 40,
  'postal-code': 10,
};

/** Whether the fields that the mapping fills are there, can be written, and take what the forms ask for. */
export async function checkFields(
  catalog: Catalog,
  { lines, field }: { readonly lines: readonly CheckedLine[]; readonly field: string | null },
  signal: AbortSignal,
): Promise<Finding[]> {
  const found = await Promise.all(
    lines.map(async (checked) => {
      const { source } = checked;
      const object = `${checked.object}s`;
      const isMenu = ['lookupName', 'id'].includes(checked.path.at(-1) ?? '') && checked.path.length > 1;
      const path = isMenu ? checked.path.slice(0, -1) : checked.path;
      const described = await catalog.describe(object, path, { signal, fresh: true });
      const where = whereIs(checked);
      return (
        missing(described, where, checked.line) ??
        unsuited(described, where, isMenu ? 'menu' : kindOf(source, checked), longest(source, checked)) ??
        []
      );
    }),
  );
  if (!field) return found.flat();
  const described = await catalog.describe('incidents', ['customFields', ...field.split('.')], {
    signal,
    fresh: true,
  });
  const where = 'submissionIdField';
  return [
    ...found.flat(),
    ...(missing(described, where, `customFields.${field}`) ?? unsuited(described, where, 'text', 0) ?? []),
    ...tooShortForId(described, where),
  ];
}

function missing(described: Described, where: string, line: string): Finding[] | undefined {
  if (described === 'unknown' || 'property' in described) return undefined;
  return [
    {
      severity: 'error',
      code: 'field-missing',
      where,
      problem: `the site has no field ${described.missing}`,
      offers: nearest(described.missing, described.siblings).slice(0, 5),
      fix: `add the field to the site and make it visible to the API, or map another one and set "${line}" to null`,
    },
  ];
}

type Kind = 'text' | 'boolean' | 'number' | 'menu';

/** The types of JSON Schema that take each kind of value; a menu's is an object, or left out. */
const takers: Readonly<Record<Kind, readonly string[]>> = {
  text: ['string'],
  boolean: ['boolean'],
  number: ['integer', 'number'],
  menu: ['object', 'array'],
};

function unsuited(
  described: Described,
  where: string,
  kind: Kind | undefined,
  longestText: number,
): Finding[] | undefined {
  if (described === 'unknown' || !('property' in described)) return undefined;
  const { property } = described;
  if (property.readOnly) {
    return [
      {
        severity: 'error',
        code: 'field-read-only',
        where,
        problem: 'the field cannot be written',
        offers: [],
        fix: 'map a field that can be written, or make this one writable for the API',
      },
    ];
  }
  if (kind && !takes(property, kind)) {
    return [
      {
        severity: 'error',
        code: 'field-type',
        where,
        problem: `the field is ${inWords(property)}, and what is sent is ${kind}`,
        offers: [],
        fix: fixes[kind],
      },
    ];
  }
  const { maxLength } = property;
  if (kind !== 'text' || maxLength === undefined || maxLength >= longestText) return undefined;
  return [
    {
      severity: 'warning',
      code: 'field-too-short',
      where,
      problem: `the field takes ${maxLength} characters, and an answer can have ${longestText}`,
      offers: [],
      fix: 'make the field longer; until then longer answers are cut or set aside, as tooLong says',
    },
  ];
}

const fixes: Readonly<Record<Kind, string>> = {
  text: 'make it a text field, or map a text field',
  boolean: 'make it a yes/no field, or map it by a table of names if it is a menu',
  number: 'make it an integer field, or send another constant',
  menu: 'make it a menu, or map the path without .lookupName if it is text',
};

function takes({ type, isEnumerable }: Property, kind: Kind): boolean {
  if (kind === 'menu') return isEnumerable || type === undefined || takers.menu.includes(type);
  if (isEnumerable) return false;
  return type === undefined || takers[kind].includes(type);
}

const inWords = ({ type, isEnumerable }: Property) => (isEnumerable ? 'a menu' : (type ?? 'of another type'));

function tooShortForId(described: Described, where: string): Finding[] {
  const maxLength = described !== 'unknown' && 'property' in described && described.property.maxLength;
  if (!maxLength || maxLength >= idLength) return [];
  return [
    {
      severity: 'error',
      code: 'submission-id-too-short',
      where,
      problem: `the field takes ${maxLength} characters, and an id has ${idLength}`,
      offers: [],
      fix: `make the field ${idLength} characters long or longer`,
    },
  ];
}

/** What kind of value a line sends; undefined where the forms do not tell. */
function kindOf(source: Source, { definition }: CheckedLine): Kind | undefined {
  if (typeof source === 'object' && 'constant' in source) {
    const type = typeof source.constant;
    return type === 'string' ? 'text' : type === 'boolean' ? 'boolean' : 'number';
  }
  if (typeof source === 'object' && 'template' in source) return 'text';
  const name = typeof source === 'string' ? source : source.from;
  if (/^consents\.[^.]+\.granted$/.test(name)) return 'boolean';
  const field = answered(name, definition);
  if (!name.startsWith('answers.')) return 'text';
  return field && (field.kind === 'yes-no' ? 'boolean' : 'text');
}

/** The longest text that a line can send, as far as the form limits it. */
function longest(source: Source, { definition }: CheckedLine): number {
  const field = typeof source === 'string' ? answered(source, definition) : undefined;
  if (!field) return 0;
  const own = 'maxLength' in field ? field.maxLength : undefined;
  return own ?? longestAnswer[field.kind] ?? 0;
}

const answered = (name: string, definition: CheckedLine['definition']) =>
  fieldsOf(definition).find(({ key }) => `answers.${key}` === name);
