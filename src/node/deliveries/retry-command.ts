import type { DeliveryState } from '../../queue/delivery.ts';
import type {
  DeliveryFilter,
  DeliveryOperations,
  RetryOptions,
  RetryOutcome,
} from '../../queue/delivery-operations.ts';
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

/** What came of it; what no worker would take up is left as it is, so that it does not wait for good. */
type Outcome = RetryOutcome | 'not-configured';

const said: Readonly<Record<Outcome, string>> = {
  due: 'is due',
  leased: 'is under way already',
  delivered: 'is delivered already',
  erased: 'has been erased',
  unknown: 'is gone',
  'not-configured': 'is not configured; nothing was changed',
};

const whatFollows =
  'A running proxy sees it within seconds, unless it leaves the site alone for a while; others do when they start.';

/** What has to be known of workers. */
interface Workers extends Pick<RetryOptions, 'leaseMs' | 'settleMs'> {
  /** The destinations that have one. Default: all. */
  readonly destinations?: readonly string[];
}

/**
 * `deliveries retry`: makes the deliveries of one application due now. Resolves to the exit code: 1 when none is, since
 * their destinations are not configured.
 */
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
  const deliveries = (application?.deliveries ?? []).filter(
    ({ destination }) => options.destination === undefined || destination === options.destination,
  );
  if (deliveries.length === 0) {
    throw new SettingsError('there is no such delivery of this application; deliveries show lists them all');
  }
  const { destinations: withWorker, ...times } = options.workers;
  const hasEnded = ({ state }: DeliveryState) => state === 'delivered' || application?.erasedAt !== undefined;
  const tried = deliveries
    .filter((each) => hasEnded(each) || (withWorker?.includes(each.destination) ?? true))
    .map(({ destination }) => ({ id, destination }));
  const found = await operations.retry(tried, { ...times, now: operations.now() });
  const outcomes = new Map<string, Outcome>(
    tried.map(({ destination }, at) => [destination, found[at] ?? 'unknown']),
  );
  const dueAt = new Map(
    (await operations.show(id))?.deliveries.map((each) => [each.destination, each.dueAt]),
  );
  const told = deliveries.map(({ destination }) => {
    const outcome = outcomes.get(destination) ?? 'not-configured';
    return { destination, outcome, ...(outcome === 'due' && { dueAt: dueAt.get(destination) }) };
  });
  if (options.json) print(JSON.stringify(inJson({ id, deliveries: told })));
  else {
    for (const { destination, outcome, dueAt: at = 0 } of told) {
      const when = outcome === 'due' ? ` ${untilInWords(at, operations.now())}` : '';
      print(`${destination}: ${said[outcome]}${when}`);
    }
  }
  const isDue = found.includes('due');
  if (isDue) note(whatFollows);
  return !isDue && tried.length < deliveries.length ? exitCodes.refused : exitCodes.ok;
}

/**
 * `deliveries retry-all`: makes due whatever waits or is in attention and fits. Resolves to the exit code: 1 when nothing
 * is, since the destinations of all that fits are not configured.
 */
export async function retryAllCommand(
  operations: DeliveryOperations,
  options: FilterValues & { readonly workers: Workers; readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  const filter = await filterFrom(options, operations);
  if (filter.state === 'leased' || filter.state === 'delivered') {
    throw new UsageError('--state must be attention or queued here: nothing else can be tried again');
  }
  const { destinations: withWorker, ...times } = options.workers;
  // What has been queued by this very run is not looked at again.
  const fitting = (filter.state ? [filter.state] : (['queued', 'attention'] as const)).map((state) => {
    return { ...filter, state };
  });
  const filters = withWorker ? fitting.flatMap((each) => ofDestinations(each, withWorker)) : fitting;
  const countAll = (all: readonly DeliveryFilter[]) => Promise.all(all.map((each) => operations.count(each)));
  const totals = await countAll(filters);
  const notConfigured = withWorker ? Math.max(0, sum(await countAll(fitting)) - sum(totals)) : 0;
  const progress = createProgress(note, sum(totals));
  let before = 0;
  let due = 0;
  for (const [at, each] of filters.entries()) {
    const outcomes = await retryAll(operations, each, {
      ...times,
      onProgress: (done) => progress(before + done),
    });
    before += totals[at] ?? 0;
    due += outcomes.due;
  }
  if (options.json) print(JSON.stringify({ due, ...(notConfigured > 0 && { notConfigured }) }));
  else print(`${counted(due, 'delivery is', 'deliveries are')} tried again`);
  if (notConfigured > 0) {
    const one = 'delivery was left as it is: its destination is not configured';
    const many = 'deliveries were left as they are: their destinations are not configured';
    note(`${counted(notConfigured, one, many)}.`);
  }
  if (due > 0) note(whatFollows);
  return due === 0 && notConfigured > 0 ? exitCodes.refused : exitCodes.ok;
}

/** A filter as those of single destinations that it lets through. */
const ofDestinations = (filter: DeliveryFilter, names: readonly string[]): DeliveryFilter[] =>
  names
    .filter((name) => filter.destination === undefined || filter.destination === name)
    .map((destination) => ({ ...filter, destination }));

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
