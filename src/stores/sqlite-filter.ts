import type { DeliveryFilter } from '../queue/delivery-operations.ts';

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
  destination: 'd.destination =',
  receivedFrom: 'a.received_at >=',
  receivedBefore: 'a.received_at <',
};

/** The condition of a filter, on applications `a` and deliveries `d`. */
export function conditionOf({ state, ...filter }: DeliveryFilter): Condition {
  const given = Object.entries(filter).filter((entry): entry is [keyof typeof filter, Value] => {
    return entry[1] !== undefined;
  });
  const parts = given.map(([member]) => `${comparisons[member]} ?`);
  // Written out, not bound: SQLite uses an index on part of a table only where it sees that it suffices.
  if (state) parts.push(`d.state = '${state}'`);
  return {
    where: parts.join(' AND ') || 'true',
    values: given.map(([, value]) => value),
    narrow: filter.id !== undefined || filter.reference !== undefined,
  };
}
