import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import type { Catalog } from './catalog.ts';
import { checkFields } from './check-fields.ts';
import { checkMenus } from './check-menus.ts';
import { checkRights } from './check-rights.ts';
import { linesFor } from './checked-line.ts';
import type { B2cServiceClient } from './client.ts';
import { findContacts } from './contacts.ts';
import { SiteRefusal } from './failure.ts';
import { findBySubmissionId } from './incidents.ts';
import type { MappingChanges } from './mapping/mapping.ts';
import type { Menus } from './menus.ts';

/** What a check works with. */
export interface CheckedSite {
  readonly client: B2cServiceClient;
  readonly menus: Menus;
  readonly catalog: Catalog;
  /** The custom field that carries the submission's id, with its package; null where there is none. */
  readonly field: string | null;
  readonly updateExisting: readonly string[];
  readonly mapping: MappingChanges | undefined;
}

/**
 * Holds the mapping against the site: signs in, runs the look-ups that deliveries run, reads the site's description of
 * contacts and incidents and its menus, and asks which rights the account has. It changes nothing there.
 */
export async function checkSite(
  site: CheckedSite,
  { definitions, signal }: CheckContext,
): Promise<Finding[]> {
  try {
    const lookups = await checkLookups(site, signal);
    const lines = definitions.flatMap((definition) => linesFor(definition, site.mapping));
    const fields = await checkFields(site.catalog, { lines, field: site.field }, signal);
    const unwritable = new Set(fields.map(({ where }) => where));
    const menus = await checkMenus(site.menus, lines, signal);
    const rights = await checkRights(site.client, { updates: site.updateExisting.length > 0 }, signal);
    const all = [...lookups, ...fields, ...menus.filter(({ where }) => !unwritable.has(where)), ...rights];
    return all.filter((finding, index) => all.findIndex((other) => same(other, finding)) === index);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return [unreachable(error)];
  }
}

/** The address that is looked up: a domain that can have no mailboxes (RFC 2606, 2). */
const nobody = 'applicant-intake.check@example.invalid';
const noSubmission = '00000000-0000-0000-0000-000000000000';

async function checkLookups({ client, field }: CheckedSite, signal: AbortSignal): Promise<Finding[]> {
  const contacts = await attempt(() => findContacts(client, nobody, signal), {
    code: 'cannot-query',
    where: 'siteUrl',
    problem: 'contacts cannot be looked up by e-mail address',
    fix: 'give the profile of the account the right to read contacts and to run ROQL queries over the API',
  });
  if (!field) return contacts;
  const incidents = await attempt(() => findBySubmissionId(client, field, noSubmission, signal), {
    code: 'submission-id-not-searchable',
    where: 'submissionIdField',
    problem: `incidents cannot be looked up by customFields.${field}`,
    fix: 'add a text custom field of that name to incidents, visible to the API, and let the account read incidents; or set submissionIdField to the name it has, or to null',
  });
  return [...contacts, ...incidents];
}

type Refused = Omit<Finding, 'severity' | 'offers'>;

/** What is found when the site refuses a call of the check; what concerns the sign-in or the network goes on up. */
async function attempt(call: () => Promise<unknown>, refused: Refused): Promise<Finding[]> {
  try {
    await call();
    return [];
  } catch (error) {
    if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
    const problem = `${refused.problem} (${error.code ?? `status ${error.status}`})`;
    return [{ ...refused, severity: 'error', problem, offers: [] }];
  }
}

function unreachable(error: DeliveryError): Finding {
  const signIn = error.kind === 'misconfigured';
  return {
    severity: 'error',
    code: signIn ? 'sign-in-refused' : 'unreachable',
    where: signIn ? 'credentials' : 'siteUrl',
    problem: error.message,
    offers: [],
    fix: signIn
      ? 'check the name and the secret of the account, that it is neither locked nor disabled, and that its profile may use the API'
      : 'check the address of the site, and whether it answers from this machine',
  };
}

const same = (one: Finding, other: Finding) =>
  one.where === other.where && one.code === other.code && one.problem === other.problem;
