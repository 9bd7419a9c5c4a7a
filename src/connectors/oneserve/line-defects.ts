import type { Finding } from '../connector.ts';
import type { ObjectMapping, Source } from '../mapping/mapping.ts';
import { nearby } from '../mapping/mapping-mistakes.ts';
import { nearest } from '../nearest.ts';
import {
  contactFields,
  fieldOf,
  keyFields,
  locationFields,
  locationLine,
  slots,
  type VendorField,
} from './contact-fields.ts';
import { fitToField, type LengthUnit } from './field-value.ts';

/** Something wrong with a line, whatever the tenant: where below the line, a clause, and how to put it right. */
export interface LineDefect extends Pick<Finding, 'severity'> {
  readonly code: string;
  readonly path: readonly string[];
  readonly problem: string;
  readonly offers: readonly string[];
  readonly fix: string;
}

const defect = (
  code: string,
  path: readonly string[],
  problem: string,
  fix: string,
  offers: readonly string[] = [],
): LineDefect => ({ severity: 'error', code, path, problem, offers, fix });

/** What is wrong with a line by itself. */
export function lineDefects(line: string, source: Source | null, lengthsIn: LengthUnit): LineDefect[] {
  if (keyFields.includes(line)) {
    return [
      defect('field-not-free', [], `is filled from the setting ${line}; leave it out`, 'take the line away'),
    ];
  }
  const field = fieldOf(line);
  if (!field) return [unknownField(line)];
  if (source === null || typeof source === 'string' || 'template' in source) return [];
  if ('constant' in source) {
    // A first place that is empty is taken.
    const needsText = field.required && field.type === 'text' && line !== 'contact1';
    if (needsText && String(source.constant).trim() === '') return [blank];
    return unfit(field, source.constant, lengthsIn, ['constant']);
  }
  return (['names', 'ids'] as const).flatMap((table) =>
    Object.entries(source[table] ?? {}).flatMap(([code, value]) =>
      unfit(field, value, lengthsIn, [table, code]),
    ),
  );
}

const blank = defect(
  'field-required',
  ['constant'],
  'must be more than blanks; the field is mandatory',
  'give text, such as a hyphen, or take the line away',
);

function unknownField(line: string): LineDefect {
  const location = line.startsWith('locations');
  const names = location
    ? Object.keys(locationFields).map((name) => `locations.0.${name}`)
    : Object.keys(contactFields);
  const what = location ? 'a location, whose lines look like locations.0.locationRef' : 'a contact';
  const problem = `is no field of ${what}; ${nearby(line, names)}`;
  return defect('field-missing', [], problem, 'name a field that there is', nearest(line, names).slice(0, 5));
}

function unfit(
  field: VendorField,
  value: string | number | boolean,
  lengthsIn: LengthUnit,
  path: string[],
): LineDefect[] {
  const fitted = fitToField(field, value, { tooLong: 'attention', lengthsIn });
  if ('value' in fitted) return [];
  const [code, needed] =
    field.type === 'text'
      ? ['field-too-short', `text of ${field.maxLength} ${lengthsIn} at the most`]
      : ['field-type', inWords(field)];
  return [defect(code, path, `must be ${needed}`, `give ${needed}`)];
}

/** What a field takes. */
export function inWords({ type, upTo }: VendorField): string {
  if (type === 'integer') return upTo ? `a whole number from 1 to ${upTo}` : 'a whole number';
  return { text: 'text', boolean: 'true or false', date: 'a day such as 25/03/2026 or 2026-03-25' }[type];
}

/** What is wrong with the lines for a contact together. Paths begin with the line. */
export function jointDefects(lines: ObjectMapping): LineDefect[] {
  return [...preferenceDefects(lines), ...slotDefects(lines), ...locationDefects(lines)];
}

function preferenceDefects(lines: ObjectMapping): LineDefect[] {
  const filled = slots.filter((slot) => Object.hasOwn(lines, `contact${slot}`));
  const offers = filled.map(String);
  const { preferredContact: source } = lines;
  // Without the line, the first that is filled is preferred.
  if (typeof source !== 'object' || !('constant' in source)) return [];
  if (filled.some((slot) => String(slot) === String(source.constant))) return [];
  const problem =
    filled.length > 0
      ? `names contact${source.constant}, which no line fills; there are ${offers.join(', ')}`
      : 'names a way to reach the applicant, and no line fills one of contact1 to contact4';
  return [
    defect('preferred-contact-empty', ['preferredContact'], problem, 'prefer one that is filled', offers),
  ];
}

/** Only the type of the first is mandatory; of the others nothing says what becomes of a value without one. */
function slotDefects(lines: ObjectMapping): LineDefect[] {
  return slots
    .filter((slot) => Object.hasOwn(lines, `contact${slot}`) && !Object.hasOwn(lines, `contact${slot}Type`))
    .map((slot) => {
      const type = `contact${slot}Type`;
      const problem = `has no line for ${type} beside it, so nothing says what it is`;
      const found = defect('contact-type-missing', [`contact${slot}`], problem, `add a line for ${type}`);
      return slot === 1 ? found : { ...found, severity: 'warning' };
    });
}

function locationDefects(lines: ObjectMapping): LineDefect[] {
  const found = Object.keys(lines).flatMap((line) => locationLine(line) ?? []);
  const required = Object.keys(locationFields).filter((name) => locationFields[name]?.required);
  return [...new Set(found.map(({ index }) => index))].flatMap((index): LineDefect[] => {
    const start = `locations.${index}`;
    const own = found.filter((each) => each.index === index).map(({ field }) => field);
    const lacking = required.filter((name) => !own.includes(name));
    const path = [`${start}.${own[0]}`];
    if (lacking.length > 0) {
      const problem = `has no line for ${start}.${lacking[0]} beside it, without which no location is taken`;
      return [defect('location-incomplete', path, problem, `add a line for ${start}.${lacking[0]}`)];
    }
    const sources = own.map((name) => lines[`${start}.${name}`]);
    if (sources.some((source) => typeof source === 'string' || (source && !('constant' in source))))
      return [];
    const problem =
      'belongs to a location that is the same for every application; put it into the setting locations';
    return [defect('location-constant', path, problem, 'use the setting locations')];
  });
}
