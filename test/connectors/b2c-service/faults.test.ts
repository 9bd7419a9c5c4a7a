import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { seededRandom } from '../../support/random.ts';
import { openWay, type Way } from '../../support/way.ts';

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
];
const operations = [
  'query',
  'create-contact',
  'create-incident',
  'attach-file',
  'read-menu',
  'list-files',
  'any',
] as const;
const fields = ['submission_id', null] as const;

const files = { 'license.pdf': 'the license', 'medical card.pdf': 'the card' };

/** A site with a field for the submission's id, or without one. */
const openSite = (submissionIdField: string | null, updateExisting: readonly string[] = []) =>
  openWay({
    site: submissionIdField ? {} : { customFields: { incidents: { submission_id: null } } },
    connector: { submissionIdField, updateExisting },
  });

/** Runs until everything is delivered; what waits for a person is looked at by one, up to five times. */
async function runThrough(way: Way): Promise<void> {
  for (let look = 0; look < 5; look += 1) {
    await way.run();
    if ((await way.store.counts()).attention === 0) return;
    await way.store.resume({ now: way.clock.now, leasedDueAt: way.clock.now });
  }
}

/** One contact, one incident, each file once, nothing dangerous asked, and no personal data in what was logged. */
async function expectDeliveredOnce(way: Way, id: string, what: string): Promise<void> {
  expect(await way.stateOf(id), what).toMatchObject({ state: 'delivered' });
  expect(way.incidents(), what).toHaveLength(1);
  expect(way.contacts(), what).toHaveLength(1);
  const [incident] = way.incidents();
  expect((await way.stateOf(id))?.receipt, what).toEqual({
    id: String(incident.id),
    reference: incident.referenceNumber,
  });
  const attached = (incident.fileAttachments ?? []).map(({ fileName }: { fileName: string }) => fileName);
  expect(attached.toSorted(), what).toEqual(Object.keys(files));
  expect(way.simulator.securityFailures(), what).toEqual([]);
  expect(JSON.stringify(way.log.lines), what).not.toMatch(/Craig|Daniels|example\.com|555-0113|sandbox/i);
}

describe('an application and its files are delivered exactly once', () => {
  it.each(faults)('although the site answers with %s, once or three times in a row', async (fault) => {
    const cases = fields.flatMap((field) =>
      operations.flatMap((operation) => [1, 3].map((times) => ({ field, operation, times }))),
    );
    await Promise.all(
      cases.map(async ({ field, operation, times }) => {
        const way = openSite(field);
        // What becomes of a file is listed only after something has gone wrong with one.
        if (operation === 'list-files') way.simulator.failNext('attach-file', 'reset-after-commit');
        way.simulator.failNext(operation, fault, {
          times,
          ...((fault === 'slow' || fault === 'slow-drip') && { delayMs: 80 }),
        });
        const id = await way.submit(submissionOf(), files);
        await runThrough(way);
        expect(way.simulator.requests().filter(({ fault: played }) => played === fault)).not.toEqual([]);
        await expectDeliveredOnce(way, id, `${times} × ${fault} of ${operation}, field ${field}`);
      }),
    );
  });

  it('although somebody else makes the contact at the same moment', async () => {
    const way = openSite('submission_id');
    way.simulator.failNext('create-contact', 'race');
    const id = await way.submit(submissionOf(), files);
    await runThrough(way);
    await expectDeliveredOnce(way, id, 'race');
  });

  it.each(faults)(
    'to a contact that is known and brought up to date, although that meets %s',
    async (fault) => {
      for (const operation of ['read-contact', 'update-contact', 'create-incident']) {
        const way = openSite('submission_id', ['address.city']);
        await way.addContact('craig.daniels@example.com');
        way.simulator.failNext(operation, fault, fault.startsWith('slow') ? { delayMs: 80 } : {});
        const id = await way.submit(submissionOf(), files);
        await runThrough(way);
        await expectDeliveredOnce(way, id, `${fault} of ${operation}`);
        // Refused once and for all it is noted, and the recruiter calls all the same.
        const refused = ['status-404', 'redirect'].includes(fault) && operation !== 'create-incident';
        expect(way.contacts()[0].address?.city, operation).toBe(refused ? undefined : 'Denver');
      }
    },
  );

  it.each(['create-contact', 'create-incident', 'attach-file'])(
    'after a person has looked, when the site refuses the %s of one',
    async (operation) => {
      for (const field of fields) {
        const way = openSite(field);
        way.simulator.failNext(operation, 'status-400');
        const id = await way.submit(submissionOf(), files);
        await way.run();
        expect(await way.stateOf(id)).toMatchObject({
          state: 'attention',
          lastError: expect.stringMatching(/^rejected: [a-z-]+: status 400, OSC-CREST-00006$/),
        });
        await runThrough(way);
        await expectDeliveredOnce(way, id, `status-400 of ${operation}, field ${field}`);
      }
    },
  );

  it.each(faults)(
    'although reading what the site says of itself, after a refusal, meets %s',
    async (fault) => {
      const way = openSite('submission_id');
      way.simulator.failNext('create-incident', 'status-400');
      way.simulator.failNext('read-metadata', fault, fault.startsWith('slow') ? { delayMs: 80 } : {});
      const id = await way.submit(submissionOf(), files);
      await runThrough(way);
      await expectDeliveredOnce(way, id, `${fault} of read-metadata`);
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
        const id = await way.submit(submissionOf(), files);
        await runThrough(way);
        await expectDeliveredOnce(way, id, `seed ${seed}: ${ordered.join(', ')}`);
      }),
    );
  });
});
