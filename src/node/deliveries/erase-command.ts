import { setTimeout as wait } from 'node:timers/promises';
import type { DeliveryOperations } from '../../queue/delivery-operations.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { confirmed } from './confirm.ts';
import { applicationsOf, type Person } from './person.ts';
import { counted, createProgress } from './progress.ts';

/** How many applications a transaction takes at the most: workers wait for it. */
const atOnce = 50;

/** For how long what is under way is waited for, and how often it is looked at, in milliseconds. */
const patienceMs = 180_000;
const lookMs = 1_000;

export interface EraseOptions extends Person {
  /** Confirmed beforehand. */
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * `deliveries erase`: removes for good what a person has typed, once that is confirmed. Resolves to the exit code: 1 when
 * nothing is held, it was not confirmed, or something has been under way all the time.
 */
export async function eraseCommand(
  operations: DeliveryOperations,
  { yes, json, ...person }: EraseOptions,
  { print, note }: CommandOutput,
): Promise<number> {
  const ids = await applicationsOf(operations, person);
  if (ids.length === 0) {
    if (json) print(JSON.stringify({ erased: [], underWay: [] }));
    note('Nothing is held.');
    return exitCodes.refused;
  }
  if (!yes && !(await isConfirmed(operations, ids))) {
    note('Nothing was erased.');
    return exitCodes.refused;
  }
  const { erased, underWay } = await eraseAll(operations, ids, note);
  if (json) print(JSON.stringify({ erased, underWay }));
  else print(`${counted(erased.length, 'application has', 'applications have')} been erased`);
  if (erased.length > 0)
    note('What has been delivered is at its destination still, and copies are in backups.');
  if (underWay.length === 0) return exitCodes.ok;
  note(`${counted(underWay.length, 'application is', 'applications are')} still being delivered; try again.`);
  return exitCodes.refused;
}

async function isConfirmed(operations: DeliveryOperations, ids: readonly string[]): Promise<boolean> {
  let undelivered = 0;
  for (const id of ids) {
    const states = (await operations.show(id))?.deliveries.map(({ state }) => state) ?? [];
    if (states.some((state) => state !== 'delivered')) undelivered += 1;
  }
  const never = undelivered > 0 ? `, ${undelivered} of which will then not be delivered any more` : '';
  return confirmed(
    `This removes ${counted(ids.length, 'application', 'applications')} for good${never}.`,
    'erase',
  );
}

async function eraseAll(
  operations: DeliveryOperations,
  ids: readonly string[],
  note: (line: string) => void,
): Promise<{ readonly erased: readonly string[]; readonly underWay: readonly string[] }> {
  const progress = createProgress(note, ids.length);
  const erased: string[] = [];
  let left = ids;
  let told = false;
  for (const end = operations.now() + patienceMs; ; ) {
    const underWay: string[] = [];
    for (let at = 0; at < left.length; at += atOnce) {
      const batch = left.slice(at, at + atOnce);
      for (const [index, outcome] of (await operations.erase(batch, { now: operations.now() })).entries()) {
        const id = batch[index] ?? '';
        if (outcome === 'erased') erased.push(id);
        if (outcome === 'leased') underWay.push(id);
      }
      if (!told) progress(erased.length);
    }
    left = underWay;
    if (left.length === 0 || operations.now() > end) return { erased, underWay };
    if (!told) note('  waiting for what is being delivered at this moment');
    told = true;
    await wait(lookMs);
  }
}
