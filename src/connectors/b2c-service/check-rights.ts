import * as z from 'zod/mini';
import type { Finding } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { B2cServiceClient } from './client.ts';
import { rowId } from './wire.ts';

interface Right {
  readonly verb: 'POST' | 'PATCH';
  readonly path: string;
  readonly what: string;
}

type Outcome = 'given' | 'lacking' | 'unknown' | 'taken';

/** A property that no object has. */
const impossible = { applicantIntakeCheck: true };

/**
 * Makes the check of what the account may do. Nothing in the API says so outright, so each thing is tried with a body
 * that no site takes: it has a property that does not exist, which is refused with `OSC-CREST-00013` ("Invalid property
 * specified"), or with 403 where the right is lacking. A site that takes it after all is never tried again.
 */
export function createRightsCheck(client: B2cServiceClient) {
  let taken: Finding | undefined;

  async function attempt({ verb, path }: Right, signal: AbortSignal): Promise<Outcome> {
    try {
      if (verb === 'PATCH') await client.patch('check', path, impossible, signal);
      else await client.post('check', path, impossible, z.unknown(), signal);
      return 'taken';
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.status === 401) throw error;
      if (error.status === 403 || error.code === 'OSC-CREST-00015') return 'lacking';
      return error.status === 400 && error.kind === 'rejected' ? 'given' : 'unknown';
    }
  }

  return async function checkRights(
    { updates }: { readonly updates: boolean },
    signal: AbortSignal,
  ): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const right of await rightsNeeded(client, updates, signal)) {
      if (taken) break;
      const outcome = await attempt(right, signal);
      if (outcome === 'lacking') findings.push(lacking(right));
      if (outcome === 'unknown') findings.push(untried(right));
      if (outcome === 'taken') taken = takes(right);
    }
    return taken ? [...findings, taken] : findings;
  };
}

async function rightsNeeded(
  client: B2cServiceClient,
  updates: boolean,
  signal: AbortSignal,
): Promise<Right[]> {
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
  return rights;
}

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
    where: 'username',
    problem: `the account may not ${what}`,
    offers: [],
    fix: `give the profile of the account the right to ${what} over the API`,
  };
}

function untried({ what }: Right): Finding {
  return {
    severity: 'warning',
    code: 'right-unknown',
    where: 'username',
    problem: `whether the account may ${what} could not be found out`,
    offers: [],
    fix: 'run the check again; if that does not help, see in the profile of the account',
  };
}

function takes({ path, what }: Right): Finding {
  return {
    severity: 'warning',
    code: 'right-unknown',
    where: 'username',
    problem: `the site takes bodies with properties that it does not have, so trying to ${what} may have left an empty object at ${path}; it is not tried again`,
    offers: [],
    fix: 'delete what the check has made, and see in the profile of the account whether it has its rights',
  };
}
