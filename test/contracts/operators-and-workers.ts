import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import { retryAll } from '../../src/queue/retry-all.ts';
import { seededRandom } from '../support/random.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';
import type { Operated } from './store-operations.ts';

interface Times {
  /** How long a lease lasts. */
  readonly leaseMs: number;
  /** For how long at the most the destination goes on with what it was sent. */
  readonly settleMs: number;
}

/** What operators and a worker do to one store at the same time does no harm. `open` gives an empty one. */
export function describeOperatorsAndWorkers(
  name: string,
  open: () => Operated | Promise<Operated>,
  { leaseMs, settleMs }: Times,
): void {
  it(`the ${name}: operators who try everything again all the time, and erase some of it, lose nothing and double nothing`, async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`seed ${seed}`);
    const random = seededRandom(seed);
    const { store, operations } = await open();
    onTestFinished(async () => {
      await operations.close();
      await store.close();
    });

    /** What the destination holds, how often it has made it, and what has been erased before an attempt began. */
    const made = new Map<string, number>();
    const erased = new Set<string>();
    const begunAfter: string[] = [];
    const make = (id: string) => made.set(id, (made.get(id) ?? 0) + 1);

    const { worker } = openWorker(
      async ({ id }, { signal, attempt }) => {
        if (erased.has(id)) begunAfter.push(id);
        await signal.stillHeld();
        if (attempt > 1 && made.has(id)) return { id };
        const fate = random();
        await wait(random() * 5);
        if (fate < 0.3) throw failure('retry');
        if (fate < 0.45) throw failure('rejected');
        if (fate < 0.7) {
          // It was sent, and is made later than the connector waits.
          void wait(random() * settleMs * 0.8).then(() => make(id));
          throw failure('retry', { uncertain: true });
        }
        make(id);
        return { id };
      },
      {
        store,
        leaseMs,
        settleMs,
        now: Date.now,
        backoff: { baseMs: 20, capMs: 200 },
        maxFailures: 1_000_000,
      },
    );

    const ids: string[] = [];
    worker.start();
    for (let round = 0; round < 60; round += 1) {
      for (let added = 0; added < 3; added += 1) {
        const submission = buildSubmission() as unknown as Submission;
        ids.push(submission.id);
        await store.add(submission, { destinations: ['crm'], serialKey: null, receivedAt: Date.now() });
        worker.wake();
      }
      await retryAll(operations, {}, { leaseMs, settleMs, atOnce: 50 });
      const id = ids[Math.floor(random() * ids.length)] ?? '';
      if (random() < 0.3 && (await operations.erase([id], { now: Date.now() }))[0] === 'erased')
        erased.add(id);
      await wait(random() * 10);
    }
    await until(async () => {
      await retryAll(operations, {}, { leaseMs, settleMs });
      worker.wake();
      const { queued, leased, attention } = await store.counts();
      return queued + leased + attention === 0;
    });
    await wait(settleMs);

    expect([...made].filter(([, times]) => times > 1)).toEqual([]);
    expect(ids.filter((id) => !erased.has(id) && !made.has(id))).toEqual([]);
    expect(begunAfter).toEqual([]);
    expect(erased.size).toBeGreaterThan(5);
    expect(await store.counts()).toMatchObject({ queued: 0, leased: 0, attention: 0 });
  }, 60_000);
}
