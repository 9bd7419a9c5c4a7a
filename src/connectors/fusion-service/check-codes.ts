import { DeliveryError, type Finding } from '../connector.ts';
import { nearest } from '../nearest.ts';
import type { FusionServiceClient } from './client.ts';
import type { Attribute } from './describe.ts';
import { type FusionObject, resourceOf } from './mapping-target.ts';
import { rowSchema } from './wire.ts';

/** A code that deliveries send, and where it comes from. */
export interface SentCode {
  readonly object: FusionObject;
  readonly name: string;
  readonly value: string;
  readonly where: string;
}

/** Lists that are documented by their name. */
const documentedLists: Readonly<Record<string, string>> = {
  'interaction.DirectionCd': 'DirectionCdLookup',
  'interaction.StatusCd': 'StatusCdLookup',
};

/** What the value itself may be called in a row of a list. */
const valueNames = ['LookupCode', 'Code', 'Value', 'ValueId'] as const;

/** Whether the codes that are sent are in the site's lists of values. A list that cannot be read is told of once. */
export async function checkCodes(
  client: FusionServiceClient,
  codes: readonly SentCode[],
  describedBy: (object: FusionObject) => ReadonlyMap<string, Attribute> | undefined,
  signal: AbortSignal,
): Promise<Finding[]> {
  const lists = new Map<string, readonly string[] | undefined>();
  const found: Finding[] = [];
  for (const { object, name, value, where } of codes) {
    const list = describedBy(object)?.get(name)?.valueList ?? documentedLists[`${object}.${name}`];
    if (!list) continue;
    const path = `${resourceOf[object]}/lov/${list}`;
    if (!lists.has(path)) lists.set(path, await valuesOf(client, path, name, signal));
    const values = lists.get(path);
    if (!values) found.push(unread(path, where));
    else if (!values.includes(value)) {
      found.push({
        severity: 'error',
        code: 'code-missing',
        where,
        problem: `the site has no code ${value} for ${name}`,
        offers: nearest(value, values).slice(0, 5),
        fix: 'name a code that the site has, or add this one to its lookup',
      });
    }
  }
  return found;
}

async function valuesOf(
  client: FusionServiceClient,
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  try {
    const rows = await client.list('check', `${path}?onlyData=true`, rowSchema, signal);
    const values = rows.flatMap((row) => {
      const value = [...valueNames, name].map((key) => row[key]).find((each) => each !== undefined);
      return typeof value === 'string' ? [value] : [];
    });
    return values.length > 0 ? values : undefined;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return undefined;
  }
}

const unread = (path: string, where: string): Finding => ({
  severity: 'warning',
  code: 'codes-unreadable',
  where,
  problem: `the values of ${path} cannot be read, so a code that the site lacks shows only when it refuses an application`,
  offers: [],
  fix: 'let the account read the list, or compare the code by hand',
});
