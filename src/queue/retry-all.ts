import type {
  DeliveryFilter,
  DeliveryOperations,
  DeliverySummary,
  RetryOptions,
  RetryOutcome,
} from './delivery-operations.ts';

export interface RetryAllOptions extends Omit<RetryOptions, 'now'> {
  /** How many deliveries a transaction takes at the most: workers wait for it. Default: 200. */
  readonly atOnce?: number;
  /** Told after each transaction how many deliveries have been looked at. Default: nobody. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Makes due whatever the filter lets through, transaction by transaction: what has been done stays done when it is
 * broken off, and doing it again does no harm. Resolves to how many deliveries had which outcome.
 */
export async function retryAll(
  operations: DeliveryOperations,
  filter: DeliveryFilter,
  { atOnce = 200, onProgress = () => {}, ...options }: RetryAllOptions,
): Promise<Readonly<Record<RetryOutcome, number>>> {
  const outcomes = { due: 0, leased: 0, delivered: 0, erased: 0, unknown: 0 };
  let done = 0;
  let page: readonly DeliverySummary[] = [];
  do {
    const after = page.at(-1);
    page = await operations.list(filter, { limit: atOnce, ...(after && { after }) });
    for (const outcome of await operations.retry(page, { ...options, now: operations.now() }))
      outcomes[outcome] += 1;
    done += page.length;
    onProgress(done);
  } while (page.length === atOnce);
  return outcomes;
}
