import { DeliveryError, type Receipt } from '../connector.ts';
import type { B2cServiceClient } from './client.ts';
import { literal } from './roql.ts';
import { incidentSchema, rowId } from './wire.ts';

/** The incident that carries a submission's id in a custom field, if there is one. */
export function findBySubmissionId(
  client: B2cServiceClient,
  field: string,
  id: string,
  signal: AbortSignal,
): Promise<Receipt | undefined> {
  return find(client, `CustomFields.${field} = ${literal(id)}`, signal);
}

/** The incident of one of these contacts, by their ids, whose subject carries the submission's token, if there is one. */
export async function findByToken(
  client: B2cServiceClient,
  contactIds: readonly string[],
  id: string,
  signal: AbortSignal,
): Promise<Receipt | undefined> {
  if (contactIds.length === 0) return undefined;
  const token = literal(`%${subjectToken(id)}%`);
  return find(client, `PrimaryContact.ID IN (${contactIds.join(', ')}) AND Subject LIKE ${token}`, signal);
}

async function find(
  client: B2cServiceClient,
  where: string,
  signal: AbortSignal,
): Promise<Receipt | undefined> {
  const statement = `SELECT ID, ReferenceNumber FROM Incidents WHERE ${where} LIMIT 1`;
  const [row] = await client.query('find-incident', statement, signal);
  if (!row) return undefined;
  const id = rowId(row[0]);
  if (id === undefined) throw new DeliveryError('retry', 'find-incident: the reply cannot be read');
  return receiptOf(id, row[1]);
}

/** Creates an incident. Only a reply with an id counts. */
export async function createIncident(
  client: B2cServiceClient,
  body: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Receipt> {
  const created = await client.post('create-incident', 'incidents', body, incidentSchema, signal);
  return receiptOf(created.id, created.referenceNumber);
}

/** The longest subject the API takes. */
const maxSubject = 240;

/** A subject with the token at its end, within the length that the API takes. */
export function withToken(subject: string, id: string): string {
  const token = ` ${subjectToken(id)}`;
  return `${[...subject].slice(0, maxSubject - token.length).join('')}${token}`;
}

/**
 * The mark in the subject by which an incident is found again where there is no field for the submission's id. All
 * four quarters of the id are in it: in a UUID of some versions the first is the time, in others the last a machine.
 */
function subjectToken(id: string): string {
  const quarters = id.replaceAll('-', '').match(/.{8}/g) ?? [];
  const folded = quarters.reduce((mark, quarter) => mark ^ Number.parseInt(quarter, 16), 0) >>> 0;
  return `[${folded.toString(16).padStart(8, '0').toUpperCase()}]`;
}

function receiptOf(id: number, reference: string | null | undefined): Receipt {
  return reference ? { id: String(id), reference } : { id: String(id) };
}
