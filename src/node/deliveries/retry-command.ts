import type { DeliveryOperations, RetryOutcome } from '../../queue/delivery-operations.ts';
import { retryAll } from '../../queue/retry-all.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { SettingsError } from '../settings-error.ts';
import { UsageError } from '../usage-error.ts';
import { type FilterValues, filterFrom } from './filter-options.ts';
import { identify } from './identify.ts';
import { counted, createProgress } from './progress.ts';

const inWords: Readonly<Record<RetryOutcome, string>> = {
  due: 'is due now',
  leased: 'is under way already',
  delivered: 'is delivered already',
  erased: 'has been erased',
  unknown: 'is gone',
};

const whatFollows = 'A running proxy begins within a few seconds, others when they start.';

/** `deliveries retry`: makes the deliveries of one application due now. Resolves to the exit code. */
export async function retryCommand(
  operations: DeliveryOperations,
  options: { readonly name: string; readonly destination?: string | undefined; readonly json: boolean },
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
  const outcomes = await operations.retry(deliveries, { now: operations.now() });
  const told = deliveries.map(({ destination }, at) => ({ destination, outcome: outcomes[at] ?? 'unknown' }));
  if (options.json) print(JSON.stringify({ id, deliveries: told }));
  else for (const { destination, outcome } of told) print(`${destination}: ${inWords[outcome]}`);
  if (outcomes.includes('due')) note(whatFollows);
  return exitCodes.ok;
}

/** `deliveries retry-all`: makes due whatever waits or is in attention and fits. Resolves to the exit code. */
export async function retryAllCommand(
  operations: DeliveryOperations,
  options: FilterValues & { readonly json: boolean },
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
    const outcomes = await retryAll(operations, each, { onProgress: (done) => progress(before + done) });
    before += totals[at] ?? 0;
    due += outcomes.due;
  }
  if (options.json) print(JSON.stringify({ due }));
  else print(`${counted(due, 'delivery is', 'deliveries are')} due now`);
  if (due > 0) note(whatFollows);
  return exitCodes.ok;
}
