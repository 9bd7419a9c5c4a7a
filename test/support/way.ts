import { createHash } from 'node:crypto';
import type { Submission } from '../../src/model/index.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import type { NewFile } from '../../src/queue/delivery-store.ts';
import type { DeliveryWorkerOptions } from '../../src/queue/delivery-worker.ts';
import { type CrmOptions, openCrm } from './b2c-service.ts';
import { openWorker } from './worker.ts';

/** The whole way from a store to a site: real worker, real connector, simulated site, little patience. */
export function openWay(options: CrmOptions = {}, worker: Partial<DeliveryWorkerOptions> = {}) {
  const crm = openCrm({ ...options, connector: { timeoutMs: 40, ...options.connector } });
  const way = openWorker((submission, context) => crm.connector.deliver(submission, context), {
    backoff: { baseMs: 10 },
    ...worker,
  });
  return {
    ...way,
    ...crm,
    /** Stores an application as the server does: with what makes those of one person take turns. */
    async submit(submission: Submission, files: Readonly<Record<string, string>> = {}): Promise<string> {
      const serialKey = serialKeyOf(submission);
      const { now } = way.clock;
      await way.store.add(submission, { destinations: ['crm'], serialKey, receivedAt: now });
      const contents = Object.entries(files).map(([name, text]) => newFile(name, text));
      const limits = { maxFiles: 10, maxTotalBytes: 1_000_000, now };
      if (contents.length > 0) await way.store.addFiles(submission.id, contents, limits);
      return submission.id;
    },
    /** Skips from one due time to the next until everything is delivered or waits for a person. */
    async run(): Promise<void> {
      let calls = -1;
      for (let attempt = 0; attempt < 60; attempt += 1) {
        const { queued, leased } = await way.store.counts();
        if (queued + leased === 0) return;
        const dueAt = (await way.store.nextDueAt('crm')) ?? 0;
        way.clock.now = Math.max(way.clock.now, dueAt, way.worker.pausedUntil ?? 0);
        // What is due waits for its turn: something under its key has not settled yet.
        if (way.calls.length === calls) way.clock.now += 10_000;
        calls = way.calls.length;
        await way.tick();
      }
      throw new Error('no end in sight');
    },
  };
}

function newFile(name: string, text: string): NewFile {
  const content = new TextEncoder().encode(text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name, type: 'application/pdf', sha256, content };
}

export type Way = ReturnType<typeof openWay>;
