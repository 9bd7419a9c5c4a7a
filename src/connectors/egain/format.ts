import { parse } from '../../model/issue.ts';
import type { HttpReply } from '../http-client.ts';
import { customersSchema, errorSchema } from './wire.ts';

/** A customer who is there, as far as anybody reads it. */
export interface FoundCustomer {
  readonly id: string;
  /** The e-mail addresses of the contact persons, in small letters; none where the answer shows none. */
  readonly emails: readonly string[];
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
  readCode({ json }) {
    const parsed = parse(errorSchema, json);
    return 'issues' in parsed ? undefined : parsed.value.code;
  },
};

/** Customers as the schema has them, in fewer words. */
export function foundIn({ customer }: ReturnType<typeof customersSchema.parse>): FoundCustomer[] {
  return customer.map(({ id, contactPersons, customAttributes }) => ({
    id,
    emails: contactPersons,
    attributes: Object.fromEntries(
      (customAttributes?.customAttribute ?? []).map(({ attribName, attribValues }) => [
        attribName,
        (attribValues?.attribValue ?? []).flatMap(({ value }) => value ?? []),
      ]),
    ),
  }));
}
