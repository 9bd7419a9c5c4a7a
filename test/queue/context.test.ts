import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeliveryContext } from '../../src/connectors/connector.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';

const fileOf = (text: string, name: string) => {
  const content = new TextEncoder().encode(text);
  return {
    name,
    type: 'application/pdf',
    sha256: createHash('sha256').update(content).digest('hex'),
    content,
  };
};

const limits = { maxFiles: 5, maxTotalBytes: 1_000, now: 0 };

describe.each([
  ['memory', createMemoryStore],
  ['SQLite', () => createSqliteStore({ directory: temporaryFolder() })],
])('an attempt is told (%s store)', (_, createStore) => {
  it('what the applicant knows the application by, when it came, and its files with their contents', async () => {
    const store = createStore();
    onTestFinished(() => store.close());
    const read: string[] = [];
    const contexts: DeliveryContext[] = [];
    const { add, tick, clock } = openWorker(
      async (_submission, context) => {
        contexts.push(context);
        for (const file of context.files) read.push(new TextDecoder().decode(await file.read()));
        return { id: '84001' };
      },
      { store },
    );
    const id = await add();
    await store.addFiles(id, [fileOf('license', 'cdl.pdf'), fileOf('card', 'medical.pdf')], limits);
    await tick();
    expect(contexts).toMatchObject([
      {
        attempt: 1,
        reference: (await store.find(id))?.reference,
        receivedAt: clock.now,
        files: [
          { name: 'cdl.pdf', type: 'application/pdf', size: 7 },
          { name: 'medical.pdf', type: 'application/pdf', size: 4 },
        ],
        checkpoints: {},
        previous: undefined,
      },
    ]);
    expect(read).toEqual(['license', 'card']);
  });

  it('what earlier attempts recorded', async () => {
    const store = createStore();
    onTestFinished(() => store.close());
    const { add, tick, skipTo, stateOf } = openWorker(
      async (_submission, { attempt, checkpoints, record }) => {
        if (attempt < 3) {
          await record({ [`step${attempt}`]: 'done' });
          throw failure('retry');
        }
        return { id: Object.keys(checkpoints).join() };
      },
      { store },
    );
    const id = await add();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await tick();
      await skipTo(id);
    }
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', receipt: { id: 'step1,step2' } });
  });

  it('of the receipt when it goes out again for a file', async () => {
    const store = createStore();
    onTestFinished(() => store.close());
    const { add, tick, calls, stateOf } = openWorker(
      (_submission, { previous, files }) => ({ id: `${previous?.id ?? 'new'} ${files.length}` }),
      { store },
    );
    const id = await add();
    await tick();
    await store.addFiles(id, [fileOf('license', 'cdl.pdf')], limits);
    await tick();
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', receipt: { id: 'new 0 1' } });
  });

  it('nothing of a file that comes meanwhile, and is followed by one that is', async () => {
    const store = createStore();
    onTestFinished(() => store.close());
    const seen: number[] = [];
    const { add, worker, stateOf } = openWorker(
      async ({ id }, { files }) => {
        seen.push(files.length);
        if (seen.length === 1) await store.addFiles(id, [fileOf('license', 'cdl.pdf')], limits);
        return { id: '84001' };
      },
      { store, now: Date.now },
    );
    const id = await add(null, 0);
    worker.start();
    await until(async () => (await stateOf(id))?.state === 'delivered');
    expect(seen).toEqual([0, 1]);
  });
});

describe('an attempt whose lease has gone to another', () => {
  it('is aborted when it records something, and leaves the outcome to the other', async () => {
    let goOn = () => {};
    const seen: unknown[] = [];
    const { add, worker, store, clock, log, stateOf } = openWorker(
      async (_submission, { signal, record }) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        await record({ contact: '51718' }).catch((error: unknown) => {
          seen.push(signal.aborted, error === signal.reason);
          throw error;
        });
        return { id: 'never' };
      },
      { leaseMs: 31_000 },
    );
    const id = await add();
    await worker.tick();
    clock.now += 31_000;
    const [other] = await store.lease({
      destination: 'crm',
      limit: 1,
      now: clock.now,
      until: clock.now + 99,
    });
    goOn();
    await until(() => log.lines.length > 0);
    expect(seen).toEqual([true, true]);
    expect(log.lines).toEqual([
      {
        level: 'warn',
        message: 'the lease was lost, and the attempt ended',
        fields: { id, destination: 'crm', attempt: 1 },
      },
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'leased', attempts: 2 });
    if (other) await store.postpone(other, { dueAt: clock.now + 99, error: 'retry' });
    const [next] = await store.lease({ destination: 'crm', limit: 1, now: clock.now + 99, until: Infinity });
    expect(next).toMatchObject({ checkpoints: {} });
  });
});

describe('an application that is rejected for what can pass', () => {
  it('needs attention, and is tried again by itself when its time has come', async () => {
    const { add, tick, clock, calls, log, stateOf } = openWorker((_submission, { attempt }) => {
      if (attempt === 1) throw failure('rejected', { recheckMs: 600_000 });
      return { id: '84001' };
    });
    const id = await add();
    await tick();
    const recheckAt = clock.now + 600_000;
    expect(await stateOf(id)).toMatchObject({ state: 'attention', recheckAt });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { id, recheckInMs: 600_000 } }]);
    clock.now = recheckAt - 1;
    await tick();
    expect(calls).toHaveLength(1);
    clock.now = recheckAt;
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });
});

describe('trouble that is our own', () => {
  it('is not held against the destination', async () => {
    const store = createMemoryStore();
    const { add, worker } = openWorker(
      (_submission, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('misconfigured')))),
      { store, concurrency: 8 },
    );
    for (let added = 0; added < 8; added += 1) await add();
    await worker.tick();
    await worker.stop({ graceMs: 1 });
    expect(await store.counts()).toMatchObject({ queued: 8 });
    expect(worker.breaker).toEqual({ state: 'closed' });
  });
});
