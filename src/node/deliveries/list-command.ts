import type { DeliveryOperations, DeliverySummary } from '../../queue/delivery-operations.ts';
import { erasedError } from '../../queue/erasure.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../usage-error.ts';
import { destinationInWords } from './destination-in-words.ts';
import { type FilterValues, filterFrom } from './filter-options.ts';
import { inJson } from './in-json.ts';
import { counted } from './progress.ts';
import { spanInWords, untilInWords } from './span.ts';
import { type Cell, tableLines } from './table.ts';
import { inColourOf, lineWidth } from './terminal.ts';

export interface ListOptions extends FilterValues {
  readonly limit?: string | undefined;
  readonly json: boolean;
}

const maxLimit = 10_000;

/** `deliveries list`: a line for each delivery, the newest first. Resolves to the exit code. */
export async function listCommand(
  operations: DeliveryOperations,
  options: ListOptions,
  { print, note }: CommandOutput,
): Promise<number> {
  const now = operations.now();
  const limit = limitFrom(options.limit);
  // One more tells whether there are more.
  const found = await operations.list(await filterFrom(options, operations), { limit: limit + 1 });
  const shown = found.slice(0, limit);
  const more = found.length > limit;
  if (options.json) {
    print(JSON.stringify({ deliveries: shown.map(inJson), more }));
    return exitCodes.ok;
  }
  if (shown.length === 0) note('No delivery is like that.');
  else
    for (const line of tableLines([head, ...shown.map((each) => row(each, now))], lineWidth())) print(line);
  if (more)
    note(`There are more than ${counted(limit, 'delivery', 'deliveries')}; --limit shows more of them.`);
  return exitCodes.ok;
}

function limitFrom(text = '50'): number {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) throw new UsageError(`--limit must be a number from 1 to ${maxLimit}`);
  return limit;
}

const head: readonly Cell[] = ['REFERENCE', 'STATE', 'DESTINATION', 'AGE', 'TRIES', 'NEXT', 'DETAIL'].map(
  (text) => ({ text }),
);

function row(delivery: DeliverySummary, now: number): Cell[] {
  const { reference, state, receivedAt, attempts, lastError } = delivery;
  const stands: Cell =
    lastError === erasedError ? { text: 'erased' } : { text: state, paint: inColourOf(state) };
  return [
    { text: reference },
    stands,
    { text: destinationInWords(delivery) },
    { text: spanInWords(now - receivedAt) },
    { text: String(attempts) },
    { text: nextInWords(delivery, now) },
    { text: detailOf(delivery) },
  ];
}

function nextInWords({ state, dueAt, recheckAt }: DeliverySummary, now: number): string {
  const at = state === 'queued' ? dueAt : state === 'attention' ? recheckAt : undefined;
  return at === undefined ? '-' : untilInWords(at, now);
}

function detailOf({ state, lastError, receipt }: DeliverySummary): string {
  if (state === 'delivered') return receipt?.reference ?? receipt?.id ?? '';
  return lastError === undefined || lastError === erasedError ? '' : lastError;
}
