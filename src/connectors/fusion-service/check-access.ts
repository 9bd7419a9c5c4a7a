import { DeliveryError, type Finding } from '../connector.ts';
import { nobody, noSubmission } from '../nobody.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { CheckedSite } from './checked-site.ts';
import { type KnownRecord, knownKinds } from './sight.ts';
import { pageSchema } from './wire.ts';

/** What is wrong before anything is asked: the first call tells it by its status. Undefined where nothing is. */
export async function checkAccess(
  { client, signInSetting }: CheckedSite,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const probe = 'contacts?limit=1&fields=PartyId&onlyData=true';
  try {
    await client.get('check', probe, pageSchema, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof SiteRefusal)) throw error;
    const { status } = error;
    const finding = { severity: 'error', problem: error.message, offers: [] } as const;
    if (status === 404) {
      const elsewhere = await client
        .read('check', probe, signal, { version: 'latest' })
        .then(() => true)
        .catch((again: unknown) => again instanceof SiteRefusal && [401, 403].includes(again.status));
      const fix = 'set the version of the REST API that the site has, such as 11.13.18.05';
      return elsewhere
        ? { ...finding, code: 'wrong-version', where: 'version', fix }
        : unreachable(error, signInSetting);
    }
    // The lookups say which of them is not allowed.
    if (status === 403) return undefined;
    if (status === 406 || status === 415 || status === 400) {
      const fix = 'set frameworkVersion to one that the site has, from 1 to 9, and check metadataContext';
      return { ...finding, code: 'framework-version-refused', where: 'frameworkVersion', fix };
    }
    throw error;
  }
}

/** Whether the look-ups that deliveries run can be run. */
export async function checkLookups(site: CheckedSite, signal: AbortSignal): Promise<Finding[]> {
  const { submissionIdField, interactionKey, serviceRequests } = site;
  const contacts = await tryLookup('contacts', () => site.findContacts(nobody, signal), {
    where: 'emailLookup',
    code: 'contact-not-searchable',
    problem: 'contacts cannot be looked up by EmailAddress',
    fix: 'set quotes and emailLookup to what the site takes',
  });
  const requests = serviceRequests
    ? await tryLookup('serviceRequests', () => site.findServiceRequest(noSubmission, signal), {
        where: 'submissionIdField',
        code: 'submission-id-not-searchable',
        problem: `service requests cannot be looked up by ${submissionIdField ?? 'Title'}`,
        fix: submissionIdField
          ? 'add a searchable text attribute of that name to service requests; or set submissionIdField to the name it has, or to null'
          : 'set wildcard to the one that the site takes, or use an attribute for the id',
      })
    : [];
  const interactions = interactionKey
    ? await tryLookup('interactions', () => site.findInteraction(noSubmission, signal), {
        where: 'interactionKey',
        code: 'interaction-key-not-searchable',
        problem: `interactions cannot be looked up by ${interactionKey}`,
        fix: 'set interactionKey to an attribute that can be searched',
      })
    : [];
  return [...contacts, ...requests, ...interactions];
}

type Refused = Omit<Finding, 'severity' | 'offers'>;

/** What is found when the site refuses a look-up as such; what concerns the whole site goes on up. */
async function tryLookup(
  resource: string,
  lookup: () => Promise<unknown>,
  refused: Refused,
): Promise<Finding[]> {
  const finding = { severity: 'error', offers: [] } as const;
  try {
    await lookup();
    return [];
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.kind === 'retry') throw error;
    if (!(error instanceof SiteRefusal)) {
      const fix = 'let the account search, and ask the vendor why the site does not filter';
      return [{ ...finding, ...refused, code: 'filter-ignored', problem: error.message, fix }];
    }
    const reason = error.code ?? `status ${error.status}`;
    if (error.status === 403) {
      const problem = `the account may not read ${resource} (${reason})`;
      const fix =
        'give the account a role that may read, create and update them, and the data security for all of them';
      return [{ ...finding, code: 'right-missing', where: `account: ${resource}`, problem, fix }];
    }
    if (error.status === 404) {
      const problem = `the site has no resource ${resource} (${reason})`;
      const fix = 'check that Fusion Service is provisioned there, and the version';
      return [{ ...finding, code: 'resource-missing', where: 'version', problem, fix }];
    }
    if (error.status !== 400) throw error;
    return [{ ...finding, ...refused, problem: `${refused.problem} (${reason})` }];
  }
}

/** A user whose role lacks data security sees empty collections, and is refused nothing. */
export async function checkSight(
  { unseen, known, ...site }: CheckedSite,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { serviceRequests, interactionKey } = site;
  const sought: readonly KnownRecord[] = [
    'knownRecord',
    ...(serviceRequests ? (['knownServiceRequest'] as const) : []),
    ...(interactionKey ? (['knownInteraction'] as const) : []),
  ];
  const advised = knownAdvised(sought.filter((setting) => !known[setting]));
  const setting = await unseen(signal).catch((error: unknown) => {
    // That it may not look has been told.
    const refused = error instanceof SiteRefusal && [400, 403, 404].includes(error.status);
    // And so has that the site answers with what nobody asked for, which has no status.
    const unasked =
      error instanceof DeliveryError && !(error instanceof SiteRefusal) && error.kind === 'misconfigured';
    if (refused || unasked) return undefined;
    throw error;
  });
  if (!setting) return advised;
  const blind: Finding = {
    severity: 'error',
    code: 'sees-nothing',
    where: setting,
    problem: `the account does not see the ${knownKinds[setting].what} that is known to be there; what it looks for comes empty, and records are made twice`,
    offers: [],
    fix: `give the account a role whose data security covers all contacts, service requests and interactions; or correct ${setting}`,
  };
  return [blind, ...advised];
}

function knownAdvised(missing: readonly KnownRecord[]): Finding[] {
  const [first] = missing;
  if (!first) return [];
  const whats = missing.map((setting) => `${knownKinds[setting].what}s`);
  const numbers = missing.map((setting) => `${setting} to the ${knownKinds[setting].number} of one`);
  return [
    {
      severity: 'warning',
      code: 'known-record-advised',
      where: first,
      problem: `nothing shows whether the account sees ${inWords(whats)} that are there: without data security, collections come empty and nothing is refused`,
      offers: [],
      fix: `set ${inWords(numbers)} that is your own and stays there`,
    },
  ];
}

const inWords = (words: readonly string[]) => new Intl.ListFormat('en').format(words);

/** What is found where a check cannot go on. */
export function unreachable(error: DeliveryError, signInSetting: string): Finding {
  const finding = { severity: 'error', problem: error.message, offers: [] } as const;
  const status = error instanceof SiteRefusal ? error.status : undefined;
  if (status === 401 || (status === undefined && error.kind === 'misconfigured')) {
    const fix = 'check the name and the secret of the account, and that it is neither locked nor expired';
    return { ...finding, code: 'sign-in-refused', where: signInSetting, fix };
  }
  const isElsewhere = status === 404 || (status !== undefined && status >= 300 && status < 400);
  if (
    isElsewhere ||
    (status === undefined && error.cause === undefined && error.retryAfterMs === undefined)
  ) {
    const fix =
      'set siteUrl to the address of the pod, without a path: https://NAME.fa.REGION.oraclecloud.com';
    return { ...finding, code: 'no-api-there', where: 'siteUrl', fix };
  }
  const fix = 'check the address of the site, and whether it answers from this machine';
  return { ...finding, code: 'unreachable', where: 'siteUrl', fix };
}
