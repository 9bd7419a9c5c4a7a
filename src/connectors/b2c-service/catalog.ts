import * as z from 'zod/mini';
import { parse } from '../../model/issue.ts';
import type { B2cServiceClient } from './client.ts';
import { SiteRefusal } from './failure.ts';

/** A property of a contact or an incident, as the site describes it. */
export interface Property {
  readonly type?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly readOnly?: boolean | undefined;
  /** It takes values of a menu. */
  readonly isEnumerable?: boolean | undefined;
}

/** `missing` names what the site has in its place; `unknown`: the site does not say. */
export type Described =
  | { readonly property: Property }
  | { readonly missing: string; readonly siblings: readonly string[] }
  | 'unknown';

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Read again unless that was done moments ago. Default: false. */
  readonly fresh?: boolean;
  /** Read again unless it was read after this time, in milliseconds since 1970. Default: 0. */
  readonly since?: number | undefined;
}

interface Node {
  readonly type?: unknown;
  readonly maxLength?: unknown;
  readonly readOnly?: unknown;
  readonly isEnumerable?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly $ref?: unknown;
}

const anyNode: z.ZodMiniType<Node> = z.looseObject({
  properties: z.optional(
    z.record(
      z.string(),
      z.lazy(() => anyNode),
    ),
  ),
  items: z.optional(z.lazy(() => anyNode)),
}) as never;

/** No path that we map is deeper; references that lead round in circles end here. */
const maxReads = 8;

export interface CatalogOptions {
  readonly client: B2cServiceClient;
  /** How long a description is taken to be as it was read, in milliseconds. Default: two hours. */
  readonly lifetimeMs?: number | undefined;
  /** How old it must be to be read again because a property is not in it, in milliseconds. Default: 10,000. */
  readonly missMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

/**
 * What the site says of its own objects (`metadata-catalog`, JSON Schema; "Accessing Metadata"). Nested objects may be
 * described in place, by reference or under a path of their own, as custom fields are; each description is read once.
 */
export function createCatalog(options: CatalogOptions) {
  const { client, lifetimeMs = 7_200_000, missMs = 10_000, now = Date.now } = options;
  const documents = new Map<
    string,
    { readonly reading: Promise<Node | undefined>; readonly readAt: number }
  >();

  /** A description by its path below `metadata-catalog`; undefined where there is none. */
  function read(path: string, { signal, fresh = false, since = 0 }: ReadOptions): Promise<Node | undefined> {
    const known = documents.get(path);
    const notBefore = Math.max(since, now() - (fresh ? missMs : lifetimeMs));
    if (known && known.readAt > notBefore) return known.reading;
    const reading = client
      .get('read-metadata', `metadata-catalog/${path}`, z.unknown(), signal, 'application/schema+json')
      // A list is described by its elements. What makes no sense to us is as good as no description.
      .then((document) => {
        const node = parse(anyNode, document);
        return 'value' in node ? node.value : undefined;
      })
      .catch((error: unknown) => {
        const absent = error instanceof SiteRefusal && error.kind !== 'retry' && error.status !== 401;
        if (absent) return undefined;
        documents.delete(path);
        throw error;
      });
    documents.set(path, { reading, readAt: now() });
    return reading;
  }

  /** The properties of what `node` describes, found at `path`. */
  async function children(node: Node, path: string, options: ReadOptions) {
    const seen = new Set<string>();
    let at: Node | undefined = node;
    for (let reads = 0; at && reads < maxReads; reads += 1) {
      if (at.properties && Object.keys(at.properties).length > 0) return at.properties;
      if (at.items) {
        at = at.items;
        continue;
      }
      const reference = referenced(at.$ref) ?? path;
      if (seen.has(reference)) return undefined;
      seen.add(reference);
      at = await read(reference, options);
    }
    return undefined;
  }

  return {
    /**
     * What the site says of a property, such as `contacts` and `customFields.c.cdl_type`; numbers stand for places in a
     * list.
     */
    async describe(resource: string, path: readonly string[], options: ReadOptions): Promise<Described> {
      let node = await read(resource, options);
      if (!node) return 'unknown';
      const walked = [resource];
      for (const segment of path) {
        if (/^\d+$/.test(segment)) continue;
        const properties: Readonly<Record<string, Node>> | undefined = await children(
          node,
          walked.join('/'),
          options,
        );
        if (!properties) return 'unknown';
        const next = Object.hasOwn(properties, segment) ? properties[segment] : undefined;
        if (!next) return { missing: segment, siblings: Object.keys(properties) };
        node = next;
        walked.push(segment);
      }
      return { property: propertyOf(node) };
    },

    /** Whether the site has described anything yet. */
    get known(): boolean {
      return documents.size > 0;
    },
  };
}

export type Catalog = ReturnType<typeof createCatalog>;

/** The path below `metadata-catalog` that a reference leads to; other places are not ours to read. */
function referenced(reference: unknown): string | undefined {
  if (typeof reference !== 'string') return undefined;
  const path = /(?:^|\/)metadata-catalog\/([\w./-]+)$/.exec(reference)?.[1];
  return path?.includes('..') ? undefined : path;
}

function propertyOf({ type, maxLength, readOnly, isEnumerable }: Node): Property {
  const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== 'null');
  return {
    type: types.length === 1 && typeof types[0] === 'string' ? types[0] : undefined,
    maxLength: typeof maxLength === 'number' && maxLength > 0 ? maxLength : undefined,
    readOnly: readOnly === true,
    isEnumerable: isEnumerable === true || isEnumerable === 'true',
  };
}
