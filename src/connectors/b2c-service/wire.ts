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

/** The answer of `queryResults`: one item for each statement; every cell is a string or null. */
export const queryResultsSchema = z.object({
  items: z.array(z.object({ rows: z.array(z.array(z.nullable(z.string()))) })).check(z.minLength(1)),
});

/** The error body (RFC 7807). `o:errorCode` is the one member that is meant for machines, and is repeated in errors. */
export const problemSchema = z.object({
  'o:errorCode': z.string().check(z.regex(/^OSC-CREST-\d{5}$/)),
  detail: z.optional(z.nullable(z.string())),
});

/** A row's id column, or undefined where it is no id. */
export function rowId(cell: string | null | undefined): number | undefined {
  const id = idSchema.safeParse(cell);
  return id.success ? id.data : undefined;
}
