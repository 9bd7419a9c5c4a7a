/** What replies of the Interaction API must look like before anything is believed. */

import * as z from 'zod/mini';

/** A session's id goes into a header again. */
export const sessionSchema = z.string().check(z.regex(/^[\x21-\x7e]{1,200}$/));

const id = z.pipe(
  z.union([z.number().check(z.refine((value: number) => Number.isSafeInteger(value))), z.string()]),
  z.pipe(z.transform(String), z.string().check(z.regex(/^\d{1,19}$/))),
);

/** One, or a list of them: with a single one, some leave the brackets out. */
const oneOrMore = <T>(schema: z.ZodMiniType<T>) =>
  z.pipe(
    z.transform((given: unknown): unknown[] => (given === undefined || given === null ? [] : [given].flat())),
    z.array(schema) as z.ZodMiniType<T[], unknown[]>,
  );

/** The value of an attribute; a tenant's own may be a number, a truth value or nothing. */
const value = z.pipe(
  z.transform((given: unknown) =>
    ['number', 'boolean'].includes(typeof given) ? String(given) : (given ?? undefined),
  ),
  z.optional(z.string()),
);

const attribute = z.object({
  attribName: z.string(),
  attribValues: z.optional(
    z.nullable(z.object({ attribValue: z.optional(oneOrMore(z.object({ value: z.optional(value) }))) })),
  ),
});

/** A custom attribute as an answer shows it. */
export type CustomAttribute = z.infer<typeof attribute>;

/** A customer as a search shows it, as far as anybody reads it. */
const customer = z.object({
  id,
  contactPersons: z.unknown(),
  customAttributes: z.optional(z.nullable(z.object({ customAttribute: z.optional(oneOrMore(attribute)) }))),
});

/** The answer to a search ("Search, read, edit"). */
export const customersSchema = z.object({ customer: z.array(customer) });

/** A refusal ("Errors"): the status, a dash and a code. Anything else in it may quote what a person typed. */
export const errorSchema = z.object({ code: z.string().check(z.regex(/^\d{3}-\d{1,6}$/)) });
