/** What replies of the Fusion Service REST API must look like before anything is believed. */

import * as z from 'zod/mini';

/** A 64-bit id, as its digits: beyond 2^53 `parseExactJson` hands on a `bigint`. */
export const idSchema = z.pipe(
  z.union([z.bigint(), z.number().check(z.refine(Number.isSafeInteger)), z.string()]),
  z.pipe(
    z.transform((id: bigint | number | string) => String(id)),
    z.string().check(z.regex(/^[1-9]\d{0,18}$/)),
  ),
);

/** A number that people call a record by: text, though a site may write one of digits alone as a number. */
export const numberSchema = z.pipe(
  z.union([z.string(), z.bigint(), z.number().check(z.refine(Number.isSafeInteger))]),
  z.transform((number: string | bigint | number) => String(number)),
);

/** One that is the key of a path, such as `SR0000012345`; it is put into paths encoded. */
const keySchema = z.pipe(numberSchema, z.string().check(z.regex(/^(?!\.{1,2}$)[^\p{Cc}]{1,100}$/u)));

const textSchema = z.optional(z.nullable(z.string()));
const optionalId = z.optional(z.nullable(idSchema));

/** A contact, made or found. More attributes are there and of no interest. */
export const contactSchema = z.object({
  PartyId: idSchema,
  PartyNumber: keySchema,
  EmailAddress: textSchema,
});

/** A contact that was read whole: its attributes are compared by name. */
export const wholeContactSchema = z.looseObject({ PartyId: idSchema });

export const serviceRequestSchema = z.object({ SrId: idSchema, SrNumber: keySchema });

/** A service request that was looked for. What it is found by is compared by name, so all attributes are kept. */
export const foundServiceRequestSchema = z.looseObject({
  SrId: idSchema,
  SrNumber: keySchema,
  PrimaryContactPartyId: optionalId,
});

export const interactionSchema = z.looseObject({
  InteractionId: idSchema,
  InteractionNumber: z.optional(z.nullable(numberSchema)),
});

export const referenceSchema = z.object({ ObjectTypeCd: z.string(), ObjectId: idSchema });

/** A reference that was made: an object of its own. */
export const madeReferenceSchema = z.looseObject({ ReferenceId: idSchema });

export const messageSchema = z.looseObject({ MessageContent: textSchema, MessageTypeCd: textSchema });

/** A message that was made. */
export const madeMessageSchema = z.looseObject({ MessageId: idSchema });

/** Some attribute of it, since what a row that was made looks like is not documented everywhere. */
export const rowSchema = z
  .record(z.string(), z.unknown())
  .check(z.refine((row: Record<string, unknown>) => Object.keys(row).length > 0));

/** A page of a collection. `count` says how many items it has; a server may hand out fewer than it was asked for. */
export const pageSchema = z.object({
  items: z.array(z.unknown()),
  hasMore: z.optional(z.nullable(z.boolean())),
});

const errorText = z.optional(z.nullable(z.union([z.string(), z.number()])));

/** The body of an error in the media type of errors. Each detail may name a code and an attribute. */
export const problemSchema = z.object({
  title: errorText,
  status: errorText,
  'o:errorCode': errorText,
  'o:errorPath': errorText,
  'o:errorDetails': z.optional(
    z.nullable(z.array(z.object({ detail: errorText, 'o:errorCode': errorText, 'o:errorPath': errorText }))),
  ),
});
