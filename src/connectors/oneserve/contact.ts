import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import { hex } from '../../shared/hex.ts';
import { type DeliveryContext, DeliveryError } from '../connector.ts';
import { cutText } from '../cut-text.ts';
import { assignmentsFor } from '../mapping/assignments.ts';
import { type Facts, factsOf } from '../mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type ContactField, type ContactFieldName, contactFields, slots } from './fields.ts';
import { oneserveMapping } from './mapping-target.ts';

/** A place of Oneserve where the contact is to be listed. */
export interface ContactLocation {
  readonly locationRef: string;
  readonly isPreferred: boolean;
  readonly usageTypeId?: number | undefined;
}

/** What fills a slot. */
export type SlotSource = 'phone' | 'email';

export interface ContactOptions {
  /** The client of Oneserve to whom contacts belong. */
  readonly clientRef: string;
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges<'contact'> | undefined;
  /** The forms that are known. */
  readonly definitions: readonly FormDefinition[];
  /** `submission`: a contact for each application. `person`: one for each e-mail address, whose fields the next application overwrites. Default: `submission`. */
  readonly contactRef?: 'submission' | 'person' | undefined;
  /** What stands in `contact1` to `contact4`; null for nothing. Default: phone, then e-mail. */
  readonly contactSlots?: readonly (SlotSource | null)[] | undefined;
  /** The type ids that the customer's Oneserve has for them. Default: 10, 6 and 1, as in the vendor's example. */
  readonly contactTypes?:
    | { readonly phone: number; readonly email: number; readonly none: number }
    | undefined;
  /** Which of them is to be used first. Default: `phone`. */
  readonly preferredContact?: SlotSource | undefined;
  /** Where the contact is listed besides. Default: nowhere. */
  readonly locations?: readonly ContactLocation[] | undefined;
  /** What stands in a mandatory field for which there is no answer. Default: `-`. */
  readonly placeholder?: string | undefined;
  /** What becomes of text longer than its field. Default: `cut`. */
  readonly tooLong?: 'cut' | 'attention' | undefined;
  /** `strings`: numbers and truth values go out as text, as in the vendor's example. Default: `strings`. */
  readonly values?: 'strings' | 'native' | undefined;
}

/** Makes the one object of a call out of an application. Throws a `rejected` {@link DeliveryError} for what would be refused. */
export function createContactMaker(options: ContactOptions) {
  const { clientRef, definitions, mapping, contactSlots = ['phone', 'email'] } = options;
  const { contactTypes = { phone: 10, email: 6, none: 1 }, preferredContact = 'phone' } = options;
  const { locations = [], placeholder = '-', tooLong = 'cut', values = 'strings' } = options;
  const isTextForPeople = () => oneserveMapping.isTextForPeople('', 'contact');
  const native = values === 'native';
  const number = (value: number) => (native ? value : String(value));
  /** The vendor's example writes truth values with a capital. */
  const truth = (value: boolean) => (native ? value : value ? 'True' : 'False');

  function slotsFor(facts: Facts): Record<string, string | number> {
    const answerFor = (source: SlotSource | null | undefined) =>
      source ? String(facts[`answers.${source}`] ?? '') : '';
    const filled = slots.flatMap((slot, index) => {
      const source = contactSlots[index] ?? null;
      const value = answerFor(source);
      return [
        [slot, value],
        [`${slot}Type`, number(value && source ? contactTypes[source] : contactTypes.none)],
      ] as const;
    });
    const preferred = contactSlots.findIndex(
      (source) => source === preferredContact && answerFor(source) !== '',
    );
    const first = contactSlots.findIndex((source) => answerFor(source) !== '');
    return Object.fromEntries([
      ...filled,
      ['preferredContact', number(Math.max(0, preferred < 0 ? first : preferred) + 1)],
    ]);
  }

  return async function makeContact(
    submission: Submission,
    { reference, receivedAt }: Pick<DeliveryContext, 'reference' | 'receivedAt'>,
  ): Promise<{ readonly contactRef: string; readonly body: Record<string, unknown> }> {
    const definition = definitions.find(({ name }) => name === submission.form);
    const facts = factsOf(submission, { reference, receivedAt, definition });
    const { contact } = mappingFor(oneserveMapping, submission.form, mapping);
    const mapped = Object.fromEntries(
      assignmentsFor(contact, facts, isTextForPeople).map(({ line, value }) => [line, String(value)]),
    );
    const contactRef =
      options.contactRef === 'person'
        ? await referenceOf(String(facts['answers.email'] ?? submission.id))
        : `APP-${submission.id.toUpperCase()}`;
    const given: Record<string, string | number> = { clientRef, contactRef, ...mapped, ...slotsFor(facts) };
    const fields = Object.entries(contactFields) as [ContactFieldName, ContactField][];
    const body = fields.map(([name, field]) => {
      const value = given[name] ?? '';
      return [name, typeof value === 'string' ? fitted(name, field, tidy(name, value)) : value];
    });
    const places = locations.map(({ locationRef, isPreferred, usageTypeId }) => ({
      locationRef,
      isPreferred: truth(isPreferred),
      ...(usageTypeId !== undefined && { usageTypeId: number(usageTypeId) }),
    }));
    return {
      contactRef,
      body: { ...Object.fromEntries(body), ...(places.length > 0 && { locations: places }) },
    };
  };

  function fitted(
    name: ContactFieldName,
    { maxLength, required, whole }: ContactField,
    value: string,
  ): string {
    // The vendor's example leaves `contact1` empty, though it is mandatory.
    if (value === '') return required && name !== 'contact1' ? placeholder : '';
    if (value.length <= maxLength) return value;
    if (whole || tooLong === 'attention') {
      throw new DeliveryError(
        'rejected',
        `contact "${name}": longer than the ${maxLength} characters that Oneserve takes`,
      );
    }
    return cutText(value, maxLength);
  }
}

/** An address of which parts are missing has no gaps; what people wrote in lines stays in lines. */
const tidy = (name: ContactFieldName, value: string) =>
  name === 'notes' || name === 'considerations' ? value.trim() : value.trim().replaceAll(/\s+/g, ' ');

/** The same for the same address, however it is written, and nothing that anyone could read it from. */
async function referenceOf(email: string): Promise<string> {
  const bytes = new TextEncoder().encode(email.trim().toLowerCase());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `PERSON-${hex(digest).slice(0, 40).toUpperCase()}`;
}
