import * as z from 'zod/mini';
import { parse } from '../../model/issue.ts';
import type { HttpReply } from '../http-client.ts';
import { type CustomAttribute, customersSchema, errorSchema } from './wire.ts';

/** A customer who is there, as far as anybody reads it. */
export interface FoundCustomer {
  readonly id: string;
  /** The e-mail addresses of the contact persons, in small letters; none where the answer shows none. */
  readonly emails: readonly string[];
  /** The contact persons by their ids, in the shape of an edit that names them. */
  readonly persons: readonly object[];
  /** The values of the customer's custom attributes, by name. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** How bodies are written and read. */
export interface Format {
  readonly mediaType: string;
  /** A customer, given in the shape of the vendor's JSON. */
  write(customer: Readonly<Record<string, unknown>>): string;
  /** The customers in the answer to a search; undefined where it is no such answer. */
  readCustomers(reply: HttpReply): readonly FoundCustomer[] | undefined;
  /** Whether it is written in this format, whatever it says: a page or a line of text comes from a gateway. */
  isOwn(reply: HttpReply): boolean;
  /** The code of a refusal, such as `400-101`, if it names one. */
  readCode(reply: HttpReply): string | undefined;
}

/** JSON, the format that is asked for by default. */
export const jsonFormat: Format = {
  mediaType: 'application/json',
  write: (customer) => JSON.stringify(customer),
  readCustomers({ json }) {
    const parsed = parse(customersSchema, json);
    return 'issues' in parsed ? undefined : foundIn(parsed.value);
  },
  isOwn: ({ json }) => typeof json === 'object' && json !== null,
  readCode({ json }) {
    const parsed = parse(errorSchema, json);
    return 'issues' in parsed ? undefined : parsed.value.code;
  },
};

/** Customers as the schema has them, in fewer words. */
export function foundIn({ customer }: ReturnType<typeof customersSchema.parse>): FoundCustomer[] {
  return customer.map(({ id, contactPersons, customAttributes }) => ({
    id,
    emails: addressesIn(contactPersons),
    persons: personsIn(contactPersons),
    attributes: valuesByName(customAttributes?.customAttribute ?? []),
  }));
}

/** The e-mail addresses below contact persons and their contact points, whatever else stands there. */
function addressesIn(given: unknown): string[] {
  if (Array.isArray(given)) return given.flatMap(addressesIn);
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, content]) =>
    name === 'emailAddress' && typeof content === 'string' ? [content.toLowerCase()] : addressesIn(content),
  );
}

/** The ids of contact persons and their contact points; nothing where the answer shows none. */
function personsIn(given: unknown): object[] {
  return childrenIn(given, 'contactPerson').map(({ id, contactPoints }) => {
    const points = childrenIn(contactPoints, 'contactPoint').map((point) => ({ id: point.id }));
    return { id, ...(points.length > 0 && { contactPoints: { contactPoint: points } }) };
  });
}

const hasId = z.looseObject({ id: z.pipe(z.union([z.string(), z.number()]), z.transform(String)) });

/** The members of a list that have an id. */
function childrenIn(
  list: unknown,
  name: string,
): { readonly id: string; readonly contactPoints?: unknown }[] {
  const children: unknown = typeof list === 'object' && list !== null ? list[name as never] : undefined;
  return [children].flat().flatMap((child) => {
    const parsed = hasId.safeParse(child);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Each value may stand in an entry of its own. */
function valuesByName(entries: readonly CustomAttribute[]): Record<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const { attribName, attribValues } of entries) {
    const values = (attribValues?.attribValue ?? []).flatMap(({ value }) => value ?? []);
    byName.set(attribName, [...(byName.get(attribName) ?? []), ...values]);
  }
  return Object.fromEntries(byName);
}
