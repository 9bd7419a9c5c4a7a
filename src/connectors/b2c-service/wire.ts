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

/** The error body (RFC 7807). `o:errorCode` is the one member that is meant for machines, and is repeated in errors. */
export const problemSchema = z.object({
  'o:errorCode': z.string().check(z.regex(/^OSC-CREST-\d{5}$/)),
  status: z.optional(z.unknown()),
  detail: z.optional(z.nullable(z.string())),
});

/** A value of a menu. Menus number their values from 0. */
const menuValueSchema = z.object({
  id: z.pipe(
    z.transform((id: unknown) => Number(id)),
    z.number().check(z.refine((id: number) => Number.isSafeInteger(id) && id >= 0)),
  ),
  lookupName: z.string(),
});

/** A page of the values of a menu ("Managing Named IDs"), or of a collection that serves as one. */
export const menuPageSchema = z.object({
  items: z.array(menuValueSchema),
  hasMore: z.optional(z.nullable(z.boolean())),
});

/** A country with its provinces; sites list them plainly, or as a list that was expanded. */
export const countrySchema = z.object({
  provinces: z.union([
    z.array(menuValueSchema),
    z.pipe(
      z.object({ items: z.array(menuValueSchema) }),
      z.transform(({ items }) => items),
    ),
  ]),
});

/** The listing of an incident's files, expanded or asked for with `fields`. */
export const filesSchema = z.object({
  items: z.array(
    z.looseObject({ fileName: z.optional(z.nullable(z.string())), size: z.optional(z.unknown()) }),
  ),
});

/** A span in seconds. RFC 6749 wants a number; some identity providers write its digits as text. */
const secondsSchema = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d{1,9}$/))]),
  z.pipe(
    z.transform((seconds: number | string) => Number(seconds)),
    z.number().check(z.gt(0)),
  ),
);

/** The token of an identity provider (RFC 6749, 5.1). */
export const tokenSchema = z.object({
  access_token: z.string().check(z.regex(/^[\x21-\x7e]+$/)),
  expires_in: z.optional(z.nullable(secondsSchema)),
});

/** A row's id column, or undefined where it is no id. */
export function rowId(cell: string | null | undefined): number | undefined {
  const id = idSchema.safeParse(cell);
  return id.success ? id.data : undefined;
}
