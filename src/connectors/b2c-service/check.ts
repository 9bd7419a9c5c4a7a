import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import type { MappingChanges } from '../mapping/mapping.ts';
import { nobody, noSubmission } from '../nobody.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { Catalog } from './catalog.ts';
import { checkFields } from './check-fields.ts';
import { checkMenus } from './check-menus.ts';
import { createRightsCheck } from './check-rights.ts';
import { type CheckedLine, linesFor } from './checked-line.ts';
import type { B2cServiceClient } from './client.ts';
import type { FindContacts } from './contacts.ts';
import { findBySubmissionId } from './incidents.ts';
import type { B2cObject } from './mapping-target.ts';
import type { Menus } from './menus.ts';

/** What a check works with. */
export interface CheckedSite {
  readonly client: B2cServiceClient;
  readonly menus: Menus;
  readonly catalog: Catalog;
  readonly findContacts: FindContacts;
  /** The custom field that carries the submission's id, with its package; null where there is none. */
  readonly field: string | null;
  /** Whether contacts that are there already are to be updated. */
  readonly updates: boolean;
  readonly mapping: MappingChanges<B2cObject> | undefined;
  /** The setting that a refused sign-in points at. */
  readonly signInSetting: string;
}

/**
 * Makes the check that holds the mapping against the site: it signs in, runs the look-ups that deliveries run, reads the
 * site's description of contacts and incidents and its menus, and tries the rights of the account. It changes nothing
 * there, and it asks one thing after another, so that deliveries find room beside it.
 */
export function createSiteCheck(site: CheckedSite) {
  const checkRights = createRightsCheck(site.client);

  return async function checkSite({ definitions, signal, progress }: CheckContext): Promise<Finding[]> {
    try {
      progress?.('signing in and looking up');
      const lookups = await checkLookups(site, signal);
      const lines = definitions.flatMap((definition) => linesFor(definition, site.mapping));
      progress?.('fields');
      const fields = await checkFields(site.catalog, { lines, field: site.field }, signal);
      const wrong = new Set(fields.filter(({ severity }) => severity === 'error').map(({ where }) => where));
      progress?.('menus');
      const menus = await checkMenus(site.menus, lines, signal);
      progress?.('rights');
      const rights = await checkRights({ updates: site.updates }, signal);
      const all = [
        ...[...lookups, ...menus].filter(({ where }) => !wrong.has(where)),
        ...fields,
        ...threadFindings(lines),
        ...rights,
      ];
      return all.filter((finding, index) => all.findIndex((other) => same(other, finding)) === index);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return [unreachable(error, site.signInSetting)];
    }
  };
}

async function checkLookups(
  { client, findContacts, field }: CheckedSite,
  signal: AbortSignal,
): Promise<Finding[]> {
  const contacts = await tryLookup(() => findContacts(nobody, signal), {
    code: 'cannot-query',
    where: 'username',
    problem: 'contacts cannot be looked up by e-mail address',
    fix: 'give the profile of the account the right to read contacts and to run ROQL queries over the API',
  });
  if (!field) return [...contacts, fieldAdvised];
  // Who may not look up contacts is told once what is missing.
  if (contacts.length > 0) return contacts;
  const incidents = await tryLookup(() => findBySubmissionId(client, field, noSubmission, signal), {
    code: 'submission-id-not-searchable',
    where: 'submissionIdField',
    problem: `incidents cannot be looked up by customFields.${field}`,
    fix: 'add a text custom field of that name to incidents, visible to the API, and let the account read incidents; or set submissionIdField to the name it has, or to null',
  });
  return [...contacts, ...incidents];
}

/** A recruiter who opens the incident should need nothing else. */
function threadFindings(lines: readonly CheckedLine[]): Finding[] {
  if (lines.some(({ line }) => line.startsWith('threads.'))) return [];
  return [
    {
      severity: 'warning',
      code: 'thread-advised',
      where: 'mapping.incident',
      problem: 'no line fills the thread, so the incident shows neither consents nor most answers',
      offers: [],
      fix: 'add "threads.0.text": { "template": "{application}" } again',
    },
  ];
}

const fieldAdvised: Finding = {
  severity: 'warning',
  code: 'submission-id-advised',
  where: 'submissionIdField',
  problem:
    'without a field for the id, an incident is found again by a token in its subject; whoever changes the subject within the first hour, a business rule too, may cause a second incident',
  offers: [],
  fix: 'add a text custom field of 36 characters to incidents, and set submissionIdField to its name',
};

type Refused = Omit<Finding, 'severity' | 'offers'>;

/** What is found when the site refuses a look-up as such; what concerns the whole site goes on up. */
async function tryLookup(lookup: () => Promise<unknown>, refused: Refused): Promise<Finding[]> {
  try {
    await lookup();
    return [];
  } catch (error) {
    const own = error instanceof SiteRefusal && (error.status === 400 || error.status === 403);
    if (!own || siteCodes.has(error.code ?? '') || error.kind === 'retry') throw error;
    const problem = `${refused.problem} (${error.code ?? `status ${error.status}`})`;
    return [{ ...refused, severity: 'error', problem, offers: [] }];
  }
}

/** Codes that speak of the site and its API as a whole: version, sign-in, language. */
const siteCodes = new Set(['00003', '00014', '00016', '00017'].map((code) => `OSC-CREST-${code}`));

function unreachable(error: DeliveryError, signInSetting: string): Finding {
  const finding = { severity: 'error', problem: error.message, offers: [] } as const;
  const { status, code } = error instanceof SiteRefusal ? error : { status: undefined, code: undefined };
  if (code === 'OSC-CREST-00003') {
    const fix = 'set the version of the Connect REST API that the site has, such as v1.4';
    return { ...finding, code: 'wrong-version', where: 'version', fix };
  }
  if (status === 404 || (status !== undefined && status >= 300 && status < 400)) {
    const fix =
      'set siteUrl to the address under which the site itself answers, without a path, and switch its REST API on';
    return { ...finding, code: 'no-api-there', where: 'siteUrl', fix };
  }
  if (error.kind === 'misconfigured') {
    const fix =
      'check the name and the secret of the account, that it is neither locked nor disabled, and that its profile may use the API';
    return { ...finding, code: 'sign-in-refused', where: signInSetting, fix };
  }
  const fix = 'check the address of the site, and whether it answers from this machine';
  return { ...finding, code: 'unreachable', where: 'siteUrl', fix };
}

const same = (one: Finding, other: Finding) =>
  one.where === other.where && one.code === other.code && one.problem === other.problem;
