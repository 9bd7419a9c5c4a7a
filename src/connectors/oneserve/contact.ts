import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import { type DeliveryContext, DeliveryError } from '../connector.ts';
import { type Assignment, assignmentsFor } from '../mapping/assignments.ts';
import { factsOf } from '../mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { contactFields, fieldOf, locationFields, locationLine } from './contact-fields.ts';
import { type SlotOptions, settleSlots } from './contact-slots.ts';
import { type FieldValue, fitToField } from './field-value.ts';
import { type OneserveObject, oneserveMapping, type TargetOptions } from './mapping-target.ts';

/** A place where every contact is to be known. */
export interface LocationSetting {
  /** The tenant's own key of the location. */
  readonly locationRef: string;
  /** Whether it is the contact's preferred one. Default: false. */
  readonly isPreferred?: boolean | undefined;
  /** The first day, such as `2026-03-25`. Default: none is told. */
  readonly startDate?: string | undefined;
  /** The last day. Default: none is told. */
  readonly endDate?: string | undefined;
  /** Changes what the location itself is used for, for everybody. Default: none is told, and nothing changes. */
  readonly usageTypeId?: number | undefined;
}

export interface ContactOptions extends SlotOptions, TargetOptions {
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges<OneserveObject> | undefined;
  /** What stands in mandatory text for which an application has nothing; null sets it aside. Default: `-`. */
  readonly missingText?: string | null | undefined;
  /** Locations of every contact. Default: none. */
  readonly locations?: readonly LocationSetting[] | undefined;
  /** Numbers and yes or no as text (`"10"`, `"True"`) as in the vendor's example, or as such. Default: `text`. */
  readonly valueStyle?: 'text' | 'native' | undefined;
  /** What becomes of text longer than its field. Default: `cut`. */
  readonly tooLong?: 'cut' | 'attention' | undefined;
}

type Fields = Record<string, FieldValue>;

export type Contact = Readonly<Record<string, unknown>>;

/**
 * Makes of applications what is sent, short of its keys: every field that is mandatory, every length and type held
 * against the vendor's table. Throws a `rejected` {@link DeliveryError} that names the line where the vendor would
 * refuse.
 */
export function createContactMaker(
  options: ContactOptions & { readonly definitions: readonly FormDefinition[] },
) {
  const { definitions, mapping, locations = [], tooLong = 'cut', lengthsIn = 'characters' } = options;
  const { missingText = '-', valueStyle = 'text' } = options;
  const standIn = missingText?.trim() ?? '';
  const target = oneserveMapping(options);
  const isTextForPeople = (line: string) => target.isTextForPeople(line, 'contact');
  const styled = (fields: Readonly<Record<string, unknown>>) =>
    valueStyle === 'native'
      ? fields
      : Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, asText(value as FieldValue)]),
        );

  return function makeContact(
    submission: Submission,
    { reference, receivedAt }: Pick<DeliveryContext, 'reference' | 'receivedAt'>,
  ): Contact {
    const definition = definitions.find(({ name }) => name === submission.form);
    const facts = factsOf(submission, { reference, receivedAt, definition });
    const lines = mappingFor(target, submission.form, mapping).contact;
    const endOfCut = `\n[Cut here. The whole application: applicant-intake, ${reference}]`;

    function fitted(line: string, value: unknown): FieldValue {
      const field = fieldOf(line);
      if (!field) throw setAside(line, 'a contact has no such field');
      const result = fitToField(field, value, { tooLong, lengthsIn, endOfCut });
      if ('problem' in result) throw setAside(line, result.problem);
      return result.value;
    }

    const own: Fields = {};
    const mapped: (Fields | undefined)[] = [];
    for (const assignment of assignmentsFor(lines, facts, isTextForPeople)) {
      const { line } = assignment;
      const value = fitted(line, tidied(assignment));
      const location = locationLine(line);
      if (!location) own[line] = value;
      else mapped[location.index] = { ...mapped[location.index], [location.field]: value };
    }
    const set = locations.map((location, index) =>
      Object.fromEntries(
        Object.entries({ isPreferred: false, ...location })
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, fitted(`locations.${index}.${name}`, value)]),
      ),
    );
    // A list has no gaps; a location without its key is none, such as that of an applicant who named no terminal.
    const all = [
      ...set,
      ...mapped.flatMap((location) =>
        (location?.locationRef ?? '') === '' ? [] : [{ isPreferred: false, ...location }],
      ),
    ];
    const settled = settleSlots(own, options);
    return {
      ...styled(inOrder(contactFields, complete(settled, standIn))),
      ...(all.length > 0 && { locations: all.map((location) => styled(inOrder(locationFields, location))) }),
    };
  };
}

/** Puts something where the vendor wants something; what is no text cannot be made up, and blanks are no text. */
function complete(fields: Readonly<Record<string, unknown>>, standIn: string) {
  const lacking = Object.entries(contactFields).filter(
    ([name, { required }]) => required && (fields[name] ?? '') === '' && name !== 'contact1',
  );
  const made = lacking.map(([name, { type }]) => {
    if (type === 'text' && standIn !== '') return [name, standIn] as const;
    throw setAside(name, 'the field is mandatory, and the application has nothing for it');
  });
  return { ...fields, ...Object.fromEntries(made) };
}

const setAside = (line: string, problem: string) =>
  new DeliveryError('rejected', `contact "${line}": ${problem}`);

/** A template whose facts are not all there leaves its punctuation behind. */
function tidied({ value, source }: Assignment): unknown {
  const isTemplate = typeof source === 'object' && 'template' in source;
  if (!isTemplate || typeof value !== 'string' || value.includes('\n')) return value;
  return value.replaceAll(/^[\s,]+|[\s,]+$/g, '').replaceAll(/,(\s*,)+/g, ',');
}

/** Fields in the order of the vendor's table. */
const inOrder = (table: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.keys(table).flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]]] : [])),
  );

/** As the vendor's example writes it: `"True"`, `"10"`. */
function asText(value: FieldValue): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
