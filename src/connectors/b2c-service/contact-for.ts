import type { Submission } from '../../model/submission.ts';
import { type DeliveryContext, DeliveryError } from '../connector.ts';
import { lookupEmail } from '../mapping/facts.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { type Bodies, send } from './bodies.ts';
import type { B2cServiceClient } from './client.ts';
import {
  type Contact,
  chooseContact,
  createContact,
  type FindContacts,
  type SeveralContacts,
  updateContact,
} from './contacts.ts';

export interface ContactOptions {
  readonly client: B2cServiceClient;
  readonly findContacts: FindContacts;
  readonly severalContacts: SeveralContacts;
  readonly updateExisting: readonly string[];
  /** After how long several contacts are worth another look, where a person has to choose; in milliseconds. */
  readonly recheckMs: number;
  /** Whether the incident can be found again only at its contact. */
  readonly incidentsByContact: boolean;
}

export interface ChosenContact {
  readonly id: number;
  /** What a recruiter should know of the choice. */
  readonly notes: readonly string[];
}

/** Makes the choice of the contact that an incident goes on: found, or made where there is none. */
export function createContactChoice(options: ContactOptions) {
  const { client, findContacts, updateExisting, incidentsByContact } = options;

  /** An update that the site refuses must not keep the recruiter from calling; it is noted on the incident. */
  async function update(
    { contact }: Bodies,
    id: number,
    { checkpoints, record, signal }: DeliveryContext,
  ): Promise<string[]> {
    try {
      const lines = await updateContact(client, id, contact, updateExisting, signal);
      // Nothing differs any more where an earlier attempt has updated it and failed after that.
      if (lines.length === 0) return checkpoints.updated ? [checkpoints.updated] : [];
      const note = `Updated on contact ${id}: ${lines.join(', ')}.`;
      await record({ updated: note });
      return [note];
    } catch (error) {
      // A refused credential concerns everything; a right that is lacking here concerns the update alone.
      if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
      const lines = contact.map(({ line }) => line).filter((line) => updateExisting.includes(line));
      const reason = error.code ?? `status ${error.status}`;
      return [`Contact ${id} was not updated (${lines.join(', ')}): the site refused it (${reason}).`];
    }
  }

  return async function contactFor(
    submission: Submission,
    context: DeliveryContext,
    { bodies, found }: { bodies: Bodies; found: readonly Contact[] },
  ): Promise<ChosenContact> {
    const { checkpoints, record, signal } = context;
    const made = Number(checkpoints.contact) || undefined;
    // What an earlier attempt made counts; but it may have been merged into another since, or deleted.
    if (made && found.some(({ id }) => id === made)) return { id: made, notes: [] };

    let existing = chooseContact(found, options);
    if (!existing) {
      const findAgain = () => findContacts(lookupEmail(submission), signal);
      const created = await send(bodies, ({ contact }) => createContact(client, contact, findAgain, signal));
      if ('id' in created) {
        // Where addresses are shared, the next attempt has to know which of several it made.
        await record({ contact: String(created.id) });
        return { id: created.id, notes: [] };
      }
      existing = chooseContact(created.contacts, options);
    }
    if (!existing) throw new DeliveryError('retry', 'find-contact: the reply cannot be read');
    // The incident is looked for there, also when the contact's address has changed by then.
    if (incidentsByContact) await record({ chosen: String(existing.id) });
    const noted = existing.note ? [existing.note] : [];
    const updated = updateExisting.length > 0 ? await update(bodies, existing.id, context) : [];
    return { id: existing.id, notes: [...noted, ...updated] };
  };
}
