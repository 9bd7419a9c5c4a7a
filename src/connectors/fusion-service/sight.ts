import { DeliveryError } from '../connector.ts';
import type { FusionServiceClient } from './client.ts';
import type { FindContacts } from './contacts.ts';
import type { Filters } from './filter.ts';
import { contactSchema } from './wire.ts';

/**
 * Makes the test whether the account sees what is there. To a user whose role lacks data security, collections come
 * empty instead of with 403; then nothing that an earlier attempt made is found again. `known` is the e-mail address
 * or the PartyNumber of a contact that is known to be there.
 */
export function createSight(
  {
    client,
    filters,
    findContacts,
  }: { client: FusionServiceClient; filters: Filters; findContacts: FindContacts },
  known: string,
) {
  return async function sees(signal: AbortSignal): Promise<boolean> {
    if (known.includes('@')) return (await findContacts(known.toLowerCase(), signal)).length > 0;
    const path = `contacts?${filters.equals('PartyNumber', known)}&fields=PartyId,PartyNumber&onlyData=true`;
    const rows = await client.list('find-contact', path, contactSchema, signal, { refused: 'misconfigured' });
    return rows.some(({ PartyNumber }) => PartyNumber === known);
  };
}

export type Sees = ReturnType<typeof createSight>;

/** For how long an account that has seen the record is taken to see, in milliseconds. */
const lateMs = 60_000;

/** The same, asked once a minute where the answer is yes. */
export function seenLately(sees: Sees, now: () => number): Sees {
  let seenAt = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    if (Math.abs(now() - seenAt) < lateMs) return true;
    const seen = await sees(signal);
    if (seen) seenAt = now();
    return seen;
  };
}

/** What a delivery says when the account sees nothing, before it would make a second record. */
export const blind = () =>
  new DeliveryError(
    'misconfigured',
    'find-contact: the account does not see the contact that knownRecord names, so nothing that it finds can be believed',
  );
