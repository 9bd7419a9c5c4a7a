import * as z from 'zod/mini';
import type { FusionServiceClient } from './client.ts';

/** An attribute of a resource, as far as the site describes it; every member but the name may be missing. */
export interface Attribute {
  readonly name: string;
  /** `string`, `integer`, `boolean` … in small letters. */
  readonly type: string | undefined;
  readonly maxLength: number | undefined;
  readonly readOnly: boolean;
  /** The site takes no row without a value, and has none of its own for it. */
  readonly mandatory: boolean;
  readonly queryable: boolean;
  /** The list of values below the resource, such as `StatusCdLookup`. */
  readonly valueList: string | undefined;
}

const flag = z.optional(z.unknown());
const lengthSchema = z.optional(z.nullable(z.union([z.number(), z.string()])));

const attributeSchema = z.looseObject({
  name: z.string(),
  type: z.optional(z.nullable(z.string())),
  maxLength: lengthSchema,
  precision: lengthSchema,
  updatable: flag,
  updateable: flag,
  mandatory: flag,
  required: flag,
  queryable: flag,
  allowChanges: flag,
  hasDefaultValueExpression: flag,
  lov: flag,
});

/**
 * Reads what a resource says of its attributes (`describe`). That it exists is known, its shape in detail is not: what
 * cannot be read is undefined, and complains of nothing.
 */
export async function describeResource(
  client: FusionServiceClient,
  resource: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Attribute> | undefined> {
  const { json } = await client.read('describe', `${resource}/describe`, signal);
  const list = attributesIn(json, resource);
  if (!list) return undefined;
  const attributes = list.flatMap((each): Attribute[] => {
    const parsed = attributeSchema.safeParse(each);
    if (!parsed.success) return [];
    const { data } = parsed;
    const type = data.type?.toLowerCase();
    const length = Number(data.maxLength ?? (type === 'string' ? data.precision : undefined) ?? Number.NaN);
    const updatable = data.updatable ?? data.updateable;
    return [
      {
        name: data.name,
        type,
        maxLength: length > 0 && Number.isFinite(length) ? length : undefined,
        readOnly: no(updatable) && !/create|insert/i.test(String(data.allowChanges ?? '')),
        mandatory:
          (yes(data.mandatory) || yes(data.required)) &&
          !no(updatable) &&
          !yes(data.hasDefaultValueExpression),
        queryable: !no(data.queryable),
        valueList: nameIn(data.lov),
      },
    ];
  });
  return attributes.length > 0 ? new Map(attributes.map((each) => [each.name, each])) : undefined;
}

const yes = (value: unknown) => value === true || value === 'true';
const no = (value: unknown) => value === false || value === 'false';

/** The attributes stand under the name of the resource, or under its item. */
function attributesIn(json: unknown, resource: string): readonly unknown[] | undefined {
  const own = at(at(json, 'Resources'), resource);
  for (const place of [own, at(own, 'item'), at(own, 'collection'), json]) {
    const attributes = at(place, 'attributes');
    if (Array.isArray(attributes)) return attributes;
    // By name rather than in a list.
    if (isObject(attributes))
      return Object.entries(attributes).map(([name, value]) => ({ name, ...asObject(value) }));
  }
  return undefined;
}

const asObject = (value: unknown): object => (isObject(value) ? value : {});

/** The last segment of whatever names the list. */
function nameIn(lov: unknown): string | undefined {
  const name = typeof lov === 'string' ? lov : (at(lov, 'childRef') ?? at(lov, 'name') ?? at(lov, 'href'));
  return typeof name === 'string' ? /(\w+)\/?$/.exec(name)?.[1] : undefined;
}

const at = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
