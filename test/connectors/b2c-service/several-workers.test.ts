import { describe, expect, it, onTestFinished } from 'vitest';
import { serialKeyOf } from '../../../src/queue/delivery.ts';
import { createDeliveryWorker } from '../../../src/queue/index.ts';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import { createSqliteStore } from '../../../src/stores/sqlite-store.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { seededRandom } from '../../support/random.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const faults: readonly FaultName[] = [
  'timeout-after-commit',
  'timeout-before-commit',
  'reset-after-commit',
  'malformed-json',
  'status-500',
  'status-502-html',
  'empty-body',
];

describe('several workers on one store', () => {
  it.each(['submission_id', null])(
    'make one incident of each application and one contact of each address, whatever breaks, with the field %s',
    async (submissionIdField) => {
      const seed = Date.now() % 1_000_000;
      const random = seededRandom(seed);
      const crm = openCrm({
        site: { customFields: submissionIdField ? {} : { incidents: { submission_id: null } } },
        connector: { submissionIdField, timeoutMs: 60 },
      });
      const store = createSqliteStore({ directory: temporaryFolder() });
      onTestFinished(() => store.close());
      const workers = Array.from({ length: 3 }, () =>
        createDeliveryWorker({
          store,
          connector: crm.connector,
          settleMs: 1,
          pauseMs: 1,
          failurePauseMs: 1,
          backoff: { baseMs: 1, capMs: 5 },
        }),
      );
      const submissions = Array.from({ length: 30 }, (_, index) =>
        submissionOf({ email: `driver.${index % 10}@example.com` }),
      );
      for (const submission of submissions) {
        await store.add(submission, {
          destinations: ['b2c-service'],
          serialKey: serialKeyOf(submission),
          receivedAt: Date.now(),
        });
        if (random() < 0.7) {
          const operation =
            ['create-contact', 'create-incident', 'query'][Math.floor(random() * 3)] ?? 'query';
          crm.simulator.failNext(operation, faults[Math.floor(random() * faults.length)] ?? 'status-500');
        }
      }
      for (const worker of workers) worker.start();
      onTestFinished(() => Promise.all(workers.map((worker) => worker.stop({ graceMs: 0 }))).then(() => {}));
      await until(async () => (await store.counts()).delivered === submissions.length, 20_000);

      const ids = crm.incidents().map((incident) => /^Id: (.+)$/m.exec(incident.threads[0].text)?.[1]);
      expect(ids.toSorted(), `seed ${seed}`).toEqual(submissions.map(({ id }) => id).toSorted());
      expect(crm.contacts(), `seed ${seed}`).toHaveLength(10);
    },
    30_000,
  );
});
