/** What replies of the Connect REST API must look like before anything is believed. */

import * as z from 'zod/mini';

/** A 64-bit id: a number, or a numeric string; beyond 2^53 a number would no longer be the one that was sent. */
const idSchema = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d{1,16}$/))]),
  z.pipe(
    z.transform((id: number | string) => Number(id)),
    z.number().check(z.refine((id: number) => Number.isSafeInteger(id) && id > 0)),
  ),
);

/** A created or read object; more properties are there and of no interest. */
export const objectSchema = z.object({ id: idSchema });

export const incidentSchema = z.object({
  id: idSchema,
  referenceNumber: z.optional(z.nullable(z.string())),
});

/** A read contact: its properties are compared by path, so all of them are kept. */
export const contactSchema = z.looseObject({ id: idSchema });

/** The answer of `queryResults`: one item for each statement; every cell is a string or null. */
export const queryResultsSchema = z.object({
  items: z.array(z.object({ rows: z.array(z.array(z.nullable(z.string()))) })).check(z.minLength(1)),
});

/**
 * The error body (RFC 7807). `o:errorCode` is the one member that is meant for machines, and is repeated in errors; a
 * gateway's problem may do without.
 */
export const problemSchema = z.union([
  z.object({
    'o:errorCode': z.string().check(z.regex(/^OSC-CREST-\d{5}$/)),
    detail: z.optional(z.nullable(z.string())),
  }),
  z.object({
    'o:errorCode': z.optional(z.undefined()),
    title: z.string(),
    status: z.number().check(z.gte(400), z.lt(600)),
    detail: z.optional(z.nullable(z.string())),
  }),
]);

export interface MenuValue {
  readonly id: number;
  readonly lookupName: string;
}

/** A value of a menu. Menus number their values from 0. */
const menuValueSchema = z.object({
  id: z.pipe(
    z.transform((id: unknown) =>
      typeof id === 'number' || typeof id === 'string' ? Number(id) : Number.NaN,
    ),
    z.number().check(z.refine((id: number) => Number.isSafeInteger(id) && id >= 0)),
  ),
  lookupName: z.string(),
});

/** What has no id or no name is no value that could be sent, and keeps none of the others from being known. */
const menuValuesSchema = z.pipe(
  z.array(z.unknown()),
  z.transform((items: unknown[]): MenuValue[] =>
    items.flatMap((item) => {
      const value = menuValueSchema.safeParse(item);
      return value.success ? [value.data] : [];
    }),
  ),
);

/** A page of the values of a menu ("Managing Named IDs"), or of a collection that serves as one. */
export const menuPageSchema = z.pipe(
  z.object({ items: menuValuesSchema, hasMore: z.optional(z.unknown()), links: z.optional(z.unknown()) }),
  z.transform(({ items, hasMore, links }) => ({ items, more: hasMore === true || hasNext(links) })),
);

function hasNext(links: unknown): boolean {
  return Array.isArray(links) && links.some((link) => (link as { rel?: unknown } | null)?.rel === 'next');
}

/** The provinces of a country; sites list them plainly, or as a list that was expanded. */
export const countrySchema = z.pipe(
  z.object({ provinces: z.union([menuValuesSchema, z.object({ items: menuValuesSchema })]) }),
  z.transform(({ provinces }): MenuValue[] => (Array.isArray(provinces) ? provinces : provinces.items)),
);

/** The listing of an incident's files ("Managing File Attachments"): a link to the description of each. */
export const filesSchema = z.object({ items: z.array(z.object({ href: z.string() })) });

/** The description of a file. Not every site tells the size. */
export const fileSchema = z.object({
  fileName: z.string(),
  size: z.optional(z.unknown()),
});

/** What proves that a file was taken: an object of its own, with an id, an address or the name. */
export const attachedSchema = z.union([
  z.looseObject({ id: idSchema }),
  z.looseObject({ links: z.array(z.unknown()) }),
  z.looseObject({ fileName: z.string() }),
]);

/** A row's id column, or undefined where it is no id. */
export function rowId(cell: string | null | undefined): number | undefined {
  const id = idSchema.safeParse(cell);
  return id.success ? id.data : undefined;
}
