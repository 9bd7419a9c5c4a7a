import type { DeliveryFilter } from '../queue/delivery-operations.ts';
import { erasedError } from '../queue/erasure.ts';
import type { SearchHash } from './search-hash.ts';

type Value = string | number;

interface Condition {
  readonly where: string;
  readonly values: readonly Value[];
  /** Names no more than a few applications. */
  readonly narrow: boolean;
}

/** Which column is compared with which member of a filter, and how. */
const comparisons: Readonly<Record<Exclude<keyof DeliveryFilter, 'state'>, string>> = {
  id: 'a.id =',
  reference: 'a.reference =',
  email: 'a.email_hash =',
  phone: 'a.phone_hash =',
  destination: 'd.destination =',
  receivedFrom: 'a.received_at >=',
  receivedBefore: 'a.received_at <',
};

const narrowing = ['id', 'reference', 'email', 'phone'] as const;

/**
 * The condition of a filter, on applications `a` and deliveries `d`. The hash is asked for where it takes one.
 * `placeholder` writes the place of a value, counted from 1. Default: as SQLite has it.
 */
export function conditionOf(
  { state, ...filter }: DeliveryFilter,
  hash: () => SearchHash,
  placeholder: (position: number) => string = () => '?',
): Condition {
  const { email, phone } = filter;
  const hashed = {
    ...filter,
    ...(email !== undefined && { email: hash().email(email) }),
    ...(phone !== undefined && { phone: hash().phone(phone) }),
  };
  const given = Object.entries(hashed).filter((entry): entry is [keyof typeof filter, Value] => {
    return entry[1] !== undefined;
  });
  const parts = given.map(([member], at) => `${comparisons[member]} ${placeholder(at + 1)}`);
  // Written out, not bound: an index on part of a table is used only where it is seen to suffice.
  if (state) parts.push(`d.state = '${state}'`);
  if (state === 'attention') parts.push(`d.last_error IS DISTINCT FROM '${erasedError}'`);
  return {
    where: parts.join(' AND ') || 'true',
    values: given.map(([, value]) => value),
    narrow: narrowing.some((member) => filter[member] !== undefined),
  };
}
