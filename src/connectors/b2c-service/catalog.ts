import * as z from 'zod/mini';
import { parse } from '../../model/issue.ts';
import type { B2cServiceClient } from './client.ts';
import { type Asked, createKnowledge, type KnowledgeOptions } from './knowledge.ts';
import { unknownIfRefused } from './menus.ts';

/** A property of a contact or an incident, as the site describes it. */
export interface Property {
  readonly type?: string | undefined;
  /** `date` or `date-time`, for text that is one. */
  readonly format?: string | undefined;
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

interface Node {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly maxLength?: unknown;
  readonly readOnly?: unknown;
  readonly isEnumerable?: unknown;
  readonly required?: unknown;
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

/**
 * What the site says of its own objects (`metadata-catalog`, JSON Schema; "Accessing Metadata"). Nested objects may be
 * described in place, by reference or under a path of their own, as custom fields are.
 */
export function createCatalog({ client, ...options }: KnowledgeOptions & { client: B2cServiceClient }) {
  const knowledge = createKnowledge<Node>(options);

  /** A description by its path below `metadata-catalog`; undefined where there is none. */
  function read(path: string, asked: Asked): Promise<Node | undefined> {
    const readIt = (signal: AbortSignal): Promise<Node | undefined> =>
      client
        .get('read-metadata', `metadata-catalog/${path}`, z.unknown(), signal, 'application/schema+json')
        // A list is described by its elements. What makes no sense to us is as good as no description.
        .then((document) => {
          const node = parse(anyNode, document);
          return 'value' in node ? node.value : undefined;
        })
        .catch(unknownIfRefused);
    return knowledge.get(path, readIt, asked);
  }

  /** The description of what `node`, found at `path`, holds: the node itself, or what it refers to. */
  async function opened(node: Node, path: string, asked: Asked): Promise<Node | undefined> {
    const seen = new Set<string>();
    let at: Node | undefined = node;
    for (let reads = 0; at && reads < maxReads; reads += 1) {
      const names = Object.keys(at.properties ?? {});
      // A list that is described as it looks when it is read says nothing of its elements.
      if (names.length > 0 && names.every((name) => ['items', 'links', 'hasMore'].includes(name))) {
        const elements: Node | undefined = at.properties?.items;
        if (!elements?.items && !elements?.properties) return undefined;
        at = elements;
        continue;
      }
      if (names.length > 0) return at;
      if (at.items) {
        at = at.items;
        continue;
      }
      const reference = referenced(at.$ref) ?? path;
      if (seen.has(reference)) return undefined;
      seen.add(reference);
      at = await read(reference, asked);
    }
    return undefined;
  }

  return {
    /** What the site says of a property, such as `contacts` and `customFields.c.cdl_type`; numbers stand for places in a list. */
    async describe(resource: string, path: readonly string[], asked: Asked): Promise<Described> {
      let node = await read(resource, asked);
      if (!node) return 'unknown';
      const walked = [resource];
      for (const segment of path) {
        if (/^\d+$/.test(segment)) continue;
        const holder: Node | undefined = await opened(node, walked.join('/'), asked);
        if (!holder?.properties) return 'unknown';
        const { properties } = holder;
        const next = Object.hasOwn(properties, segment) ? properties[segment] : undefined;
        if (!next) return { missing: segment, siblings: Object.keys(properties) };
        node = next;
        walked.push(segment);
      }
      return { property: propertyOf(node) };
    },

    /** The names of the properties without which the site takes no such object, below a path. */
    async required(resource: string, path: readonly string[], asked: Asked): Promise<readonly string[]> {
      const node = await read([resource, ...path].join('/'), asked);
      const names = Array.isArray(node?.required) ? node.required : [];
      return names.filter((name) => typeof name === 'string');
    },

    /** Whether the site has been asked for anything yet. */
    get known(): boolean {
      return knowledge.begun;
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

function propertyOf({ type, format, maxLength, readOnly, isEnumerable }: Node): Property {
  const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== 'null');
  return {
    type: types.length === 1 && typeof types[0] === 'string' ? types[0] : undefined,
    format: typeof format === 'string' ? format : undefined,
    maxLength: typeof maxLength === 'number' && maxLength > 0 ? maxLength : undefined,
    readOnly: readOnly === true,
    isEnumerable: isEnumerable === true || isEnumerable === 'true',
  };
}
