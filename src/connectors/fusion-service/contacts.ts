import type { Submission } from '../../model/submission.ts';
import { type Checkpoints, type DeliveryContext, DeliveryError } from '../connector.ts';
import { lookupEmail } from '../mapping/facts.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { Bodies, Body } from './bodies.ts';
import type { FusionServiceClient } from './client.ts';
import type { Filters } from './filter.ts';
import { contactSchema, wholeContactSchema } from './wire.ts';

export interface Contact {
  readonly PartyId: string;
  readonly PartyNumber: string;
}

/** Whose application it becomes when several contacts have the address; ids rise, so the highest is the newest. */
export type SeveralContacts = 'newest' | 'oldest' | 'attention';

export interface ContactOptions {
  readonly client: FusionServiceClient;
  readonly filters: Filters;
  readonly severalContacts: SeveralContacts;
  /** Lines by which a contact that is there already is brought up to date. */
  readonly updateExisting: readonly string[];
  /** Whether an address is looked for in capitals too, where it is not found as it is. */
  readonly emailLookup: 'exact' | 'any-case';
  /** Whether the site is asked to update a row that matches rather than make a second one. */
  readonly upsert: boolean;
}

/** The contact that an application goes on. */
export interface ChosenContact {
  readonly id: string;
  /** What a recruiter should know of the choice. */
  readonly notes: readonly string[];
}

/** Makes the look-up of contacts by address, newest first. The server rejects no second one with the same. */
export function createContactFinder({ client, filters, emailLookup }: ContactOptions) {
  async function ask(condition: string, email: string, signal: AbortSignal): Promise<Contact[]> {
    const path = `contacts?${condition}&fields=PartyId,PartyNumber,EmailAddress&onlyData=true`;
    // The question is the same for every application, unless it is a quote that the site stumbles over.
    const refused = email.includes("'") ? 'rejected' : 'misconfigured';
    const rows = await client.list('find-contact', path, contactSchema, signal, { refused });
    const found = rows.filter(({ EmailAddress }) => EmailAddress?.toLowerCase() === email.toLowerCase());
    // A wildcard in the question, which a quote may have become, finds others too.
    if (rows.length > 0 && found.length === 0 && !/[*%']/.test(email)) {
      throw new DeliveryError(
        'misconfigured',
        'find-contact: the site answers with contacts nobody asked for',
      );
    }
    return found;
  }

  return async function findContacts(email: string, signal: AbortSignal): Promise<Contact[]> {
    const exact = await ask(filters.equals('EmailAddress', email), email, signal);
    const found =
      exact.length > 0 || emailLookup === 'exact'
        ? exact
        : await ask(filters.equalsInCapitals('EmailAddress', email), email, signal);
    const apart = new Map(found.map((contact) => [contact.PartyId, contact]));
    return [...apart.values()].toSorted((a, b) => (BigInt(a.PartyId) < BigInt(b.PartyId) ? 1 : -1));
  };
}

export type FindContacts = ReturnType<typeof createContactFinder>;

/** What an earlier attempt had to say of the contact that it chose. */
export const notesIn = ({ contactNotes }: Checkpoints): readonly string[] =>
  contactNotes ? contactNotes.split('\n') : [];

/**
 * What is refused may have been refused for its contact, which somebody may have merged since: the next attempt looks
 * for one anew.
 */
export const forgetContact =
  ({ record }: DeliveryContext) =>
  async (error: unknown): Promise<never> => {
    const refused = error instanceof DeliveryError && error.kind === 'rejected';
    if (refused) await record({ contact: '', contactNotes: '' });
    throw error;
  };

/** Makes the choice of the contact that an application goes on: found, or made where there is none. */
export function createContactChoice(options: ContactOptions) {
  const { client, severalContacts, updateExisting, upsert } = options;
  const findContacts = createContactFinder(options);

  function choose(
    contacts: readonly Contact[],
  ): { readonly contact: Contact; readonly notes: string[] } | undefined {
    const contact = severalContacts === 'oldest' ? contacts.at(-1) : contacts[0];
    if (!contact) return undefined;
    if (contacts.length === 1) return { contact, notes: [] };
    const numbers = contacts.map(({ PartyNumber }) => PartyNumber).join(', ');
    if (severalContacts === 'attention') {
      throw new DeliveryError(
        'rejected',
        `find-contact: contacts ${numbers} have the same address; merge them, or set severalContacts to newest`,
      );
    }
    const note = `${contacts.length} contacts have this e-mail address: ${numbers}. The application was put on ${contact.PartyNumber}, the ${severalContacts} one.`;
    return { contact, notes: [note] };
  }

  /** Creates a contact. When the site refuses it, somebody may have been faster: then that one counts. */
  async function create(body: Body, email: string, signal: AbortSignal): Promise<Contact> {
    const headers: Record<string, string> = upsert ? { 'upsert-mode': 'true' } : {};
    try {
      return await client.post('create-contact', 'contacts', body, contactSchema, signal, headers);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.kind !== 'rejected') throw error;
      const there = choose(await findContacts(email, signal));
      if (!there) throw error;
      return there.contact;
    }
  }

  /** An update that the site refuses must not keep the recruiter from calling; it is noted. */
  async function update(body: Body, contact: Contact, signal: AbortSignal): Promise<string[]> {
    const lines = updateExisting.filter((line) => Object.hasOwn(body, line));
    if (lines.length === 0) return [];
    try {
      const changed = await updateContact(client, contact, body, updateExisting, signal);
      return changed.length > 0 ? [`Updated on contact ${contact.PartyNumber}: ${changed.join(', ')}.`] : [];
    } catch (error) {
      // A refused credential concerns everything; a right that is lacking here concerns the update alone.
      if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
      const reason = error.code ?? `status ${error.status}`;
      return [
        `Contact ${contact.PartyNumber} was not updated (${lines.join(', ')}): the site refused it (${reason}).`,
      ];
    }
  }

  return async function contactFor(
    submission: Submission,
    body: NonNullable<Bodies['contact']>,
    { checkpoints, record, signal }: DeliveryContext,
  ): Promise<ChosenContact> {
    if (checkpoints.contact) {
      return { id: checkpoints.contact, notes: notesIn(checkpoints) };
    }
    const email = lookupEmail(submission);
    const there = choose(await findContacts(email, signal));
    const made = there ? undefined : await create(body, email, signal);
    const contact = there?.contact ?? made;
    if (!contact) throw new DeliveryError('retry', 'find-contact: the reply cannot be read');
    const notes = there ? [...there.notes, ...(await update(body, contact, signal))] : [];
    await record({ contact: contact.PartyId, ...(notes.length > 0 && { contactNotes: notes.join('\n') }) });
    return { id: contact.PartyId, notes };
  };
}

const isOfAddress = (line: string) => /^(AddressLine\d|City|State|PostalCode|Country)$/.test(line);

/**
 * The lines whose value in the contact is not the one of the application. An address is one thing: where a part of it
 * differs, all of it goes out, so that the street of one place never stands beside the city of another.
 */
function differing(contact: Body, body: Body, lines: readonly string[]): string[] {
  const differs = (line: string) => Object.hasOwn(body, line) && contact[line] !== body[line];
  const hasMoved = lines.some((line) => isOfAddress(line) && differs(line));
  return lines.filter((line) => differs(line) || (hasMoved && isOfAddress(line)));
}

/** Reads a contact, and sends what differs as long as nobody has changed it since. Returns the lines sent. */
async function updateContact(
  client: FusionServiceClient,
  { PartyNumber }: Contact,
  body: Body,
  lines: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const path = `contacts/${encodeURIComponent(PartyNumber)}`;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await client.read('read-contact', path, signal);
    const parsed = wholeContactSchema.safeParse(reply.json);
    if (!parsed.success) throw new DeliveryError('retry', 'read-contact: the reply cannot be read');
    const contact: Body = parsed.data;
    const different = differing(contact, body, lines);
    if (different.length === 0) return [];
    const changes = Object.fromEntries(different.map((line) => [line, body[line] ?? null]));
    const etag = reply.headers.get('etag') ?? changeIndicatorIn(contact);
    try {
      await client.patch('update-contact', path, changes, wholeContactSchema, signal, etag);
      return different;
    } catch (error) {
      // Somebody has changed it in between: once more, from what it is now.
      const stale = error instanceof SiteRefusal && (error.status === 409 || error.status === 412);
      if (!stale || attempt > 1) throw error;
    }
  }
}

/** The mark of a row's state, which stands in the properties of its link to itself. */
function changeIndicatorIn(row: Body): string | undefined {
  const context = row['@context'] as { readonly links?: unknown } | null | undefined;
  const links = row.links ?? context?.links;
  if (!Array.isArray(links)) return undefined;
  const own = links.find((link) => (link as { rel?: unknown } | null)?.rel === 'self');
  const indicator = (own as { properties?: { changeIndicator?: unknown } } | undefined)?.properties
    ?.changeIndicator;
  return typeof indicator === 'string' && /^[\x20-\x7e]+$/.test(indicator) ? indicator : undefined;
}
