import { checkEmail } from '../../model/rules.ts';
import type { Submission } from '../../model/submission.ts';
import { type Connector, DeliveryError, type Receipt } from '../connector.ts';
import { type B2cServiceClientOptions, createB2cServiceClient } from './client.ts';
import {
  contactFor,
  defaultMapping,
  incidentFor,
  lookupEmail,
  type Mapping,
  subjectToken,
} from './mapping.ts';
import { literal } from './roql.ts';
import { rowId } from './wire.ts';

export interface B2cServiceConnectorOptions extends B2cServiceClientOptions {
  /** Default: {@link defaultMapping}. */
  readonly mapping?: Mapping;
  /**
   * The text custom field of the incident, under `customFields.c`, that carries the submission's id.
   * Null where the site has none: then the subject carries a short token. Default: `submission_id`.
   */
  readonly submissionIdField?: string | null;
}

/**
 * Delivers applications to Oracle B2C Service: one contact for an e-mail address, one incident for a submission.
 *
 * The API has no idempotency key, no upsert and no unique constraint on incidents, so an attempt goes like this:
 * 1. From the second attempt on, look for an incident that carries the submission's id. Found: done.
 * 2. Look for a contact with the e-mail address; the newest one counts. None: create it. The site refuses: look
 *    once more, since somebody may have been faster, and go on with what is there now.
 * 3. Create the incident. Only a reply with an id counts.
 * Whatever goes wrong ends the attempt; the next one begins at 1, never at 3.
 */
export function createB2cServiceConnector(options: B2cServiceConnectorOptions): Connector {
  const { mapping = defaultMapping, submissionIdField = 'submission_id' } = options;
  const client = createB2cServiceClient(options);

  async function findIncident(where: string, signal: AbortSignal): Promise<Receipt | undefined> {
    const statement = `SELECT ID, ReferenceNumber FROM Incidents WHERE ${where} LIMIT 1`;
    const [row] = await client.query('find-incident', statement, signal);
    if (!row) return undefined;
    const id = rowId(row[0]);
    if (id === undefined) throw new DeliveryError('retry', 'find-incident: the reply cannot be read');
    return receipt(id, row[1]);
  }

  /** The ids of all contacts with this address, newest first. Sites that share addresses may have several. */
  async function findContacts(email: string, signal: AbortSignal): Promise<number[]> {
    const statement = `SELECT ID FROM Contacts WHERE Emails.Address = ${literal(email)} LIMIT 100`;
    const rows = await client.query('find-contact', statement, signal);
    const ids = rows.flatMap(([id]) => rowId(id) ?? []);
    if (ids.length < rows.length) throw new DeliveryError('retry', 'find-contact: the reply cannot be read');
    return ids.toSorted((a, b) => b - a);
  }

  async function createContact(submission: Submission, email: string, signal: AbortSignal): Promise<number> {
    try {
      return await client.createContact(contactFor(submission, mapping), signal);
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.kind !== 'rejected') throw error;
      const [existing] = await findContacts(email, signal);
      if (existing === undefined) throw error;
      return existing;
    }
  }

  return {
    destination: 'b2c-service',

    async deliver(submission, { attempt, signal }) {
      const again = attempt > 1;
      if (again && submissionIdField) {
        const path = `CustomFields.c.${submissionIdField}`;
        const found = await findIncident(`${path} = ${literal(submission.id)}`, signal);
        if (found) return found;
      }

      const email = lookupEmail(submission);
      if (checkEmail(email))
        throw new DeliveryError('rejected', 'the application has no usable e-mail address');
      const known = await findContacts(email, signal);
      if (again && !submissionIdField && known.length > 0) {
        // Whichever of them was the newest when the earlier attempt created the incident.
        const token = literal(`%${subjectToken(submission.id)}%`);
        const where = `PrimaryContact.ID IN (${known.join(', ')}) AND Subject LIKE ${token}`;
        const found = await findIncident(where, signal);
        if (found) return found;
      }

      const contactId = known[0] ?? (await createContact(submission, email, signal));
      const incident = incidentFor(submission, mapping, { contactId, submissionIdField });
      const created = await client.createIncident(incident, signal);
      return receipt(created.id, created.referenceNumber);
    },
  };
}

function receipt(id: number, reference: string | null | undefined): Receipt {
  return reference ? { id: String(id), reference } : { id: String(id) };
}
