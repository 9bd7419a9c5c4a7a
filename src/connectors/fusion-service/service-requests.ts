import { DeliveryError, type DeliveryErrorKind } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { Body } from './bodies.ts';
import type { FusionServiceClient } from './client.ts';
import type { Filters } from './filter.ts';
import { cutTo, defaultLengths } from './limits.ts';
import { foundServiceRequestSchema, serviceRequestSchema } from './wire.ts';

/** A service request: its id for references, its number for paths and people. */
export interface ServiceRequest {
  readonly id: string;
  readonly number: string;
  /** The contact that it was found with. Default: not known. */
  readonly contact?: string | undefined;
}

export interface FindOptions {
  readonly client: FusionServiceClient;
  readonly filters: Filters;
  /** The custom attribute that carries the submission's id; null where the title does. */
  readonly submissionIdField: string | null;
}

/** Makes the look-up of the service request that carries a submission's id. */
export function createServiceRequestFinder({ client, filters, submissionIdField }: FindOptions) {
  const attribute = submissionIdField ?? 'Title';
  const fields = ['SrId', 'SrNumber', 'PrimaryContactPartyId', attribute].join(',');

  return async function findServiceRequest(
    submissionId: string,
    signal: AbortSignal,
    refused: DeliveryErrorKind = 'misconfigured',
  ): Promise<ServiceRequest | undefined> {
    const condition = submissionIdField
      ? filters.equals(attribute, submissionId)
      : filters.contains(attribute, submissionId);
    const path = `serviceRequests?${condition}&fields=${fields}&onlyData=true`;
    const rows = await client.list('find-service-request', path, foundServiceRequestSchema, signal, {
      refused,
    });
    const found = rows.find((row) => String(row[attribute] ?? '').includes(submissionId));
    // What does not carry the id is not ours, and a site that hands it out cannot be asked like this.
    if (rows.length > 0 && !found) {
      throw new DeliveryError(
        'misconfigured',
        `find-service-request: the site answers with service requests whose ${attribute} is another`,
      );
    }
    if (!found) return undefined;
    return { id: found.SrId, number: found.SrNumber, contact: found.PrimaryContactPartyId ?? undefined };
  };
}

export type FindServiceRequest = ReturnType<typeof createServiceRequestFinder>;

/** Creates a service request. Where the site refuses it, an earlier attempt may have been heard after all. */
export async function createServiceRequest(
  client: FusionServiceClient,
  body: Body,
  findAgain: () => Promise<ServiceRequest | undefined>,
  signal: AbortSignal,
): Promise<ServiceRequest> {
  try {
    const { SrId, SrNumber } = await client.post(
      'create-service-request',
      'serviceRequests',
      body,
      serviceRequestSchema,
      signal,
    );
    return { id: SrId, number: SrNumber };
  } catch (error) {
    if (!(error instanceof SiteRefusal) || ![409, 412].includes(error.status)) throw error;
    const there = await findAgain();
    if (!there) throw error;
    return there;
  }
}

/** A title with the submission's id at its end, within the length that the site takes. */
export function withToken(title: string, id: string, lengths: Readonly<Record<string, number>>): string {
  const max = lengths['serviceRequest.Title'] ?? defaultLengths['serviceRequest.Title'] ?? 400;
  const token = ` #${id}`;
  return `${cutTo(title, max - token.length)}${token}`;
}

/** Where the children of a service request stand. */
export const childOf = ({ number }: Pick<ServiceRequest, 'number'>, child: string) =>
  `serviceRequests/${encodeURIComponent(number)}/child/${child}`;
