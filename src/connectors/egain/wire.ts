/** What replies of the Interaction API must look like before anything is believed. */

import * as z from 'zod/mini';

/** A session's id goes into a header again. */
export const sessionSchema = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/));

const id = z.pipe(
  z.union([z.number().check(z.refine((value: number) => Number.isSafeInteger(value))), z.string()]),
  z.pipe(z.transform(String), z.string().check(z.regex(/^\d{1,19}$/))),
);

const attribute = z.object({
  attribName: z.string(),
  attribValues: z.optional(
    z.object({ attribValue: z.optional(z.array(z.object({ value: z.optional(z.string()) }))) }),
  ),
});

/** A customer as a search shows it, as far as anybody reads it. */
const customer = z.object({
  id,
  customAttributes: z.optional(z.object({ customAttribute: z.optional(z.array(attribute)) })),
});

/** The answer to a search ("Search, read, edit"). */
export const customersSchema = z.object({ customer: z.array(customer) });

/** A refusal ("Errors"): the status, a dash and a code. Anything else in it may quote what a person typed. */
export const errorSchema = z.object({ code: z.string().check(z.regex(/^\d{3}-\d{1,6}$/)) });
