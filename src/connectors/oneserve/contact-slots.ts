import { type Slot, slots } from './contact-fields.ts';

/**
 * Which of the four places for ways to reach a contact holds what. Type ids are the tenant's own data; those by default
 * stand in the vendor's printed example, with a mobile number, an e-mail address and nothing.
 */
export interface SlotOptions {
  /** The place of the phone number; null for none. Default: 1. */
  readonly phoneSlot?: Slot | null | undefined;
  /** The place of the e-mail address; null for none. Default: 3, since the second is the shortest. */
  readonly emailSlot?: Slot | null | undefined;
  /** The type id of a phone number. Default: 10. */
  readonly phoneType?: number | undefined;
  /** The type id of an e-mail address. Default: 6. */
  readonly emailType?: number | undefined;
  /** The type id of a place that is sent empty. Default: 1. */
  readonly emptyType?: number | undefined;
  /**
   * What becomes of the second, third and fourth place where nothing goes there: left out, or sent as empty text as in
   * the vendor's example. The first, without which no contact is taken, is always sent. Default: `omit`.
   */
  readonly emptySlots?: 'omit' | 'send' | undefined;
  /** The number of the place that is preferred. Default: that of the phone number, or else of the e-mail address. */
  readonly preferredContact?: Slot | undefined;
}

/** The type ids of the vendor's printed example. */
export const exampleTypes = { phone: 10, email: 6, empty: 1 } as const;

/** The options with their defaults. */
export function slotsIn(options: SlotOptions) {
  const { phoneSlot = 1, emailSlot = 3, emptySlots = 'omit' } = options;
  const {
    phoneType = exampleTypes.phone,
    emailType = exampleTypes.email,
    emptyType = exampleTypes.empty,
  } = options;
  const { preferredContact = phoneSlot ?? emailSlot ?? 1 } = options;
  return { phoneSlot, emailSlot, phoneType, emailType, emptyType, emptySlots, preferredContact };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Fills in what an application leaves open: a place without a value is empty or goes with its type, and where the
 * preferred place is one of those, the first one with a value is preferred.
 */
export function settleSlots(fields: Fields, options: SlotOptions): Record<string, unknown> {
  const { emptyType, emptySlots } = slotsIn(options);
  const settled: Record<string, unknown> = { ...fields };
  for (const slot of slots) {
    if (isFilled(fields, slot)) continue;
    delete settled[`contact${slot}`];
    delete settled[`contact${slot}Type`];
    if (slot === 1 || emptySlots === 'send') {
      settled[`contact${slot}`] = '';
      settled[`contact${slot}Type`] = emptyType;
    }
  }
  const first = slots.find((slot) => isFilled(fields, slot));
  const preferred = Number(fields.preferredContact);
  if (first !== undefined && !slots.some((slot) => slot === preferred && isFilled(fields, slot))) {
    settled.preferredContact = first;
  }
  return settled;
}

const isFilled = (fields: Fields, slot: Slot) => (fields[`contact${slot}`] ?? '') !== '';
