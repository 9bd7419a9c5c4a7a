import type { DeliveryOperations, RetryOptions, RetryOutcome } from '../../queue/delivery-operations.ts';
import { retryAll } from '../../queue/retry-all.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { SettingsError } from '../settings-error.ts';
import { UsageError } from '../usage-error.ts';
import { type FilterValues, filterFrom } from './filter-options.ts';
import { identify } from './identify.ts';
import { inJson } from './in-json.ts';
import { counted, createProgress } from './progress.ts';
import { untilInWords } from './span.ts';

const said: Readonly<Record<RetryOutcome, string>> = {
  due: 'is due',
  leased: 'is under way already',
  delivered: 'is delivered already',
  erased: 'has been erased',
  unknown: 'is gone',
};

const whatFollows =
  'A running proxy sees it within seconds, unless it leaves the site alone for a while; others do when they start.';

/** What has to be known of workers. */
type Workers = Pick<RetryOptions, 'leaseMs' | 'settleMs'>;

/** `deliveries retry`: makes the deliveries of one application due now. Resolves to the exit code. */
export async function retryCommand(
  operations: DeliveryOperations,
  options: {
    readonly name: string;
    readonly workers: Workers;
    readonly destination?: string | undefined;
    readonly json: boolean;
  },
  { print, note }: CommandOutput,
): Promise<number> {
  const id = await identify(operations, options.name);
  const application = await operations.show(id);
  const deliveries = (application?.deliveries ?? [])
    .filter(({ destination }) => options.destination === undefined || destination === options.destination)
    .map(({ destination }) => ({ id, destination }));
  if (deliveries.length === 0) {
    throw new SettingsError('there is no such delivery of this application; deliveries show lists them all');
  }
  const outcomes = await operations.retry(deliveries, { ...options.workers, now: operations.now() });
  const dueAt = new Map(
    (await operations.show(id))?.deliveries.map((each) => [each.destination, each.dueAt]),
  );
  const told = deliveries.map(({ destination }, at) => {
    const outcome = outcomes[at] ?? 'unknown';
    return { destination, outcome, ...(outcome === 'due' && { dueAt: dueAt.get(destination) }) };
  });
  if (options.json) print(JSON.stringify(inJson({ id, deliveries: told })));
  else {
    for (const { destination, outcome, dueAt: at = 0 } of told) {
      const when = outcome === 'due' ? ` ${untilInWords(at, operations.now())}` : '';
      print(`${destination}: ${said[outcome]}${when}`);
    }
  }
  if (outcomes.includes('due')) note(whatFollows);
  return exitCodes.ok;
}

/** `deliveries retry-all`: makes due whatever waits or is in attention and fits. Resolves to the exit code. */
export async function retryAllCommand(
  operations: DeliveryOperations,
  options: FilterValues & { readonly workers: Workers; readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  const filter = await filterFrom(options, operations.now());
  if (filter.state === 'leased' || filter.state === 'delivered') {
    throw new UsageError('--state must be attention or queued here: nothing else can be tried again');
  }
  // What has been queued by this very run is not looked at again.
  const filters = (filter.state ? [filter.state] : (['queued', 'attention'] as const)).map((state) => {
    return { ...filter, state };
  });
  const totals = await Promise.all(filters.map((each) => operations.count(each)));
  const progress = createProgress(
    note,
    totals.reduce((sum, total) => sum + total, 0),
  );
  let before = 0;
  let due = 0;
  for (const [at, each] of filters.entries()) {
    const outcomes = await retryAll(operations, each, {
      ...options.workers,
      onProgress: (done) => progress(before + done),
    });
    before += totals[at] ?? 0;
    due += outcomes.due;
  }
  if (options.json) print(JSON.stringify({ due }));
  else print(`${counted(due, 'delivery is', 'deliveries are')} tried again`);
  if (due > 0) note(whatFollows);
  return exitCodes.ok;
}
