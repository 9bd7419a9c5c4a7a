import type { Finding } from '../connector.ts';
import { longestText } from '../longest-text.ts';
import { nearest } from '../nearest.ts';
import { type CheckedLine, fixedValues } from './checked-line.ts';
import type { Attribute } from './describe.ts';
import type { FusionObject } from './mapping-target.ts';

/** A UUID in its notation. */
const idLength = 36;

export interface DescribedObject {
  readonly object: FusionObject;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly lines: readonly CheckedLine[];
  /** What the settings fill: attribute → setting. */
  readonly filled: Readonly<Record<string, string>>;
  /** The setting and the attribute that carry the submission's id, if one does. */
  readonly key: { readonly setting: string; readonly name: string } | undefined;
  /** The longest texts by place, as deliveries keep to them. */
  readonly lengths: Readonly<Record<string, number>>;
}

/** Whether the attributes that are filled are there, can be written, and take what the forms ask for. */
export function checkFields(described: DescribedObject): Finding[] {
  const { object, attributes, lines, filled, key, lengths } = described;
  const names = [...attributes.keys()];
  const missing = (name: string, where: string): Finding => ({
    severity: 'error',
    code: where === key?.setting ? 'submission-id-missing' : 'field-missing',
    where,
    problem: `the site has no attribute ${name} on ${object}`,
    offers: nearest(name, names).slice(0, 5),
    fix: 'add the attribute in Application Composer and publish the sandbox, or name another one',
  });
  const found = lines.flatMap((line): Finding[] => {
    const attribute = attributes.get(line.name);
    if (!attribute) return [missing(line.name, line.where)];
    return [
      ...unwritable(attribute, line.where),
      ...mistyped(attribute, line),
      ...short(attribute, line, lengths),
    ];
  });
  const settings = Object.entries(filled).flatMap(([name, setting]) =>
    attributes.has(name) ? [] : [missing(name, setting)],
  );
  return [...found, ...settings, ...checkKey(described, missing), ...unfilled(described)];
}

function unwritable({ readOnly }: Attribute, where: string): Finding[] {
  if (!readOnly) return [];
  const problem = 'the attribute cannot be written';
  const fix = 'map an attribute that can be written, or set the line to null';
  return [{ severity: 'error', code: 'field-read-only', where, problem, offers: [], fix }];
}

/** What a line sends: text, yes or no, or a number; undefined where that is open. */
function sent(line: CheckedLine): 'string' | 'boolean' | 'number' | undefined {
  const { source, field } = line;
  if (typeof source === 'object' && 'constant' in source) {
    const { constant } = source;
    if (typeof constant !== 'string') return typeof constant as 'boolean' | 'number';
    return /^-?\d+(\.\d+)?$/.test(constant) ? undefined : 'string';
  }
  if (typeof source === 'object' && 'template' in source) return 'string';
  if (!field) return undefined;
  if (fixedValues(line).some((value) => !/^\d+$/.test(value))) return 'string';
  if (field.kind === 'yes-no') return typeof source === 'object' ? undefined : 'boolean';
  return ['text', 'email', 'textarea', 'tel'].includes(field.kind) ? 'string' : undefined;
}

const takenTypes: Readonly<Record<string, string>> = {
  integer: 'number',
  int64: 'number',
  int32: 'number',
  long: 'number',
  number: 'number',
  decimal: 'number',
  boolean: 'boolean',
};

const inWords = { string: 'text', boolean: 'yes or no', number: 'a number' } as const;

function mistyped({ type }: Attribute, line: CheckedLine): Finding[] {
  const taken = type && takenTypes[type];
  const given = sent(line);
  if (!taken || !given || taken === given) return [];
  return [
    {
      severity: 'error',
      code: 'field-type',
      where: line.where,
      problem: `the attribute takes ${inWords[taken as 'number' | 'boolean']}, and what is sent is ${inWords[given]}`,
      offers: [],
      fix: 'map another attribute, or send what this one takes',
    },
  ];
}

/** Codes and addresses that do not fit set applications aside; text that is limited below what we keep to is refused. */
function short(
  { maxLength, name }: Attribute,
  line: CheckedLine,
  lengths: DescribedObject['lengths'],
): Finding[] {
  if (maxLength === undefined) return [];
  const { object, where, field, source } = line;
  const place = `${object}.${name}`;
  const kept = Object.hasOwn(lengths, place) ? lengths[place] : undefined;
  const isTemplate = typeof source === 'object' && 'template' in source;
  const values = fixedValues(line).map(({ length }) => length);
  const answer = typeof source === 'string' && field ? longestText(field) : 0;
  const longestSent = Math.max(0, ...values, isTemplate ? Number.POSITIVE_INFINITY : answer);
  const most = Math.min(longestSent, kept ?? Number.POSITIVE_INFINITY);
  if (most <= maxLength) return [];
  const sure = values.some((length) => length > maxLength) || isTemplate;
  return [
    {
      severity: sure ? 'error' : 'warning',
      code: 'field-too-short',
      where,
      problem: `the attribute takes ${maxLength} characters, and ${Number.isFinite(most) ? `${most} can be sent` : 'more can be sent'}`,
      offers: [],
      fix: `set lengths "${place}" to ${maxLength}, or make the attribute longer`,
    },
  ];
}

function checkKey(
  { attributes, key }: DescribedObject,
  missing: (name: string, where: string) => Finding,
): Finding[] {
  if (!key) return [];
  const { name, setting: where } = key;
  const attribute = attributes.get(name);
  if (!attribute) return [missing(name, where)];
  const found = unwritable(attribute, where);
  if (!attribute.queryable) {
    found.push({
      severity: 'error',
      code: 'submission-id-not-searchable',
      where,
      problem: `${name} cannot be searched, so what an earlier attempt made is not found again`,
      offers: [],
      fix: 'make the attribute searchable, or name another one',
    });
  }
  if (attribute.maxLength !== undefined && attribute.maxLength < idLength) {
    found.push({
      severity: 'error',
      code: 'submission-id-too-short',
      where,
      problem: `${name} takes ${attribute.maxLength} characters, and an id has ${idLength}`,
      offers: [],
      fix: `make the attribute ${idLength} characters long or longer`,
    });
  }
  return found;
}

/** Attributes of every site that deliveries fill by themselves. */
const filledAlways: ReadonlySet<string> = new Set([
  'PrimaryContactPartyId',
  'ContactPartyId',
  'ChannelTypeCd',
  'Title',
]);

function unfilled({ object, attributes, lines, filled, key }: DescribedObject): Finding[] {
  const names = new Set([
    ...lines.map(({ name }) => name),
    ...Object.keys(filled),
    key?.name,
    ...filledAlways,
  ]);
  return [...attributes.values()]
    .filter(({ name, mandatory, readOnly }) => mandatory && !readOnly && !names.has(name))
    .map(({ name }) => ({
      severity: 'error',
      code: 'field-required',
      where: name === 'BUOrgId' ? 'buOrgId' : `mapping.${object}`,
      problem: `the site takes no ${object} without ${name}, and nothing fills it`,
      offers: [],
      fix:
        name === 'BUOrgId' ? 'set buOrgId to the id of the service business unit' : `add a line for ${name}`,
    }));
}
