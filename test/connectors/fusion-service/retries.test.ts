import { describe, expect, it } from 'vitest';
import type { Checkpoints } from '../../../src/connectors/connector.ts';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { serialKeyOf } from '../../../src/queue/delivery.ts';
import { createMemoryStore } from '../../../src/stores/memory-store.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type Answer, json, openCanned, problem } from '../../support/canned-fusion.ts';
import { seededRandom } from '../../support/random.ts';
import { rememberingPod } from '../../support/remembering-fusion.ts';
import { openWorker } from '../../support/worker.ts';

type Options = Partial<FusionServiceConnectorOptions>;

/** How a call goes wrong: each is given the answer of the pod, and may ask for it or not. */
const troubles: Readonly<Record<string, (answer: () => Response | Promise<Response>) => Promise<Response>>> =
  {
    'lost before it arrives': async () => {
      throw new TypeError('fetch failed');
    },
    'lost after it was carried out': async (answer) => {
      await answer();
      throw new TypeError('fetch failed');
    },
    'answered with 500 after it was carried out': async (answer) => {
      await answer();
      return new Response('oops', { status: 500 });
    },
    'answered with a page after it was carried out': async (answer) => {
      await answer();
      return new Response('<html></html>');
    },
    'cut off after it was carried out': async (answer) =>
      json((await (await answer()).text()).slice(0, -5), 201),
    'answered with an error in a 200': async () => json({ title: 'x', status: '500', 'o:errorDetails': [] }),
    'put off with 429': async () => new Response('', { status: 429 }),
    'answered with 503': async () => new Response('', { status: 503 }),
    'refused as unauthorized': async () => new Response('', { status: 401 }),
    'refused with 400': async () => problem(400),
    'sent elsewhere': async () => new Response(null, { status: 302 }),
  };

const modes: Readonly<Record<string, Options>> = {
  'by an attribute': { assignQueue: true },
  'by the title, with references afterwards': { submissionIdField: null, references: 'child' },
  'as an interaction alone': { records: 'interaction' },
};

const steps = [
  'find-contact',
  'create-contact',
  'find-service-request',
  'create-service-request',
  'list-messages',
  'create-message',
  'find-interaction',
  'create-interaction',
  'list-references',
  'create-reference',
  'assign-queue',
  'list-files',
  'attach-file',
] as const;

/** A pod, its connector and a worker; `plan` says what goes wrong at each step, one call after another. */
function openWay(options: Options, plan: Readonly<Record<string, readonly string[]>>) {
  const pod = rememberingPod();
  const left = Object.fromEntries(Object.entries(plan).map(([step, names]) => [step, [...names]]));
  const answers = Object.fromEntries(
    Object.entries(pod.answers).map(([step, answer]): [string, Answer] => [
      step,
      (call) => {
        const trouble = troubles[left[step]?.shift() ?? ''];
        return trouble ? trouble(async () => answer(call)) : answer(call);
      },
    ]),
  );
  const site = openCanned(answers, options);
  const worker = openWorker((submission, context) => site.connector.deliver(submission, context), {
    backoff: { baseMs: 10 },
  });
  const files = [1, 2].map((n) => ({
    name: `file ${n}.pdf`,
    type: 'application/pdf',
    sha256: `${n}`.repeat(64),
    content: new TextEncoder().encode(`file ${n}`),
  }));
  return {
    pod,
    site,
    worker,
    /** Delivers an application with two files; whoever looks at attention resumes it. */
    async run(): Promise<string> {
      const submission = submissionOf();
      const { store, clock } = worker;
      const serialKey = serialKeyOf(submission);
      await store.add(submission, { destinations: ['crm'], serialKey, receivedAt: clock.now });
      await store.addFiles(submission.id, files, { maxFiles: 10, maxTotalBytes: 1_000_000, now: clock.now });
      for (let tries = 0; tries < 40; tries += 1) {
        await worker.tick();
        const state = await worker.stateOf(submission.id);
        if (state?.state === 'delivered') break;
        if (state?.state === 'attention') await store.resume({ now: clock.now, leasedDueAt: clock.now });
        clock.now = Math.max(clock.now + 10_000, state?.dueAt ?? 0, worker.worker.pausedUntil ?? 0);
      }
      return submission.id;
    },
  };
}

async function expectOnce(
  options: Options,
  plan: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const what = JSON.stringify(plan);
  const way = openWay(options, plan);
  const id = await way.run();
  const { held } = way.pod;
  const alone = options.records === 'interaction';
  expect(await way.worker.stateOf(id), what).toMatchObject({ state: 'delivered' });
  const counts = Object.fromEntries(Object.entries(held).map(([name, rows]) => [name, rows.length]));
  expect(counts, what).toEqual({
    contacts: 1,
    serviceRequests: alone ? 0 : 1,
    messages: alone ? 0 : 1,
    interactions: 1,
    references: alone ? 0 : 1,
    files: alone ? 0 : 2,
  });
  const [request] = held.serviceRequests;
  const [interaction] = held.interactions;
  expect(interaction?.ContactPartyId, what).toBe(held.contacts[0]?.PartyId);
  if (request) {
    expect(request.PrimaryContactPartyId, what).toBe(held.contacts[0]?.PartyId);
    expect(held.references[0]?.ObjectId, what).toBe(request.SrId);
    expect((await way.worker.stateOf(id))?.receipt, what).toEqual({
      id: String(request.SrId),
      reference: request.SrNumber,
    });
  }
  expect(JSON.stringify(way.worker.log.lines), what).not.toMatch(
    /Craig|Daniels|example\.com|555-0113|Säcret/,
  );
}

describe.each(Object.entries(modes))('an application arrives exactly once, found again %s', (_, options) => {
  it.each(Object.keys(troubles))('though a call is %s, once or three times', async (trouble) => {
    await Promise.all(
      steps.flatMap((step) => {
        // What is listed only after something was lost.
        const before = step.startsWith('list-') ? { 'create-contact': ['answered with 503'] } : {};
        return [1, 3].map((times) => expectOnce(options, { ...before, [step]: Array(times).fill(trouble) }));
      }),
    );
  });

  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

  it(`whatever goes wrong, in whatever order (seed ${seed}; set TEST_SEED to repeat)`, async () => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const plans = Array.from({ length: 60 }, () => {
      const plan: Record<string, string[]> = {};
      for (let n = Math.floor(random() * 10); n > 0; n -= 1) {
        const step = pick(steps);
        plan[step] = [...(plan[step] ?? []), pick(['', ...Object.keys(troubles)])];
      }
      return plan;
    });
    await Promise.all(plans.map((plan) => expectOnce(options, plan)));
  });
});

it('two applications of one person share a contact and nothing else', async () => {
  const pod = rememberingPod();
  const site = openCanned(pod.answers);
  const [one, two] = [submissionOf(), submissionOf()];
  await site.deliver(one, 1, { checkpoints: {} });
  await site.deliver(two, 1, { checkpoints: {} });
  expect(pod.held.contacts).toHaveLength(1);
  expect(pod.held.serviceRequests.map(({ SubmissionId_c }) => SubmissionId_c)).toEqual([one.id, two.id]);
  expect(pod.held.interactions.map(({ OriginalSystemReference }) => OriginalSystemReference)).toEqual([
    one.id,
    two.id,
  ]);
});

describe('an interaction that cannot be looked for', () => {
  /** The first call gets no answer, though it was carried out. */
  function openLost(onRecord: (more: Checkpoints) => void = () => {}) {
    const pod = rememberingPod();
    const store = createMemoryStore();
    let lost = true;
    const create = pod.answers['create-interaction'] as Answer;
    const site = openCanned(
      {
        ...pod.answers,
        'create-interaction': async (call) => {
          const made = await create(call);
          if (!lost) return made;
          lost = false;
          throw new TypeError('fetch failed');
        },
      },
      { interactionKey: null },
    );
    const way = openWorker(
      (submission, context) =>
        site.connector.deliver(submission, {
          ...context,
          record: async (more) => {
            await context.record(more);
            onRecord(more);
          },
        }),
      { store, backoff: { baseMs: 10 } },
    );
    const submission = submissionOf();
    return {
      way,
      made: () => pod.held.interactions.length,
      state: () => way.stateOf(submission.id),
      add: () =>
        way.store.add(submission, { destinations: ['crm'], serialKey: null, receivedAt: way.clock.now }),
      /** Lets the worker do whatever falls due, several times. */
      async wait(): Promise<void> {
        for (let times = 0; times < 4; times += 1) {
          await way.tick();
          const dueAt = (await way.stateOf(submission.id))?.dueAt ?? 0;
          way.clock.now = Math.max(way.clock.now + 10_000, dueAt);
        }
      },
      retry: () =>
        store.operations.retry([{ id: submission.id, destination: 'crm' }], {
          now: way.clock.now,
          leaseMs: 0,
          settleMs: 0,
        }),
    };
  }

  it('is not made again though the attempt dies that was to tell a person, nor by a start', async () => {
    let deaths = 0;
    const lost = openLost((more) => {
      if (more.interactionTold && deaths++ === 0) throw new DOMException('stopping', 'AbortError');
    });
    await lost.add();
    await lost.wait();
    expect(deaths).toBeGreaterThan(1);
    const { clock, store } = lost.way;
    await store.resume({ now: clock.now, leasedDueAt: clock.now });
    await lost.wait();
    expect(await lost.state()).toMatchObject({
      state: 'attention',
      lastError: expect.stringContaining('look by hand'),
    });
    expect(lost.made()).toBe(1);
  });

  it('is made when a person has had it tried again who was told', async () => {
    const lost = openLost();
    await lost.add();
    await lost.wait();
    expect(lost.made()).toBe(1);
    await lost.retry();
    await lost.wait();
    expect(await lost.state()).toMatchObject({ state: 'delivered' });
    expect(lost.made()).toBe(2);
  });

  it('is not made by the retry of something else', async () => {
    const lost = openLost();
    await lost.add();
    await lost.way.tick();
    await lost.retry();
    await lost.wait();
    expect(await lost.state()).toMatchObject({ state: 'attention' });
    expect(lost.made()).toBe(1);
  });
});
