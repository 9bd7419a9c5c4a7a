import * as z from 'zod/mini';
import { DeliveryError } from '../connector.ts';
import type { FusionServiceClient, Operation } from './client.ts';
import type { FindContacts } from './contacts.ts';
import type { Filters } from './filter.ts';
import { numberSchema } from './wire.ts';

/** Records that are known to be there, by the settings that name them; null where none is named. */
export interface KnownRecords {
  /** The e-mail address or the PartyNumber of a contact. */
  readonly knownRecord: string | null;
  /** The SrNumber of a service request. */
  readonly knownServiceRequest: string | null;
  /** The InteractionNumber of an interaction. */
  readonly knownInteraction: string | null;
}

export type KnownRecord = keyof KnownRecords;

/** Setting → what its record is, and how it is found by its number. */
export const knownKinds: Readonly<
  Record<KnownRecord, { what: string; step: Operation; resource: string; number: string }>
> = {
  knownRecord: { what: 'contact', step: 'find-contact', resource: 'contacts', number: 'PartyNumber' },
  knownServiceRequest: {
    what: 'service request',
    step: 'find-service-request',
    resource: 'serviceRequests',
    number: 'SrNumber',
  },
  knownInteraction: {
    what: 'interaction',
    step: 'find-interaction',
    resource: 'interactions',
    number: 'InteractionNumber',
  },
};

/**
 * Makes the test whether the account sees what is there: resolves to the first setting whose record it does not see. To a
 * user whose role lacks data security, collections come empty instead of with 403, each for itself; then nothing that an
 * earlier attempt made is found again.
 */
export function createSight(
  {
    client,
    filters,
    findContacts,
  }: { client: FusionServiceClient; filters: Filters; findContacts: FindContacts },
  known: KnownRecords,
) {
  /** As it is written, and in small letters: whether a site tells capitals apart is not documented. */
  async function seesAddress(address: string, signal: AbortSignal): Promise<boolean> {
    for (const email of new Set([address, address.toLowerCase()])) {
      if ((await findContacts(email, signal)).length > 0) return true;
    }
    return false;
  }

  async function sees(setting: KnownRecord, name: string, signal: AbortSignal): Promise<boolean> {
    if (name.includes('@')) return seesAddress(name, signal);
    const { step, resource, number } = knownKinds[setting];
    const path = `${resource}?${filters.equals(number, name)}&fields=${number}&onlyData=true`;
    const row = z.looseObject({ [number]: z.optional(z.nullable(numberSchema)) });
    const rows = await client.list(step, path, row, signal, { refused: 'misconfigured' });
    return rows.some((each) => (each as Record<string, unknown>)[number] === name);
  }

  return async function unseen(signal: AbortSignal): Promise<KnownRecord | undefined> {
    for (const setting of Object.keys(knownKinds) as KnownRecord[]) {
      const name = known[setting];
      if (name && !(await sees(setting, name, signal))) return setting;
    }
    return undefined;
  };
}

export type Unseen = ReturnType<typeof createSight>;

/** For how long an account that has seen the records is taken to see, in milliseconds. */
const lateMs = 60_000;

/** The same, asked once a minute where everything is seen. */
export function seenLately(unseen: Unseen, now: () => number): Unseen {
  let seenAt = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    if (Math.abs(now() - seenAt) < lateMs) return undefined;
    const setting = await unseen(signal);
    if (!setting) seenAt = now();
    return setting;
  };
}

/** What a delivery says when the account does not see, before it would make a second record. */
export function blind(setting: KnownRecord): DeliveryError {
  const { step, what } = knownKinds[setting];
  const problem = `the account does not see the ${what} that ${setting} names`;
  return new DeliveryError('misconfigured', `${step}: ${problem}, so nothing that it finds can be believed`);
}
