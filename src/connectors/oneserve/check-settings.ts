import { type FieldDefinition, type FormDefinition, fieldsOf } from '../../model/definition.ts';
import type { Finding } from '../connector.ts';
import { longestText } from '../longest-text.ts';
import { factsOf, fill } from '../mapping/facts.ts';
import { mappingFor, type ObjectMapping, type Source } from '../mapping/mapping.ts';
import type { ContactOptions } from './contact.ts';
import { contactFields, fieldOf, locationFields, maxRefLength, type VendorField } from './contact-fields.ts';
import { type ContactRefOptions, prefixPattern, refLength } from './contact-ref.ts';
import { exampleTypes, slotsIn } from './contact-slots.ts';
import { fitToField, type LengthUnit, lengthIn } from './field-value.ts';
import { inWords, jointDefects, type LineDefect, lineDefects } from './line-defects.ts';
import { longApplication } from './long-application.ts';
import { oneserveMapping } from './mapping-target.ts';

export interface CheckedSettings extends ContactOptions, ContactRefOptions {
  readonly clientRef: string;
}

const finding = (
  severity: Finding['severity'],
  code: string,
  where: string,
  problem: string,
  fix: string,
  offers: readonly string[] = [],
): Finding => ({ severity, code, where, problem, offers, fix });

/**
 * What shows without a call: the API describes nothing of itself, but its fields are the same everywhere, so most of
 * what it would refuse can be seen from the settings and the forms.
 */
export function checkSettings(settings: CheckedSettings, definitions: readonly FormDefinition[]): Finding[] {
  const found = [
    ...keyFindings(settings),
    ...typeFindings(settings),
    ...locationFindings(settings),
    ...definitions.flatMap((definition) => mappingFindings(settings, definition)),
  ];
  return found.filter((each, index) => found.findIndex((other) => same(other, each)) === index);
}

function keyFindings(settings: CheckedSettings): Finding[] {
  const { clientRef, contactRef, contactRefPrefix = '', lengthsIn = 'characters' } = settings;
  const found: Finding[] = [];
  if (clientRef === '' || lengthIn(lengthsIn, clientRef) > maxRefLength) {
    const problem = `a client has a key of 1 to ${maxRefLength} ${lengthsIn}`;
    found.push(
      finding(
        'error',
        'client-ref-length',
        'clientRef',
        problem,
        'take the key that Oneserve shows for the client',
      ),
    );
  }
  if (!prefixPattern.test(contactRefPrefix)) {
    const room = maxRefLength - refLength;
    const problem = `the key of a contact takes ${maxRefLength} characters, of which the prefix may have ${room}, and how Oneserve treats small letters and spaces in it is not known`;
    const fix = `give a prefix of ${room} capital letters, digits and hyphens at the most, such as APP-`;
    found.push(finding('error', 'contact-ref-prefix', 'contactRefPrefix', problem, fix));
  }
  if (contactRef === 'person') {
    const problem =
      'an application writes over the contact of an earlier one with the same e-mail address, whoever sends it, and what it does not fill may stay as the earlier one left it';
    const fix = 'set contactRef to submission, unless that is what you want';
    found.push(finding('warning', 'contact-per-person', 'contactRef', problem, fix));
  }
  return found;
}

/** Type ids are the tenant's own, and nothing tells which ones it has. */
function typeFindings(settings: CheckedSettings): Finding[] {
  const { phoneSlot, emailSlot } = slotsIn(settings);
  const assumed = [
    ...(phoneSlot && settings.phoneType === undefined
      ? [['phoneType', exampleTypes.phone, 'phone numbers']]
      : []),
    ...(emailSlot && settings.emailType === undefined
      ? [['emailType', exampleTypes.email, 'e-mail addresses']]
      : []),
  ];
  return assumed.map(([where, type, what]) =>
    finding(
      'warning',
      'contact-type-assumed',
      String(where),
      `${what} go out with type ${type}, as in the vendor’s example; the types are your tenant’s own`,
      `set ${where} to the id that your tenant has for ${what}`,
    ),
  );
}

function locationFindings({ locations = [], lengthsIn = 'characters' }: CheckedSettings): Finding[] {
  const unfit = locations.flatMap((location, index) =>
    Object.entries(location).flatMap(([name, value]) => {
      const where = `locations.${index}.${name}`;
      const field = Object.hasOwn(locationFields, name) ? locationFields[name] : undefined;
      if (!field || value === undefined) return [];
      const empty = value === '' && field.required;
      const fitted = fitToField(field, value, { tooLong: 'attention', lengthsIn });
      if ('value' in fitted && !empty) return [];
      const problem = 'problem' in fitted ? fitted.problem : 'a location has a key';
      return [
        finding('error', 'location-invalid', where, problem, `give ${inWords(field)} that the field takes`),
      ];
    }),
  );
  const preferred = locations.filter(({ isPreferred }) => isPreferred).length;
  if (preferred < 2) return unfit;
  const problem = `${preferred} locations are preferred, and which of them counts is not documented`;
  return [
    ...unfit,
    finding('warning', 'several-preferred', 'locations', problem, 'leave isPreferred on one of them'),
  ];
}

function mappingFindings(settings: CheckedSettings, definition: FormDefinition): Finding[] {
  const { mapping, missingText = '-', lengthsIn = 'characters' } = settings;
  const target = oneserveMapping(settings);
  const lines = mappingFor(target, definition.name, mapping).contact;
  const own =
    mapping?.forms && Object.hasOwn(mapping.forms, definition.name) && mapping.forms[definition.name];
  const whereOf = (line: string) =>
    `mapping.${own && Object.hasOwn(own.contact ?? {}, line) ? `forms.${definition.name}.` : ''}contact "${line}"`;
  const placed = ({ path: _, ...rest }: LineDefect, line: string): Finding => ({
    ...rest,
    where: whereOf(line),
  });

  const single = Object.entries(lines).flatMap(([line, source]) => [
    ...lineDefects(line, source, lengthsIn).map((defect) => placed(defect, line)),
    ...suiting(whereOf(line), fieldOf(line), source, definition, lengthsIn),
  ]);
  const joint = jointDefects(lines).map((defect) => placed(defect, defect.path[0] ?? ''));
  return [...single, ...joint, ...missing(lines, missingText), ...notesFindings(lines, settings, definition)];
}

/** Mandatory text without a line. */
function missing(lines: ObjectMapping, missingText: string | null): Finding[] {
  return Object.entries(contactFields)
    .filter(
      ([name, { type, required }]) =>
        required && type === 'text' && name !== 'contact1' && !Object.hasOwn(lines, name),
    )
    .map(([name]) =>
      missingText === null
        ? finding(
            'error',
            'field-required',
            'mapping.contact',
            `no contact is taken without ${name}, and no line fills it`,
            `add a line for ${name}, or set missingText`,
          )
        : finding(
            'warning',
            'field-required',
            'mapping.contact',
            `no line fills ${name}, without which no contact is taken, so missingText stands there`,
            `add a line for ${name}`,
          ),
    );
}

/** Whether what a form asks for is what the field takes. */
function suiting(
  where: string,
  field: VendorField | undefined,
  source: Source,
  definition: FormDefinition,
  lengthsIn: LengthUnit,
): Finding[] {
  if (!field || typeof source !== 'string') return [];
  const asked = fieldsOf(definition).find(({ key }) => `answers.${key}` === source);
  if (field.type !== 'text') {
    if (gives(field.type, source, asked)) return [];
    const problem = `the field takes ${inWords(field)}, and ${source} is something else`;
    return [
      finding('error', 'field-type', where, problem, `map what is ${inWords(field)}, such as a constant`),
    ];
  }
  const longest = asked ? longestText(asked) : 0;
  const { maxLength = Number.POSITIVE_INFINITY } = field;
  // In bytes an answer can be longer still.
  if (longest <= maxLength) return [];
  const problem = `the field takes ${maxLength} ${lengthsIn}, and an answer can have ${longest} characters`;
  const becomes = field.whole
    ? 'set the application aside'
    : 'are cut or set the application aside, as tooLong says';
  return [
    finding(
      'warning',
      'field-too-short',
      where,
      problem,
      `map a longer field; until then longer answers ${becomes}`,
    ),
  ];
}

/** Whether a fact can be of that type. Attribution, such as a number of a terminal, is what a page says it is. */
function gives(type: VendorField['type'], fact: string, asked: FieldDefinition | undefined): boolean {
  if (fact.startsWith('attribution.')) return type === 'integer';
  if (type === 'integer') return asked?.kind === 'choice';
  if (type === 'boolean') return asked?.kind === 'yes-no' || /^consents\..*\.granted$/.test(fact);
  return (asked?.kind === 'date' && asked.precision !== 'month') || /At$|\.at$/.test(fact);
}

/**
 * A recruiter who opens the contact should need nothing else. No field takes every application: what a page may send of
 * documents and of where somebody came from is longer than the longest.
 */
function notesFindings(
  lines: ObjectMapping,
  { tooLong = 'cut', lengthsIn = 'characters' }: CheckedSettings,
  definition: FormDefinition,
): Finding[] {
  const holding = Object.entries(lines).flatMap(([line, source]) => {
    const template = templateOf(source);
    const room = fieldOf(line)?.maxLength ?? 0;
    return template?.includes('{application}') ? [{ line, template, room }] : [];
  });
  const [roomiest] = holding.sort((one, other) => other.room - one.room);
  if (!roomiest) {
    const problem =
      'no line holds the whole application, so the contact shows neither consents nor most answers';
    const fix = 'add "notes": { "template": "{application}" } again';
    return [finding('warning', 'notes-advised', 'mapping.contact', problem, fix)];
  }
  const { line, template, room } = roomiest;
  const details = { reference: 'XXXX-XXXX', receivedAt: 0, definition };
  const { length } = fill(template, factsOf(longApplication(definition), details));
  const [becomes, instead] =
    tooLong === 'attention'
      ? ['is set aside', 'set tooLong to cut']
      : [
          'is cut',
          'keep to the proxy for what is cut while it has it (applicant-intake deliveries export; KEEP_DELIVERED_DAYS)',
        ];
  const problem = `with the longest answers, the texts of documents and an ad click, an application of the form ${definition.name} has about ${length} characters, more where those texts are long; the field takes ${room} ${lengthsIn}, and what is longer ${becomes}`;
  const fix = `${instead}, or map single answers to fields of their own`;
  return [finding('warning', 'text-may-be-cut', `mapping.contact "${line}"`, problem, fix)];
}

function templateOf(source: Source): string | undefined {
  if (source === 'application') return '{application}';
  return typeof source === 'object' && 'template' in source ? source.template : undefined;
}

const same = (one: Finding, other: Finding) =>
  one.where === other.where && one.code === other.code && one.problem === other.problem;
