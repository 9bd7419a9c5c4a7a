import { describe, expect, it } from 'vitest';
import { type Connector, DeliveryError } from '../../src/connectors/connector.ts';
import { NoReply } from '../../src/connectors/http-client.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import type { FaultName } from '../../src/sandbox/simulators/faults.ts';
import { contextOf, heldSignal, submissionOf } from '../support/b2c-service.ts';
import { type ConnectedSystem, connectSystem } from '../support/connected-system.ts';
import { licenseFile } from '../support/license-file.ts';
import { openWorker } from '../support/worker.ts';
import type { TorturedSystem } from '../torture/systems/tortured-system.ts';

/** What nobody may find in an error, a log or a finding: what the invented driver typed, and the credentials. */
const typed = /Craig|Daniels|555-0113|110 Main|example\.com|sandbox:/i;

/** Faults after which an application arrives by itself, sooner or later. */
const passing: readonly FaultName[] = [
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
  'slow-drip',
  'status-404',
  'empty-body',
  'no-id',
  'html-200',
  'cut-off',
  'redirect',
  'error-200',
  'wrong-shape',
  'oversized',
  'status-400',
];

const delayed: readonly FaultName[] = ['slow', 'slow-drip'];

/**
 * What every connector must do, whatever it delivers to. It is connected as the settings connect it, to the simulator of
 * its system.
 */
export function describeConnectorContract(system: TorturedSystem): void {
  const { untellable = [], wrongSecret = 'wrong-and-secret' } = system;
  const arriving = passing.filter((fault) => !untellable.includes(fault));
  describe.each(system.variants)(`the connector to ${system.name}, site “%s”`, (variant) => {
    const open = (options: Parameters<typeof connectSystem>[2] = {}) =>
      connectSystem(system, variant, options);

    it('is known by the name of its system', () => {
      expect(open().connector.destination).toBe(system.name);
    });

    it('gives a receipt for what it delivers, with an id', async () => {
      const { connector, heldOf } = open();
      const submission = submissionOf();
      const receipt = await connector.deliver(submission, contextOf());
      expect(receipt.id).toMatch(/\S/);
      expect(heldOf(submission.id)).toHaveLength(1);
    });

    it('delivers again what may have got through, and it is there once', async () => {
      const { connector, heldOf } = open();
      const submission = submissionOf();
      const first = await connector.deliver(submission, contextOf());
      const second = await connector.deliver(submission, contextOf({ attempt: 2 }));
      expect(second.id).toBe(first.id);
      expect(heldOf(submission.id)).toHaveLength(1);
    });

    it('keeps two applications of one person apart', async () => {
      const { connector, heldOf } = open();
      const [one, two] = [submissionOf(), submissionOf()];
      await connector.deliver(one, contextOf());
      await connector.deliver(two, contextOf());
      expect([heldOf(one.id).length, heldOf(two.id).length]).toEqual([1, 1]);
    });

    it.each(arriving)('lets an application arrive exactly once though calls meet %s', async (fault) => {
      await Promise.all(
        operationsOf(open()).map(async (operation) => {
          const connected = open();
          connected.simulator.failNext(operation, fault, delayed.includes(fault) ? { delayMs: 80 } : {});
          await expectDeliveredOnce(connected, `${fault} of ${operation}`);
        }),
      );
    });

    it.each(arriving)('does so beside what a driver has sent before, though calls meet %s', async (fault) => {
      await Promise.all(
        operationsOf(open()).map(async (operation) => {
          const connected = open();
          const earlier = submissionOf();
          await open({ fetch: connected.fetch }).connector.deliver(earlier, contextOf());
          connected.simulator.failNext(operation, fault, delayed.includes(fault) ? { delayMs: 80 } : {});
          await expectDeliveredOnce(connected, `${fault} of ${operation}`);
          expect(connected.heldOf(earlier.id)).toHaveLength(1);
        }),
      );
    });

    it('makes no call once the lease has gone to another', async () => {
      const whole = open();
      let checks = 0;
      const counting = losing(() => {
        checks += 1;
      });
      await whole.connector.deliver(submissionOf(), contextOf({ signal: counting }));
      // What several attempts share, such as a sign-in, belongs to none of them.
      const shared = whole.simulator.requests().length - checks;
      expect(checks).toBeGreaterThan(0);
      for (let allowed = 0; allowed < checks; allowed += 1) {
        const { connector, simulator } = open();
        let asked = 0;
        const signal = losing(() => {
          asked += 1;
          if (asked > allowed) throw new Error('the lease is lost');
        });
        await expect(connector.deliver(submissionOf(), contextOf({ signal }))).rejects.toThrow();
        expect(simulator.requests().length).toBeLessThanOrEqual(allowed + shared);
      }
    });

    it('ends at once when it is told to', async () => {
      const { connector, simulator } = open({ timeoutMs: 60_000 });
      simulator.failNext('any', 'timeout-before-commit');
      const stop = new AbortController();
      const delivering = connector.deliver(submissionOf(), contextOf({ signal: heldSignal(stop.signal) }));
      setTimeout(() => stop.abort(new Error('stopping')), 20);
      await expect(delivering).rejects.toThrow();
    });

    it.each(passing)(
      'says what becomes of the delivery, and nothing of what was typed, where calls meet %s',
      async (fault) => {
        await Promise.all(
          operationsOf(open()).map(async (operation) => {
            const { connector, simulator } = open();
            simulator.failNext(operation, fault, delayed.includes(fault) ? { delayMs: 80 } : {});
            const outcome = await connector
              .deliver(submissionOf(), contextOf())
              .catch((error: unknown) => error);
            if (!(outcome instanceof Error)) return;
            expect(outcome, `${fault} of ${operation}`).toBeInstanceOf(DeliveryError);
            expect(messagesOf(outcome).join('\n')).not.toMatch(typed);
          }),
        );
      },
    );

    it('leaves alone what asks to be left alone, for as long', async () => {
      const outcomes = await Promise.all(
        operationsOf(open()).map(async (operation) => {
          const { connector, simulator } = open();
          simulator.failNext(operation, 'status-429', { times: 5 });
          return connector.deliver(submissionOf(), contextOf()).catch((error: unknown) => error);
        }),
      );
      const refused = outcomes.filter((outcome) => outcome instanceof Error);
      expect(refused).not.toEqual([]);
      for (const error of refused) {
        expect(error).toMatchObject({ kind: 'retry', uncertain: false, retryAfterMs: expect.any(Number) });
        expect((error as DeliveryError).retryAfterMs).toBeLessThanOrEqual(1_000);
      }
    });

    it('does not take a site that nobody answers at for one that may have done something', async () => {
      const { connector } = open({
        fetch: async () => {
          throw Object.assign(new Error('refused'), { name: 'Unreachable' });
        },
      });
      await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
        kind: 'retry',
        uncertain: false,
      });
    });

    it.each([
      [
        'quotes and brackets',
        { first_name: `O'Neil "Bob"`, last_name: '<b>&amp; \\', city: `'; DROP TABLE` },
      ],
      ['letters of all kinds', { first_name: 'Zoë', last_name: 'Nguyễn-Müller 李', city: 'Cañon City' }],
      ['an address with a plus and a quote', { email: `o'neil+truck@example.com` }],
      [
        'the longest that a form takes',
        { first_name: 'x'.repeat(80), last_name: 'y'.repeat(80), city: 'z'.repeat(100) },
      ],
    ])('takes %s', async (_, answers) => {
      const connected = open();
      const submission = submissionOf(answers);
      await connected.connector.deliver(submission, contextOf());
      expect(connected.heldOf(submission.id)).toHaveLength(1);
    });

    it('has nothing to do where what it has delivered is asked for again without new files', async () => {
      const { connector, simulator, heldOf } = open();
      const submission = submissionOf();
      const previous = await connector.deliver(submission, contextOf());
      const before = simulator.requests().length;
      expect(await connector.deliver(submission, contextOf({ attempt: 2, previous }))).toEqual(previous);
      const more = simulator.requests().slice(before);
      expect(more.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(heldOf(submission.id)).toHaveLength(1);
    });

    if (system.open(variant, { holdMs: 0 }).takesFiles ?? system.takesFiles) {
      it('delivers the files, each once, whatever earlier attempts did', async () => {
        const { connector, heldOf } = open();
        const submission = submissionOf();
        await connector.deliver(submission, contextOf({ files: [licenseFile] }));
        await connector.deliver(submission, contextOf({ attempt: 2, files: [licenseFile] }));
        expect(heldOf(submission.id).flatMap(({ files }) => files)).toEqual(['license.pdf']);
      });
    }

    describe('as it is checked', () => {
      it('has nothing to complain about a site that is set up, and changes nothing there', async () => {
        const { connector, simulator } = open();
        const before = JSON.stringify(simulator.records());
        const findings = await check(connector);
        await connector.close?.();
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(JSON.stringify(simulator.records())).toBe(before);
      });

      it('names a site that cannot be reached', async () => {
        const { connector } = open({
          fetch: async () => {
            throw new TypeError('fetch failed');
          },
        });
        expect(await check(connector)).toMatchObject([{ severity: 'error', code: 'unreachable' }]);
      });

      it('names a credential that is refused, and does not repeat it', async () => {
        const { connector } = open({ secret: wrongSecret });
        const findings = await check(connector);
        expect(findings).toMatchObject([{ severity: 'error', code: 'sign-in-refused' }]);
        expect(JSON.stringify(findings)).not.toContain(wrongSecret);
      });

      it.each(passing)('ends in findings, not in an exception, whatever it meets: %s', async (fault) => {
        const { connector, simulator } = open();
        simulator.failNext('any', fault, { times: 12, ...(delayed.includes(fault) && { delayMs: 80 }) });
        const findings = await check(connector);
        for (const finding of findings) {
          expect(finding).toMatchObject({
            code: expect.stringMatching(/^[a-z-]+$/),
            where: expect.any(String),
          });
          expect(finding.fix).toMatch(/\S/);
        }
      });
    });
  });
}

/** The operations that can fail. */
const operationsOf = ({ faults }: ConnectedSystem) => [...new Set(faults.map(([operation]) => operation))];

/** A signal that asks whether the lease is still held as it is told to; throwing says no. */
const losing = (ask: () => void) => Object.assign(heldSignal(), { stillHeld: async () => ask() });

const check = (connector: Connector) =>
  connector.check({ definitions: [driverShort], signal: new AbortController().signal });

/** The messages of an error and of everything that caused it. */
function messagesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  // What the network says of itself is not ours to word.
  return error instanceof NoReply ? [error.message] : [error.message, ...messagesOf(error.cause)];
}

/** Has a worker deliver an application to a site that is ready to fail; whoever looks at attention tries it again. */
async function expectDeliveredOnce({ connector, heldOf }: ConnectedSystem, what: string): Promise<void> {
  const worker = openWorker((submission, context) => connector.deliver(submission, context), {
    backoff: { baseMs: 10 },
  });
  const submission = submissionOf();
  const serialKey = serialKeyOf(submission);
  await worker.store.add(submission, { destinations: ['crm'], serialKey, receivedAt: worker.clock.now });
  for (let tries = 0; tries < 12; tries += 1) {
    await worker.tick();
    const state = await worker.stateOf(submission.id);
    if (state?.state === 'delivered') break;
    if (state?.state === 'attention') {
      await worker.store.resume({ now: worker.clock.now, leasedDueAt: worker.clock.now });
    }
    worker.clock.now = Math.max(worker.clock.now + 60_000, state?.dueAt ?? 0, worker.worker.pausedUntil ?? 0);
  }
  expect(await worker.stateOf(submission.id), what).toMatchObject({ state: 'delivered' });
  expect(heldOf(submission.id), what).toHaveLength(1);
  expect(JSON.stringify(worker.log.lines), what).not.toMatch(typed);
}
