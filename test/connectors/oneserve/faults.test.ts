import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type OneserveWay, openOneserveWay } from '../../support/oneserve.ts';
import { seededRandom } from '../../support/random.ts';
import { oneserveFaults } from '../../torture/systems/oneserve.ts';

const faults: readonly FaultName[] = [
  ...new Set<FaultName>([...oneserveFaults.map(([, fault]) => fault), 'slow-drip', 'no-id', 'race']),
];
const operations = ['save-contact', 'any'] as const;
const delays: Partial<Record<FaultName, number>> = { slow: 80, 'slow-drip': 80, 'commit-late': 60 };

const order = (way: OneserveWay, operation: string, fault: FaultName, times = 1) =>
  way.simulator.failNext(operation, fault, { times, ...(delays[fault] && { delayMs: delays[fault] }) });

/** One contact with all that was sent, and no personal data in what was logged. */
async function expectDeliveredOnce(way: OneserveWay, id: string, what: string): Promise<void> {
  const contactRef = `APP-${id.toUpperCase()}`;
  expect(await way.stateOf(id), what).toMatchObject({
    state: 'delivered',
    receipt: { id: contactRef, reference: contactRef },
  });
  expect(way.contacts(), what).toMatchObject([{ contactRef, surname: 'Daniels', contact1: '720-555-0113' }]);
  expect(JSON.stringify(way.log.lines), what).not.toMatch(/Craig|Daniels|example\.com|555-0113|sandbox/i);
}

describe('an application becomes one contact', () => {
  it.each(faults)('although the system answers with %s, once or three times in a row', async (fault) => {
    await Promise.all(
      operations.flatMap((operation) =>
        [1, 3].map(async (times) => {
          const way = openOneserveWay();
          order(way, operation, fault, times);
          const id = await way.submit(submissionOf());
          await way.run();
          expect(way.simulator.requests().some(({ fault: played }) => played === fault)).toBe(true);
          await expectDeliveredOnce(way, id, `${times} × ${fault} of ${operation}`);
        }),
      ),
    );
  });

  it.each([
    ['before', 'timeout-before-commit', 0],
    ['after', 'timeout-after-commit', 1],
    ['after', 'reset-after-commit', 1],
  ] as const)('although the call fails %s it was carried out: %s', async (_, fault, stored) => {
    const way = openOneserveWay();
    order(way, 'save-contact', fault);
    const id = await way.submit(submissionOf());
    await way.tick();
    expect(way.contacts()).toHaveLength(stored);
    expect(await way.stateOf(id)).toMatchObject({ state: 'queued' });
    await way.run();
    await expectDeliveredOnce(way, id, fault);
    expect(way.saves()).toHaveLength(stored + 1);
  });

  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`whatever goes wrong, in whatever order (seed ${seed}; set TEST_SEED to repeat)`, async () => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const rounds = Array.from({ length: 60 }, () => {
      const way = openOneserveWay();
      const ordered = Array.from({ length: Math.floor(random() * 8) }, () => {
        const [operation, fault] = [pick(operations), pick(faults)] as const;
        order(way, operation, fault);
        return `${fault} of ${operation}`;
      });
      return { way, ordered };
    });
    await Promise.all(
      rounds.map(async ({ way, ordered }) => {
        const id = await way.submit(submissionOf());
        await way.run();
        await expectDeliveredOnce(way, id, `seed ${seed}: ${ordered.join(', ')}`);
      }),
    );
  });
});

it('has other applications go on while one waits for a person', async () => {
  const way = openOneserveWay({ connector: { missingText: null } });
  const waiting = await way.submit(submissionOf({ street: undefined, email: 'somebody.else@example.com' }));
  const other = await way.submit(submissionOf());
  await way.tick();
  expect(await way.stateOf(waiting)).toMatchObject({
    state: 'attention',
    lastError: expect.stringContaining('contact "address1": the field is mandatory'),
  });
  expect(await way.stateOf(other)).toMatchObject({ state: 'delivered' });
});

it('leaves a system alone that knows nobody of that client, and delivers once it does', async () => {
  const way = openOneserveWay({ site: { clients: {} } });
  const id = await way.submit(submissionOf());
  await way.tick();
  expect(way.worker.pausedUntil).toBeGreaterThan(way.clock.now);
  expect(way.contacts()).toEqual([]);
  way.simulator.changeTenant({ clients: { 29: ['10174'] } });
  await way.run();
  await expectDeliveredOnce(way, id, 'a client that came later');
});
