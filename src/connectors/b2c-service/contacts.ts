import { DeliveryError } from '../connector.ts';
import type { Assignment } from '../mapping/assignments.ts';
import { assemble } from '../mapping/assignments.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { B2cServiceClient } from './client.ts';
import { literal } from './roql.ts';
import { contactSchema, objectSchema, rowId } from './wire.ts';

export interface Contact {
  readonly id: number;
  readonly disabled: boolean;
}

/**
 * Whose incident it becomes when several contacts have the address: `newest` or `oldest` of those that are enabled, or
 * nobody's, and the application waits for a person.
 */
export type SeveralContacts = 'newest' | 'oldest' | 'attention';

/** Contacts beyond this many with one address are not looked at. */
const maxContacts = 1_000;

/** What a ROQL cell says where a yes/no field is no; sites that never disabled a contact may say nothing at all. */
const no = new Set(['0', 'false', 'no', '']);

/**
 * Makes the look-up of contacts by address, in any of their slots, newest first; sites that share addresses may have
 * several. That contacts can be disabled is documented, the column of that name is not: a site that refuses it is asked
 * without, and takes all contacts for enabled.
 */
export function createContactFinder(client: B2cServiceClient) {
  let columns = 'ID, Disabled';

  async function ask(email: string, signal: AbortSignal): Promise<(string | null)[][]> {
    const statement = () =>
      `SELECT ${columns} FROM Contacts WHERE Emails.Address = ${literal(email)} LIMIT ${maxContacts}`;
    try {
      return await client.query('find-contact', statement(), signal);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.status !== 400 || columns === 'ID') throw error;
      const before = columns;
      columns = 'ID';
      return client.query('find-contact', statement(), signal).catch((again: unknown) => {
        // That was not what it refused.
        columns = before;
        throw again;
      });
    }
  }

  return async function findContacts(email: string, signal: AbortSignal): Promise<Contact[]> {
    const rows = await ask(email, signal);
    const contacts = rows.map(([cell, disabled]) => {
      const id = rowId(cell);
      if (id === undefined) throw new DeliveryError('retry', 'find-contact: the reply cannot be read');
      return { id, disabled: !no.has((disabled ?? '').toLowerCase()) };
    });
    return [...new Map(contacts.map((contact) => [contact.id, contact])).values()].toSorted(
      (a, b) => b.id - a.id,
    );
  };
}

export type FindContacts = ReturnType<typeof createContactFinder>;

/** The contact to take, and what a recruiter should know of the choice. Ids rise, so the highest is the newest. */
export function chooseContact(
  contacts: readonly Contact[],
  { severalContacts: policy, recheckMs }: { severalContacts: SeveralContacts; recheckMs: number },
): { readonly id: number; readonly note: string | undefined } | undefined {
  const enabled = contacts.filter(({ disabled }) => !disabled);
  // A disabled contact is still the person; the site would refuse a second one with the address.
  const candidates = enabled.length > 0 ? enabled : contacts;
  const chosen = policy === 'oldest' ? candidates.at(-1) : candidates[0];
  if (!chosen) return undefined;
  const disabled = chosen.disabled ? ' It is disabled.' : '';
  if (contacts.length === 1) {
    return { id: chosen.id, note: disabled ? `Contact ${chosen.id} is disabled.` : undefined };
  }
  const ids = contacts.map(({ id }) => id).join(', ');
  if (policy === 'attention') {
    throw new DeliveryError(
      'rejected',
      `find-contact: contacts ${ids} have the same address; merge them, or set severalContacts to newest`,
      { recheckMs },
    );
  }
  return {
    id: chosen.id,
    note: `${contacts.length} contacts have this e-mail address: ${ids}. This incident was put on ${chosen.id}, the ${policy} one${enabled.length > 0 ? ' that is enabled' : ''}.${disabled}`,
  };
}

/** Creates a contact. When the site refuses it, somebody may have been faster: then that one counts. */
export async function createContact(
  client: B2cServiceClient,
  assignments: readonly Assignment[],
  findAgain: () => Promise<readonly Contact[]>,
  signal: AbortSignal,
): Promise<{ readonly contacts: readonly Contact[] } | { readonly id: number }> {
  try {
    return await client.post('create-contact', 'contacts', assemble(assignments), objectSchema, signal);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind !== 'rejected') throw error;
    const contacts = await findAgain();
    if (contacts.length === 0) throw error;
    return { contacts };
  }
}

/**
 * Brings a contact up to date with those lines of the mapping that `allowed` names: reads it, and sends what differs.
 * Returns the lines sent.
 */
export async function updateContact(
  client: B2cServiceClient,
  id: number,
  assignments: readonly Assignment[],
  allowed: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const wanted = assignments.filter(({ line }) => allowed.includes(line));
  if (wanted.length === 0) return [];
  const contact = await client.get('read-contact', `contacts/${id}`, contactSchema, signal);
  const different = wanted.filter(({ path, value }) => valueAt(contact, path) !== value);
  if (different.length === 0) return [];
  await client.patch('update-contact', `contacts/${id}`, assemble(different), signal);
  return different.map(({ line }) => line);
}

function valueAt(target: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], target);
}
