import type { Json, JsonObject } from '../json.ts';
import type { ObjectId } from './object-id.ts';

/** Absolute addresses of one version of the API on the simulated site. */
export interface Addresses {
  /** Up to and without the last slash: `https://host/services/rest/connect/v1.4`. */
  base: string;
}

/** The three links that every object carries, and every reference to one: itself, its own place, its schema. */
export function objectLinks({ base }: Addresses, self: string, collection: string, id: ObjectId): Json[] {
  return [
    { rel: 'self', href: self },
    { rel: 'canonical', href: `${base}/${collection}/${id}` },
    schemaLink({ base }, collection),
  ];
}

/** The link to the schema of a collection. */
export function schemaLink({ base }: Addresses, collection: string): JsonObject {
  return {
    rel: 'describedby',
    href: `${base}/metadata-catalog/${collection}`,
    mediaType: 'application/schema+json',
  };
}

/** The links that stand in place of a list. */
export function listLinks(self: string, elementId: string): Json[] {
  return [
    { rel: 'self', href: self },
    { rel: 'full', href: `${self}/{${elementId}}`, templated: true },
  ];
}
