import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { seededRandom } from '../../support/random.ts';
import { openWay, type Way } from '../../support/way.ts';

/** For a machine that is busy with other tests. */
const patiently = { timeout: 20_000 };

const faults: readonly FaultName[] = [
  'timeout-before-commit',
  'timeout-after-commit',
  'reset-after-commit',
  'status-500',
  'status-502-html',
  'status-503',
  'status-429',
  'unauthorized',
  'malformed-json',
  'slow',
  'status-404',
  'empty-body',
  'no-id',
  'html-200',
];
const operations = ['query', 'create-contact', 'create-incident', 'any'] as const;
const fields = ['submission_id', null] as const;

/** A site with a field for the submission's id, or without one. */
const openSite = (submissionIdField: string | null) =>
  openWay({
    site: submissionIdField ? {} : { customFields: { incidents: { submission_id: null } } },
    connector: { submissionIdField },
  });

/** One contact, one incident, nothing dangerous asked, and no personal data in what was logged. */
async function expectDeliveredOnce(way: Way, id: string, what: string): Promise<void> {
  expect(await way.stateOf(id), what).toMatchObject({ state: 'delivered' });
  expect(way.incidents(), what).toHaveLength(1);
  expect(way.contacts(), what).toHaveLength(1);
  expect((await way.stateOf(id))?.receipt?.id, what).toBe(String(way.incidents()[0].id));
  expect(way.simulator.securityFailures(), what).toEqual([]);
  expect(JSON.stringify(way.log.lines), what).not.toMatch(/Craig|Daniels|example\.com|555-0113|sandbox/i);
}

describe('an application is delivered exactly once', () => {
  it.each(faults)('although the site answers with %s, once or three times in a row', async (fault) => {
    const cases = fields.flatMap((field) =>
      operations.flatMap((operation) => [1, 3].map((times) => ({ field, operation, times }))),
    );
    await Promise.all(
      cases.map(async ({ field, operation, times }) => {
        const way = openSite(field);
        way.simulator.failNext(operation, fault, { times });
        const id = await way.add();
        await way.run();
        expect(way.simulator.requests().filter(({ fault: played }) => played === fault)).not.toEqual([]);
        await expectDeliveredOnce(way, id, `${times} × ${fault} of ${operation}, field ${field}`);
      }),
    );
  });

  it.each(faults)('to a contact that is known, although the incident meets %s', async (fault) => {
    const way = openSite('submission_id');
    await way.deliver(submissionOf());
    way.simulator.failNext('create-incident', fault);
    const id = await way.add();
    await way.run();
    expect(await way.stateOf(id)).toMatchObject({ state: 'delivered' });
    expect(way.incidents()).toHaveLength(2);
    expect(way.contacts()).toHaveLength(1);
  });

  it.each(['query', 'create-contact', 'create-incident'])(
    'after a person has looked, when the site refuses the %s of one',
    async (operation) => {
      for (const field of fields) {
        const way = openSite(field);
        way.simulator.failNext(operation, 'status-400');
        const id = await way.add();
        await way.run();
        expect(await way.stateOf(id)).toMatchObject({
          state: 'attention',
          lastError: expect.stringMatching(/^rejected: [a-z-]+: status 400, OSC-CREST-00006$/),
        });
        expect(way.incidents()).toEqual([]);
        await way.store.resume({ now: way.clock.now, leasedDueAt: way.clock.now });
        await way.run();
        await expectDeliveredOnce(way, id, `status-400 of ${operation}, field ${field}`);
      }
    },
  );

  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`whatever goes wrong, in whatever order (seed ${seed}; set TEST_SEED to repeat)`, async () => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const rounds = Array.from({ length: 60 }, () => {
      const way = openSite(pick(fields));
      const ordered = Array.from({ length: Math.floor(random() * 8) }, () => {
        const [operation, fault] = [pick(operations), pick(faults)] as const;
        way.simulator.failNext(operation, fault);
        return `${fault} of ${operation}`;
      });
      return { way, ordered };
    });
    await Promise.all(
      rounds.map(async ({ way, ordered }) => {
        const id = await way.add();
        await way.run();
        await expectDeliveredOnce(way, id, `seed ${seed}: ${ordered.join(', ')}`);
      }),
    );
  });
});

describe('two applications from one new address', () => {
  it('become one contact and two incidents, since they take turns', async () => {
    const way = openSite('submission_id');
    way.simulator.failNext('create-contact', 'reset-after-commit');
    const ids = [await way.add('same address'), await way.add('same address')];
    await way.run();
    for (const id of ids) expect(await way.stateOf(id)).toMatchObject({ state: 'delivered' });
    expect(way.contacts()).toHaveLength(1);
    expect(way.incidents()).toHaveLength(2);
  });
});

describe('what a fault leads to', () => {
  it.each([
    ['unauthorized', 'misconfigured', 'status 401'],
    ['status-404', 'misconfigured', 'status 404, OSC-CREST-00013'],
    ['status-500', 'retry', 'status 500, OSC-CREST-00008'],
    ['status-502-html', 'retry', 'status 502'],
    ['status-503', 'retry', 'status 503, OSC-CREST-00008'],
    ['status-429', 'retry', 'status 429, OSC-CREST-00008'],
    ['malformed-json', 'retry', 'the reply cannot be read'],
    ['html-200', 'retry', 'the reply cannot be read'],
    ['reset-after-commit', 'retry', 'no reply: network'],
    ['timeout-after-commit', 'retry', 'no reply: timeout'],
  ] as const)('%s: %s', async (fault, kind, message) => {
    for (const [operation, name] of [
      ['query', 'find-contact'],
      ['create-contact', 'create-contact'],
      ['create-incident', 'create-incident'],
    ] as const) {
      const crm = openCrm({ connector: { timeoutMs: fault === 'timeout-after-commit' ? 200 : 10_000 } });
      crm.simulator.failNext(operation, fault);
      await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
        name: 'DeliveryError',
        kind,
        message: expect.stringContaining(`${name}: ${message}`),
      });
    }
  });

  it.each(['status-503', 'status-429'] as const)('%s is waited out as the site asks', async (fault) => {
    const crm = openCrm();
    crm.simulator.failNext('query', fault);
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ retryAfterMs: 1_000 });
  });

  it('a write without an answer is uncertain, a question is not', async () => {
    for (const [operation, uncertain] of [
      ['query', false],
      ['create-contact', true],
      ['create-incident', true],
    ] as const) {
      for (const fault of ['reset-after-commit', 'status-500'] as const) {
        const crm = openCrm();
        crm.simulator.failNext(operation, fault);
        await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ uncertain });
      }
    }
  });

  it('an attempt that is aborted ends at once', async () => {
    const crm = openCrm();
    crm.simulator.failNext('create-incident', 'timeout-after-commit');
    const attempt = new AbortController();
    const delivered = crm.deliver(submissionOf(), 1, { signal: attempt.signal });
    await expect.poll(() => crm.calls().length, patiently).toBe(3);
    attempt.abort();
    await expect(delivered).rejects.toMatchObject({ kind: 'retry', uncertain: true });
  });
});
