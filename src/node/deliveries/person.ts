import type { DeliveryOperations, DeliverySummary } from '../../queue/delivery-operations.ts';
import { UsageError } from '../usage-error.ts';
import { identify } from './identify.ts';
import { normalNumber } from './normal-number.ts';

export interface Person {
  /** Ids or references of applications. */
  readonly names: readonly string[];
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

const pageSize = 1_000;

/**
 * The ids of all applications that an operator means: those that are named, and those that were sent under the e-mail
 * address or the telephone number. Throws UsageError where nobody is meant.
 */
export async function applicationsOf(
  operations: DeliveryOperations,
  { names, email, phone }: Person,
): Promise<string[]> {
  if (names.length === 0 && email === undefined && phone === undefined) {
    throw new UsageError('say whose: ids or references of applications, --email ADDRESS or --phone NUMBER');
  }
  const ids = new Set<string>();
  for (const name of names) ids.add(await identify(operations, name));
  for (const filter of [
    email !== undefined && { email },
    phone !== undefined && { phone: await normalNumber(phone) },
  ]) {
    if (!filter) continue;
    let page: readonly DeliverySummary[] = [];
    do {
      const after = page.at(-1);
      page = await operations.list(filter, { limit: pageSize, ...(after && { after }) });
      for (const { id } of page) ids.add(id);
    } while (page.length === pageSize);
  }
  return [...ids];
}
