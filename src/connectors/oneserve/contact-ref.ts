import type { Submission } from '../../model/submission.ts';
import { hex } from '../../shared/hex.ts';
import { DeliveryError } from '../connector.ts';
import { lookupEmail } from '../mapping/facts.ts';
import { maxRefLength } from './contact-fields.ts';

export interface ContactRefOptions {
  /**
   * What `contactRef` is made of. `submission`: of the application's id, so each application is a contact of its own.
   * `person`: of the e-mail address, so a later application of the same person, or of anyone who knows the address,
   * writes over the contact of an earlier one, but for the optional fields that it does not fill. Default: `submission`.
   */
  readonly contactRef?: 'submission' | 'person' | undefined;
  /** What every `contactRef` begins with: capital letters, digits and hyphens. Default: `APP-`. */
  readonly contactRefPrefix?: string | undefined;
}

/** The length of what follows the prefix: a UUID in its notation, or as many digits of a hash. */
export const refLength = 36;

/** A prefix that leaves room for the rest, and reads the same however the vendor compares. */
export const prefixPattern = new RegExp(`^[A-Z\\d-]{0,${maxRefLength - refLength}}$`);

/**
 * The key of the contact, the same on every attempt. How the vendor treats case and spaces in it is not known, so it is
 * made of capital letters, digits and hyphens. Throws `rejected` where there is nothing to make it of.
 */
export async function contactRefOf(
  submission: Submission,
  { contactRef = 'submission', contactRefPrefix = 'APP-' }: ContactRefOptions,
): Promise<string> {
  const ref =
    contactRefPrefix + (contactRef === 'person' ? await personIn(submission) : submission.id).toUpperCase();
  // The proxy takes no id but a UUID; another way in must not end in a key that the vendor cuts.
  if (ref.length <= maxRefLength && /^[A-Z\d-]+$/.test(ref)) return ref;
  throw new DeliveryError('rejected', 'contactRef: the id of the application cannot be made into a key');
}

async function personIn(submission: Submission): Promise<string> {
  const email = lookupEmail(submission);
  if (email === '') {
    throw new DeliveryError('rejected', 'contactRef: the application has no e-mail address to make a key of');
  }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email));
  return hex(new Uint8Array(digest)).slice(0, refLength);
}
