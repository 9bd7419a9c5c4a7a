import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import { NoReply } from '../http-client.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { checkAccess, checkLookups, checkSight, unreachable } from './check-access.ts';
import { checkCodes, type SentCode } from './check-codes.ts';
import { checkFields } from './check-fields.ts';
import { checkSettings } from './check-settings.ts';
import { type CheckedLine, fixedValues, linesFor } from './checked-line.ts';
import type { CheckedSite } from './checked-site.ts';
import { settingOf } from './constants.ts';
import { type Attribute, describeResource } from './describe.ts';
import { type FusionObject, resourceOf } from './mapping-target.ts';

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
    const own = checkSettings(site, lines);
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
      const queues = await checkQueues(site, lines, signal);
      return distinct([...found, ...codes, ...queues, ...own]);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return [unreachable(error, site.signInSetting)];
    }
  };
}

async function describe(
  { client }: CheckedSite,
  object: FusionObject,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Attribute> | undefined> {
  try {
    return await describeResource(client, resourceOf[object], signal);
  } catch (error) {
    // Sites describe what they have at length; what is too long says nothing against them.
    const tooLong =
      error instanceof DeliveryError && error.cause instanceof NoReply && error.cause.kind === 'too-large';
    if (tooLong || (error instanceof SiteRefusal && isAboutThisOne(error))) return undefined;
    throw error;
  }
}

/** Whether a refusal says something of what was asked for, and nothing of the site or the credential. */
const isAboutThisOne = ({ kind, status }: SiteRefusal) => kind !== 'retry' && status !== 401;

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
    filled: Object.fromEntries(Object.keys(constants).map((each) => [each, settingOf(object, each) ?? each])),
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
        ? [{ object, name, value: String(value), where: settingOf(object, name) ?? name }]
        : [],
    ),
  );
  const mapped = lines.flatMap((line): SentCode[] => {
    const { object, name, where } = line;
    return name === 'Country' ? [] : fixedValues(line).map((value) => ({ object, name, value, where }));
  });
  return [...set, ...mapped];
}

/** Every queue that deliveries name, by the setting or the mapping. */
async function checkQueues(
  { client, constants }: CheckedSite,
  lines: readonly CheckedLine[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const mapped = lines.filter(({ name }) => name === 'QueueId');
  const set = mapped.length > 0 ? undefined : constants.serviceRequest.QueueId;
  const queues = [
    ...(set === undefined ? [] : [{ id: String(set), where: 'queueId' }]),
    ...mapped.flatMap((line) => fixedValues(line).map((id) => ({ id, where: line.where }))),
  ];
  const found: Finding[] = [];
  for (const { id, where } of queues) {
    try {
      await client.read('check', `queues/${encodeURIComponent(id)}`, signal);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || !isAboutThisOne(error)) throw error;
      const gone = error.status === 404 || error.status === 400;
      found.push({
        severity: gone ? 'error' : 'warning',
        code: gone ? 'queue-missing' : 'queue-unreadable',
        where,
        problem: gone ? `the site has no queue ${id}` : `queue ${id} cannot be read (status ${error.status})`,
        offers: [],
        fix: 'name the id of a queue that is enabled, and let the account see it',
      });
    }
  }
  return found;
}

function distinct(findings: readonly Finding[]): Finding[] {
  const same = (one: Finding, other: Finding) =>
    one.where === other.where && one.code === other.code && one.problem === other.problem;
  return findings.filter((finding, index) => findings.findIndex((other) => same(other, finding)) === index);
}
