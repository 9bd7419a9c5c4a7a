import * as z from 'zod/mini';
import type { Finding } from '../connector.ts';
import type { B2cServiceClient } from './client.ts';
import { SiteRefusal } from './failure.ts';
import { rowId } from './wire.ts';

/**
 * What the account may do. Nothing in the API says so outright, so each thing is tried with a body that no site takes:
 * it has a property that does not exist, which is refused with `OSC-CREST-00013` ("Invalid property specified"), or
 * with 403 where the right is lacking. Where the site lists a resource's verbs, the one needed has to be among them.
 */
export async function checkRights(
  client: B2cServiceClient,
  { updates }: { readonly updates: boolean },
  signal: AbortSignal,
): Promise<Finding[]> {
  const contact = updates ? await any(client, 'Contacts', signal) : undefined;
  const incident = await any(client, 'Incidents', signal);
  const rights: Right[] = [
    { verb: 'POST', path: 'contacts', what: 'create contacts' },
    { verb: 'POST', path: 'incidents', what: 'create incidents' },
  ];
  if (contact !== undefined) {
    rights.push({ verb: 'PATCH', path: `contacts/${contact}`, what: 'update contacts' });
  }
  // An empty site has no incident to try it on.
  if (incident !== undefined) {
    const path = `incidents/${incident}/fileAttachments`;
    rights.push({ verb: 'POST', path, what: 'attach files to incidents' });
  }
  const findings: Finding[] = [];
  for (const right of rights) if (!(await has(client, right, signal))) findings.push(lacking(right));
  return findings;
}

interface Right {
  readonly verb: 'POST' | 'PATCH';
  readonly path: string;
  readonly what: string;
}

/** A property that no object has. */
const impossible = { applicantIntakeCheck: true };

async function has(client: B2cServiceClient, { verb, path }: Right, signal: AbortSignal): Promise<boolean> {
  try {
    const verbs = await client.verbs(path, signal);
    if (verbs && !verbs.includes(verb)) return false;
  } catch (error) {
    if (forbidden(error)) return false;
    // Not every site answers OPTIONS.
    if (!(error instanceof SiteRefusal) || error.status === 401) throw error;
  }
  try {
    if (verb === 'PATCH') await client.patch('check', path, impossible, signal);
    else await client.post('check', path, impossible, z.unknown(), signal);
    return true;
  } catch (error) {
    if (forbidden(error)) return false;
    if (!(error instanceof SiteRefusal) || error.status === 401) throw error;
    return true;
  }
}

const forbidden = (error: unknown) =>
  error instanceof SiteRefusal && (error.status === 403 || error.code === 'OSC-CREST-00015');

/** The id of some object; undefined where there is none or none may be read. */
async function any(
  client: B2cServiceClient,
  table: 'Contacts' | 'Incidents',
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const [row] = await client.query('check', `SELECT ID FROM ${table} LIMIT 1`, signal);
    return rowId(row?.[0]);
  } catch (error) {
    if (error instanceof SiteRefusal && error.kind !== 'retry' && error.status !== 401) return undefined;
    throw error;
  }
}

function lacking({ what }: Right): Finding {
  return {
    severity: 'error',
    code: 'right-missing',
    where: 'credentials',
    problem: `the account may not ${what}`,
    offers: [],
    fix: `give the profile of the account the right to ${what} over the API`,
  };
}
