import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import type { MappingChanges } from '../mapping/mapping.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { checkCodes, type SentCode } from './check-codes.ts';
import { checkFields } from './check-fields.ts';
import { type CheckedLine, fixedValues, linesFor } from './checked-line.ts';
import type { FusionServiceClient } from './client.ts';
import type { FindContacts } from './contacts.ts';
import { type Attribute, describeResource } from './describe.ts';
import type { Filters } from './filter.ts';
import { type FusionObject, resourceOf } from './mapping-target.ts';
import type { FindServiceRequest } from './service-requests.ts';
import type { Sees } from './sight.ts';
import { pageSchema } from './wire.ts';

/** What a check works with. */
export interface CheckedSite {
  readonly client: FusionServiceClient;
  readonly filters: Filters;
  readonly findContacts: FindContacts;
  readonly findServiceRequest: FindServiceRequest;
  readonly findInteraction: (id: string, signal: AbortSignal) => Promise<unknown>;
  /** Whether the account sees the known record; undefined where none is known. */
  readonly sees: Sees | undefined;
  readonly mapping: MappingChanges<FusionObject> | undefined;
  readonly lengths: Readonly<Record<string, number>>;
  readonly serviceRequests: boolean;
  readonly submissionIdField: string | null;
  readonly interactionKey: string | null;
  readonly message: boolean;
  readonly takesFiles: boolean;
  /** What the settings put into objects. */
  readonly constants: Readonly<Record<'serviceRequest' | 'interaction', Readonly<Record<string, unknown>>>>;
  /** The setting that a refused sign-in points at. */
  readonly signInSetting: string;
}

/** Attribute → the setting that fills it. */
const settingOf: Readonly<Record<string, string>> = {
  BUOrgId: 'buOrgId',
  ChannelTypeCd: 'channelType',
  SeverityCd: 'severity',
  StatusCd: 'status',
  QueueId: 'queueId',
  SourceCd: 'sourceCode',
};

/** The address that is looked up: a domain that can have no mailboxes (RFC 2606, 2). */
const nobody = 'applicant-intake.check@example.invalid';
const noSubmission = '00000000-0000-0000-0000-000000000000';

/**
 * Makes the check that holds settings and mapping against the site: it signs in, runs the look-ups that deliveries run,
 * reads the known record, what the resources say of their attributes, and the lists of values that codes come from. It
 * creates nothing there, so whether the account may create shows only with the first application.
 */
export function createSiteCheck(site: CheckedSite) {
  const objects: readonly FusionObject[] = site.serviceRequests
    ? ['contact', 'serviceRequest', 'interaction']
    : ['contact', 'interaction'];

  return async function checkSite({ definitions, signal, progress }: CheckContext): Promise<Finding[]> {
    const lines = linesFor(definitions, site.mapping).filter(({ object }) => objects.includes(object));
    const own = [...seenWithoutCalling(site, lines)];
    try {
      progress?.('signing in and looking up');
      const refused = await checkAccess(site, signal);
      if (refused) return [refused];
      const found = [...(await checkLookups(site, signal)), ...(await checkSight(site, signal))];
      progress?.('attributes');
      const described = new Map<FusionObject, ReadonlyMap<string, Attribute>>();
      for (const object of objects) {
        const attributes = await describe(site, object, signal);
        if (attributes) described.set(object, attributes);
        else found.push(undescribed(object));
      }
      for (const [object, attributes] of described) found.push(...fieldsOf(site, object, attributes, lines));
      progress?.('codes and queue');
      const codes = await checkCodes(
        site.client,
        codesIn(site, lines),
        (object) => described.get(object),
        signal,
      );
      const queue = await checkQueue(site, signal);
      return distinct([...found, ...codes, ...queue, ...own]);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return [unreachable(error, site.signInSetting)];
    }
  };
}

/** What is wrong before anything is asked: the first call tells it by its status. Undefined where nothing is. */
async function checkAccess(
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

async function checkLookups(site: CheckedSite, signal: AbortSignal): Promise<Finding[]> {
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
async function checkSight({ sees }: CheckedSite, signal: AbortSignal): Promise<Finding[]> {
  if (!sees) return [knownRecordAdvised];
  try {
    if (await sees(signal)) return [];
  } catch (error) {
    // That it may not look has been told.
    if (error instanceof SiteRefusal && (error.status === 403 || error.status === 400)) return [];
    throw error;
  }
  return [
    {
      severity: 'error',
      code: 'sees-nothing',
      where: 'knownRecord',
      problem:
        'the account does not see the contact that is known to be there; what it looks for comes empty, and records are made twice',
      offers: [],
      fix: 'give the account a role whose data security covers all contacts, service requests and interactions; or correct knownRecord',
    },
  ];
}

const knownRecordAdvised: Finding = {
  severity: 'warning',
  code: 'known-record-advised',
  where: 'knownRecord',
  problem:
    'nothing shows whether the account sees what is there: without data security, collections come empty and nothing is refused',
  offers: [],
  fix: 'set knownRecord to the e-mail address or the PartyNumber of a contact of your own that stays there',
};

async function describe(
  { client }: CheckedSite,
  object: FusionObject,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Attribute> | undefined> {
  try {
    return await describeResource(client, resourceOf[object], signal);
  } catch (error) {
    if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
    return undefined;
  }
}

const undescribed = (object: FusionObject): Finding => ({
  severity: 'warning',
  code: 'fields-unreadable',
  where: `mapping.${object}`,
  problem: `the site does not describe its ${resourceOf[object]}, so attributes that it lacks show only when it refuses an application`,
  offers: [],
  fix: `let the account read ${resourceOf[object]}/describe`,
});

function fieldsOf(
  site: CheckedSite,
  object: FusionObject,
  attributes: ReadonlyMap<string, Attribute>,
  lines: readonly CheckedLine[],
): Finding[] {
  const { submissionIdField, interactionKey, lengths } = site;
  const constants = object === 'contact' ? {} : site.constants[object];
  const keys: Readonly<Record<FusionObject, readonly [string, string | null]>> = {
    contact: ['', null],
    serviceRequest: ['submissionIdField', submissionIdField],
    interaction: ['interactionKey', interactionKey],
  };
  const [setting, name] = keys[object];
  return checkFields({
    object,
    attributes,
    lines: lines.filter((line) => line.object === object),
    filled: Object.fromEntries(Object.keys(constants).map((each) => [each, settingOf[each] ?? each])),
    key: name === null ? undefined : { setting, name },
    lengths,
  });
}

/** Every code that deliveries send, by the settings or the mapping. */
function codesIn({ constants, serviceRequests }: CheckedSite, lines: readonly CheckedLine[]): SentCode[] {
  const objects = serviceRequests ? (['serviceRequest', 'interaction'] as const) : (['interaction'] as const);
  const set = objects.flatMap((object) =>
    Object.entries(constants[object]).flatMap(([name, value]): SentCode[] =>
      name.endsWith('Cd') && !lines.some((line) => line.object === object && line.name === name)
        ? [{ object, name, value: String(value), where: settingOf[name] ?? name }]
        : [],
    ),
  );
  const mapped = lines.flatMap((line): SentCode[] => {
    const { object, name, where } = line;
    return name === 'Country' ? [] : fixedValues(line).map((value) => ({ object, name, value, where }));
  });
  return [...set, ...mapped];
}

async function checkQueue({ client, constants }: CheckedSite, signal: AbortSignal): Promise<Finding[]> {
  const queue = constants.serviceRequest.QueueId;
  if (queue === undefined) return [];
  try {
    await client.read('check', `queues/${String(queue)}`, signal);
    return [];
  } catch (error) {
    if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
    const known = error.status === 404;
    return [
      {
        severity: known ? 'error' : 'warning',
        code: known ? 'queue-missing' : 'queue-unreadable',
        where: 'queueId',
        problem: known
          ? 'the site has no queue of this id'
          : `the queue cannot be read (status ${error.status})`,
        offers: [],
        fix: 'set queueId to the id of a queue that is enabled, and let the account see it',
      },
    ];
  }
}

/** Defects of the configuration that no call is needed for. */
function seenWithoutCalling(site: CheckedSite, lines: readonly CheckedLine[]): Finding[] {
  const { serviceRequests, submissionIdField, interactionKey, message, takesFiles, constants, lengths } =
    site;
  const warning = (code: string, where: string, problem: string, fix: string): Finding => ({
    severity: 'warning',
    code,
    where,
    problem,
    offers: [],
    fix,
  });
  const fills = (object: FusionObject, name: string) =>
    lines.some((line) => line.object === object && line.name === name);
  const holder = serviceRequests ? 'serviceRequest.ProblemDescription' : 'interaction.Description';
  const place = serviceRequests ? 'mapping.serviceRequest' : 'mapping.interaction';
  return [
    ...(serviceRequests && !submissionIdField
      ? [
          warning(
            'submission-id-advised',
            'submissionIdField',
            'without an attribute for the id, a service request is found again by the id in its title; whoever changes the title within the first hours, a rule too, may cause a second one',
            'add a searchable text attribute of 36 characters to service requests, and set submissionIdField to its name',
          ),
        ]
      : []),
    ...(interactionKey
      ? []
      : [
          warning(
            'interaction-key-advised',
            'interactionKey',
            'without a key, an interaction whose creation got no answer cannot be looked for, and waits for a person',
            'set interactionKey to an attribute that can be written and searched, such as OriginalSystemReference',
          ),
        ]),
    ...(serviceRequests &&
    constants.serviceRequest.BUOrgId === undefined &&
    !fills('serviceRequest', 'BUOrgId')
      ? [
          warning(
            'business-unit-advised',
            'buOrgId',
            'no business unit is set; sites with several take no service request without one',
            'set buOrgId to the id of the service business unit',
          ),
        ]
      : []),
    ...(serviceRequests && message
      ? []
      : [
          warning(
            'application-cut',
            place,
            `no place takes the whole application: ${holder} is cut after ${lengths[holder] ?? 'some'} characters`,
            serviceRequests
              ? 'set message to true'
              : 'set records to service-request, or map the answers to attributes',
          ),
        ]),
    ...(takesFiles
      ? []
      : [
          warning(
            'files-stay',
            serviceRequests ? 'attachmentChild' : 'records',
            'files of applicants are not passed on; they stay in the proxy',
            'let applications become service requests, and set attachmentChild',
          ),
        ]),
  ];
}

function unreachable(error: DeliveryError, signInSetting: string): Finding {
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

function distinct(findings: readonly Finding[]): Finding[] {
  const same = (one: Finding, other: Finding) =>
    one.where === other.where && one.code === other.code && one.problem === other.problem;
  return findings.filter((finding, index) => findings.findIndex((other) => same(other, finding)) === index);
}
