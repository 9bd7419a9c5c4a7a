import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type Answer, openCanned, problem } from '../../support/canned-fusion.ts';
import { rememberingPod } from '../../support/remembering-fusion.ts';

const submission = submissionOf();
const busy = () => new Response('', { status: 503 });
const files = ['a.pdf', 'b.pdf'].map((name) => ({
  id: name,
  name,
  type: 'application/pdf',
  size: 1,
  read: async () => new Uint8Array(1),
}));

/** A pod that refuses what goes onto a record which is not there, and answers the steps in `down` with 503. */
function openPod(options: Partial<FusionServiceConnectorOptions> = {}) {
  const pod = rememberingPod();
  const { contacts, serviceRequests, interactions } = pod.held;
  const down = new Set<string>();
  const holds = (rows: readonly Record<string, unknown>[], name: string, value: unknown) =>
    rows.some((row) => String(row[name]) === String(value));
  function isMissing(path: string, body: Record<string, unknown> = {}): Response | undefined {
    const [resource, key, child] = path.split('/');
    if (child && resource === 'serviceRequests' && !holds(serviceRequests, 'SrNumber', key))
      return problem(404);
    if (child && resource === 'interactions' && !holds(interactions, 'InteractionId', key))
      return problem(404);
    const contact = body.ContactPartyId ?? body.PrimaryContactPartyId;
    if (contact !== undefined && !holds(contacts, 'PartyId', contact)) return problem(400);
    const references = (body.interactionReferences ?? []) as { ObjectId: unknown }[];
    return references.some(({ ObjectId }) => !holds(serviceRequests, 'SrId', ObjectId))
      ? problem(400)
      : undefined;
  }
  const answers = Object.fromEntries(
    Object.entries(pod.answers).map(([step, answer]): [string, Answer] => [
      step,
      (call) => (down.has(step) ? busy() : (isMissing(call.path, call.body) ?? answer(call))),
    ]),
  );
  const readInteraction: Answer = ({ path }) =>
    holds(interactions, 'InteractionId', path.split('/')[1]) ? new Response('{}') : problem(404);
  const site = openCanned({ ...answers, 'read-interaction': readInteraction }, options);
  let attempt = 0;
  return {
    ...site,
    held: pod.held,
    down,
    /** The next attempt; by hand, where a person has had it tried again. */
    next(by: 'itself' | 'hand' = 'itself') {
      attempt += 1;
      return site.deliver(submission, attempt, {
        files,
        ...(by === 'hand' && { attemptsBefore: attempt - 1 }),
      });
    },
  };
}

const counts = (held: object) =>
  Object.fromEntries(Object.entries(held).map(([name, rows]) => [name, rows.length]));

describe('a contact that is merged after it was recorded', () => {
  it.each(['interaction', 'service-request'] as const)(
    'is looked for anew once an interaction was refused that named it (%s)',
    async (records) => {
      const pod = openPod({ records });
      pod.down.add('create-interaction');
      await expect(pod.next()).rejects.toMatchObject({ kind: 'retry' });
      const [merged] = pod.held.contacts.splice(0);
      pod.held.contacts.push({ ...merged, PartyId: 22n, PartyNumber: 'CDRM_22' });
      pod.down.clear();
      await expect(pod.next()).rejects.toMatchObject({ kind: 'rejected' });
      await pod.next();
      expect(pod.held.interactions).toMatchObject([{ ContactPartyId: 22 }]);
      expect(pod.held.contacts).toHaveLength(1);
    },
  );
});

describe('a service request that is gone after it was recorded', () => {
  it.each(['create-message', 'create-interaction', 'attach-file'])(
    'is made anew before %s, but only when a person has had the application tried again',
    async (step) => {
      const pod = openPod();
      pod.down.add(step);
      await expect(pod.next()).rejects.toMatchObject({ kind: 'retry' });
      const [gone] = pod.held.serviceRequests.splice(0);
      pod.held.messages.splice(0);
      pod.held.files.splice(0);
      pod.down.clear();
      const told = {
        kind: 'rejected',
        message: expect.stringContaining(
          `service request ${gone?.SrNumber}, which an earlier attempt made, is gone`,
        ),
      };
      await expect(pod.next()).rejects.toMatchObject(told);
      await expect(pod.next()).rejects.toMatchObject(told);
      expect(pod.held.serviceRequests).toEqual([]);
      const receipt = await pod.next('hand');
      expect(counts(pod.held)).toMatchObject({
        contacts: 1,
        serviceRequests: 1,
        messages: 1,
        interactions: 1,
        files: 2,
      });
      const [made] = pod.held.serviceRequests;
      expect(receipt).toEqual({ id: String(made?.SrId), reference: made?.SrNumber });
      expect(pod.held.references.at(-1)).toMatchObject({ ObjectId: made?.SrId });
    },
  );

  it('is no second one where it is seen again by then', async () => {
    const pod = openPod();
    pod.down.add('create-message');
    await expect(pod.next()).rejects.toThrow();
    const hidden = pod.held.serviceRequests.splice(0);
    pod.down.clear();
    await expect(pod.next()).rejects.toThrow('is gone');
    pod.held.serviceRequests.push(...hidden);
    await pod.next('hand');
    expect(pod.held.serviceRequests).toEqual(hidden);
  });

  it('is not taken for gone by an account that has gone blind', async () => {
    const pod = openPod({ knownServiceRequest: 'SR1' });
    pod.held.serviceRequests.push({ SrNumber: 'SR1', SrId: 1 });
    pod.down.add('attach-file');
    await expect(pod.next()).rejects.toThrow();
    pod.held.serviceRequests.splice(0);
    pod.down.clear();
    await expect(pod.next()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('does not see the service request'),
    });
  });

  it('is followed where it has another number now', async () => {
    const pod = openPod();
    pod.down.add('create-message');
    await expect(pod.next()).rejects.toThrow();
    Object.assign(pod.held.serviceRequests[0] ?? {}, { SrNumber: 'SR-NEW' });
    pod.down.clear();
    await expect(pod.next()).rejects.toMatchObject({ kind: 'retry' });
    expect(await pod.next()).toMatchObject({ reference: 'SR-NEW' });
    expect(counts(pod.held)).toMatchObject({ serviceRequests: 1, messages: 1, interactions: 1 });
  });
});

it('a refusal that has nothing to do with the service request stays what it is', async () => {
  const site = openCanned({
    ...rememberingPod().answers,
    'find-service-request': () =>
      new Response(JSON.stringify({ items: [{ SrId: 1, SrNumber: 'SR1', SubmissionId_c: submission.id }] })),
    'attach-file': () => problem(404),
  });
  const checkpoints = { serviceRequest: '1', serviceRequestNumber: 'SR1', complete: 'placed' };
  await expect(site.deliver(submission, 2, { files, checkpoints })).rejects.toMatchObject({
    kind: 'rejected',
    message: expect.not.stringContaining('gone'),
  });
});

it('an interaction that is gone before its reference was made is made anew when a person says so', async () => {
  const pod = openPod({ references: 'child' });
  pod.down.add('create-reference');
  await expect(pod.next()).rejects.toThrow();
  pod.held.interactions.splice(0);
  pod.down.clear();
  await expect(pod.next()).rejects.toThrow(/interaction \d+, which an earlier attempt made, is gone/);
  expect(pod.held.interactions).toEqual([]);
  await pod.next('hand');
  expect(counts(pod.held)).toMatchObject({ serviceRequests: 1, interactions: 1, references: 1 });
});
