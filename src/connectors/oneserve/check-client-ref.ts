import type { Finding } from '../connector.ts';
import type { HttpRequest } from '../http-client.ts';
import type { OneserveClient } from './client.ts';
import { maxRefLength } from './contact-fields.ts';
import { resultIn } from './failure.ts';

/** A client that nobody has. */
const nobody = 'APPLICANT-INTAKE-CHECK-NO-SUCH-CLIENT';

/**
 * A contact that the vendor's page says is refused: a key six times too long, types that are no numbers, and nothing of
 * what is mandatory.
 */
const impossible = (clientRef: string) => ({
  clientRef,
  contactRef: 'APPLICANT-INTAKE-CHECK'.padEnd(6 * maxRefLength, '-'),
  contact1Type: 'none',
  preferredContact: 'none',
});

/**
 * Whether the system knows the client. A contact that cannot be stored is first sent for a client that nobody has: only
 * a system that says so at once looks for the client before anything else, and so tells something about the right one
 * when that is asked for in the same way. Any other is left alone.
 */
export async function checkClientRef(
  client: OneserveClient,
  clientRef: string,
  signal: HttpRequest['signal'],
): Promise<Finding[]> {
  const without = resultIn(await client.probe(impossible(nobody), signal));
  if (without?.success) return [taken(nobody)];
  if (without?.code !== 'unknown-client-ref')
    return [unverified('the system does not say whether it knows a client')];
  const result = resultIn(await client.probe(impossible(clientRef), signal));
  if (result?.success) return [taken(clientRef)];
  if (!result) return [unverified('the answer about the client cannot be read')];
  return result.code === 'unknown-client-ref' ? [unknown] : [];
}

const unknown: Finding = {
  severity: 'error',
  code: 'client-unknown',
  where: 'clientRef',
  problem: 'the system has no client of that key',
  offers: [],
  fix: 'set clientRef to the key of the client in Oneserve, to the letter; no call lists what clients there are',
};

const unverified = (problem: string): Finding => ({
  severity: 'warning',
  code: 'client-unverified',
  where: 'clientRef',
  problem,
  offers: [],
  fix: 'compare clientRef with the key of the client in Oneserve; a wrong one shows with the first application, which then waits',
});

const taken = (clientRef: string): Finding => ({
  severity: 'warning',
  code: 'contact-made',
  where: 'checkClient',
  problem: `the system took a contact that it documents to refuse; one whose key begins with APPLICANT-INTAKE-CHECK may stand there now, under the client ${clientRef}`,
  offers: [],
  fix: 'delete that contact, and set checkClient to false',
});
