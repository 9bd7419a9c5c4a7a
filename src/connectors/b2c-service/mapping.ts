import { englishLabels } from '../../model/labels.ts';
import { countryOf } from '../../model/regions.ts';
import type { Submission } from '../../model/submission.ts';

/**
 * Where a value comes from: `answers.…`, `attribution.…` or `id`; through a table of names where a code becomes the
 * name of a menu value; a constant, set where its neighbours are; or text with such sources in braces.
 */
export type Source =
  | string
  | { readonly from: string; readonly names: Readonly<Record<string, string>> }
  | { readonly constant: string | number | boolean }
  | { readonly template: string };

/** Target path → source, for one object. Numbers in a path are places in a list. */
export type ObjectMapping = Readonly<Record<string, Source>>;

export interface Mapping {
  readonly contact: ObjectMapping;
  readonly incident: ObjectMapping;
}

const menu = (field: keyof typeof englishLabels): Source => ({
  from: `answers.${field}`,
  names: englishLabels[field],
});

/** How a driver's application becomes a contact and an incident, unless the configuration says otherwise. */
export const defaultMapping: Mapping = {
  contact: {
    'name.first': 'answers.first_name',
    'name.last': 'answers.last_name',
    'emails.0.address': 'answers.email',
    'emails.0.addressType.id': { constant: 0 },
    'phones.0.number': 'answers.phone',
    'phones.0.phoneType.id': { constant: 1 },
    'address.street': 'answers.street',
    'address.city': 'answers.city',
    'address.postalCode': 'answers.postal_code',
    'address.stateOrProvince.lookupName': 'answers.state',
    'address.country.lookupName': 'answers.country',
    'customFields.c.has_cdl': 'answers.has_cdl',
    'customFields.c.cdl_type.lookupName': menu('cdl_type'),
    'customFields.c.driving_preference.lookupName': menu('driving_preference'),
  },
  incident: {
    subject: { template: 'Application - {application_type}' },
    'customFields.c.application_type.lookupName': menu('application_type'),
    'customFields.c.truck_type.lookupName': menu('truck_type'),
    'customFields.c.application_source.lookupName': 'attribution.application_source',
  },
};

/** Changes to a mapping, line by line; null takes a line away. */
export interface MappingChanges {
  readonly contact?: Readonly<Record<string, Source | null>>;
  readonly incident?: Readonly<Record<string, Source | null>>;
}

/** The default mapping with changes applied. */
export function mappingWith({ contact, incident }: MappingChanges): Mapping {
  const merge = (
    lines: ObjectMapping,
    changes: Readonly<Record<string, Source | null>> = {},
  ): ObjectMapping =>
    Object.fromEntries(
      Object.entries({ ...lines, ...changes }).filter((line): line is [string, Source] => line[1] !== null),
    );
  return {
    contact: merge(defaultMapping.contact, contact),
    incident: merge(defaultMapping.incident, incident),
  };
}

/** The longest subject the API takes. */
const maxSubject = 240;

/** The body of `POST contacts`. */
export function contactFor(submission: Submission, mapping: Mapping): Record<string, unknown> {
  return build(mapping.contact, submission);
}

export interface IncidentOptions {
  readonly contactId: number;
  /** The custom field under `customFields.c` that carries the submission's id; null: the subject carries a token. */
  readonly submissionIdField: string | null;
}

/** The body of `POST incidents`. */
export function incidentFor(
  submission: Submission,
  mapping: Mapping,
  { contactId, submissionIdField }: IncidentOptions,
): Record<string, unknown> {
  const incident = build(mapping.incident, submission);
  const mark = submissionIdField ? '' : ` ${subjectToken(submission.id)}`;
  const subject = String(incident.subject ?? 'Application');
  incident.primaryContact = { id: contactId };
  incident.subject = `${[...subject].slice(0, maxSubject - mark.length).join('')}${mark}`;
  if (submissionIdField) set(incident, ['customFields', 'c', submissionIdField], submission.id);
  return incident;
}

/**
 * The mark in the subject by which an incident is found again where there is no field for the submission's id. All
 * four quarters of the id are in it: in a UUID of some versions the first is the time, in others the last a machine.
 */
export function subjectToken(id: string): string {
  const quarters = id.replaceAll('-', '').match(/.{8}/g) ?? [];
  const folded = quarters.reduce((mark, quarter) => mark ^ Number.parseInt(quarter, 16), 0) >>> 0;
  return `[${folded.toString(16).padStart(8, '0').toUpperCase()}]`;
}

/** The address by which contacts are found: the vendor's own portal lower-cases before it compares. */
export function lookupEmail(submission: Submission): string {
  return String(submission.answers.email ?? '').toLowerCase();
}

type Facts = Readonly<Record<string, unknown>>;

/**
 * What the sources can name. The site wants a country with a state, and each state we know has one country; of all
 * dashes that stand in pasted phone numbers it takes the hyphen only ("Contacts", pattern of `phones.number`).
 */
function factsOf(submission: Submission): Facts {
  const { answers, attribution, id } = submission;
  const country = answers.country ?? countryOf(String(answers.state ?? ''));
  const phone = typeof answers.phone === 'string' ? answers.phone.replace(/\p{Pd}/gu, '-') : undefined;
  return {
    id,
    ...prefixed('answers', { ...answers, country, phone, email: lookupEmail(submission) }),
    ...prefixed('attribution', attribution),
  };
}

function prefixed(prefix: string, values: object): Facts {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
}

function build(mapping: ObjectMapping, submission: Submission): Record<string, unknown> {
  const facts = factsOf(submission);
  const target: Record<string, unknown> = {};
  const constants: [string[], unknown][] = [];
  for (const [path, source] of Object.entries(mapping)) {
    const segments = path.split('.');
    if (typeof source === 'object' && 'constant' in source) {
      constants.push([segments, source.constant]);
      continue;
    }
    const value = resolve(source, facts);
    if (value !== undefined && value !== '') set(target, segments, value);
  }
  for (const [segments, value] of constants) {
    // `addressType` belongs to an address: no address, no type.
    const list = segments.findIndex((segment) => /^\d+$/.test(segment));
    if (list < 0 || get(target, segments.slice(0, list + 1)) !== undefined) set(target, segments, value);
  }
  return target;
}

function resolve(source: Exclude<Source, { constant: unknown }>, facts: Facts): unknown {
  if (typeof source === 'string') return facts[source];
  if ('template' in source) {
    return source.template.replace(/\{([\w.]+)\}/g, (_, name: string) => String(labelled(name, facts)));
  }
  const code = facts[source.from];
  // What has no name stands for itself; a code such as `constructor` must not find what every object has.
  return Object.hasOwn(source.names, String(code)) ? source.names[String(code)] : code;
}

/** A name in a template: a source as it is, or an answer by its key, in words for people. */
function labelled(name: string, facts: Facts): unknown {
  if (Object.hasOwn(facts, name)) return facts[name] ?? '';
  const value = facts[`answers.${name}`];
  const labels = englishLabels[name as keyof typeof englishLabels] as Record<string, string> | undefined;
  return value === undefined ? '' : (labels?.[String(value)] ?? value);
}

function get(target: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], target);
}

function set(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at: Record<string, unknown> = target;
  for (const [index, key] of path.entries()) {
    if (index === path.length - 1) at[key] = value;
    else {
      at[key] ??= /^\d+$/.test(path[index + 1] ?? '') ? [] : {};
      at = at[key] as Record<string, unknown>;
    }
  }
}
