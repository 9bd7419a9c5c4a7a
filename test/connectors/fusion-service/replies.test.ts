import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/connectors/connector.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type Answer, ids, items, json, openCanned, problem } from '../../support/canned-fusion.ts';
import { licenseFile } from '../../support/license-file.ts';

const writes = [
  'create-contact',
  'create-service-request',
  'create-message',
  'create-interaction',
  'create-reference',
  'assign-queue',
  'attach-file',
];
const reads = ['find-contact', 'find-service-request', 'list-messages', 'find-interaction', 'list-files'];
const steps = [...writes, ...reads];

/** The first or the second attempt at an application with everything that can go wrong on the way, one step answered so. */
async function outcomeOf(step: string, answer: Answer): Promise<unknown> {
  const site = openCanned({ [step]: answer }, { references: 'child', assignQueue: true });
  return site
    .deliver(submissionOf(), 2, { files: [licenseFile] })
    .then(() => 'delivered')
    .catch((error: unknown) => error);
}

describe.each(steps)('%s', (step) => {
  const changes = writes.includes(step);

  it.each([
    ['a page', () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } })],
    ['nothing', () => (step === 'assign-queue' ? new Response('<p>') : new Response(null, { status: 204 }))],
    ['JSON that breaks off', () => json('{"PartyId": 1', 201)],
    ['a list', () => (step === 'assign-queue' ? new Response('x') : json([]))],
    ['the wrong shape', () => (step === 'assign-queue' ? new Response('x') : json({ items: {}, SrId: {} }))],
    [
      'ids that are none',
      () => (step === 'assign-queue' ? new Response('x') : json({ PartyId: -1, SrId: 0.5, items: 7 })),
    ],
  ])('proves nothing with a 200 that holds %s', async (_, answer) => {
    expect(await outcomeOf(step, answer)).toMatchObject({ kind: 'retry', uncertain: changes });
  });

  it('proves nothing when it is longer than anything we take', async () => {
    const outcome = await outcomeOf(step, () => new Response('x'.repeat(5_000_000)));
    expect(outcome).toMatchObject({
      kind: 'retry',
      uncertain: changes,
      message: `${step}: no reply: too-large`,
    });
  });

  it.each([500, 502, 503, 504])('leaves open what became of it with %i', async (status) => {
    expect(await outcomeOf(step, () => new Response('<html>', { status }))).toMatchObject({
      kind: 'retry',
      uncertain: changes,
    });
  });

  it('is put off with 429, for as long as is asked', async () => {
    const answer = () => new Response('slow down', { status: 429, headers: { 'retry-after': '3' } });
    expect(await outcomeOf(step, answer)).toMatchObject({
      kind: 'retry',
      uncertain: false,
      retryAfterMs: 3_000,
    });
  });

  it.each([301, 302, 307, 308, 401, 406, 415])('concerns everything with %i', async (status) => {
    const outcome = await outcomeOf(
      step,
      () => new Response(null, { status, headers: { location: 'https://elsewhere.example.com/' } }),
    );
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining(`${step}: status ${status}`),
    });
  });

  it('is refused where the body says so though the status is 200', async () => {
    const outcome = await outcomeOf(step, () =>
      json({ title: 'Bad Request', status: '400', 'o:errorDetails': [{ 'o:errorCode': '27021' }] }),
    );
    const kind = changes
      ? 'rejected'
      : ['find-contact', 'find-service-request', 'find-interaction'].includes(step)
        ? 'misconfigured'
        : 'rejected';
    expect(outcome).toMatchObject({ kind, message: `${step}: status 400, 27021` });
  });

  it('says nothing of what was typed or of the credential, however it is echoed', async () => {
    const answers: Answer[] = [
      ({ text, headers, query }) =>
        problem(400, { detail: `${text} ${headers.get('authorization')} ${query}` }),
      ({ text }) => problem(400, { 'o:errorCode': text, 'o:errorPath': `/${text}` }),
      ({ query }) => problem(400, { 'o:errorCode': `${query}`, 'o:errorPath': `/Craig` }),
      ({ text }) => new Response(text, { status: 400 }),
      ({ text }) => new Response(text, { status: 500 }),
      () => {
        throw new TypeError('fetch failed');
      },
    ];
    for (const answer of answers) {
      const outcome = await outcomeOf(step, answer);
      expect(outcome).toBeInstanceOf(DeliveryError);
      expect(inspect(outcome, { depth: 9 })).not.toMatch(
        /Craig|Daniels|example\.com|555-0113|integration|Säcret|Basic/,
      );
    }
  });
});

describe('a refusal', () => {
  it('names codes and the attributes that we sent, of several details', async () => {
    const outcome = await outcomeOf('create-service-request', () =>
      problem(
        400,
        { detail: 'x', 'o:errorCode': 'SVC-1530021', 'o:errorPath': '/Title' },
        { detail: 'y', 'o:errorCode': '27021', 'o:errorPath': '' },
        { detail: 'z', 'o:errorCode': '27021', 'o:errorPath': '/Elsewhere' },
      ),
    );
    expect(outcome).toMatchObject({
      message: 'create-service-request: status 400, SVC-1530021 at Title, 27021',
    });
  });

  it('in plain text says its status', async () => {
    const outcome = await outcomeOf(
      'create-interaction',
      () => new Response('JBO-27021: no', { status: 400 }),
    );
    expect(outcome).toMatchObject({ kind: 'rejected', message: 'create-interaction: status 400' });
  });

  it('for a right that lacks concerns everything, but for a file that file alone', async () => {
    expect(await outcomeOf('create-service-request', () => problem(403))).toMatchObject({
      kind: 'misconfigured',
      message: 'create-service-request: status 403, the account lacks a right',
    });
    expect(await outcomeOf('attach-file', () => problem(403))).toMatchObject({ kind: 'rejected' });
  });

  it('for a record that is gone concerns this application alone, for a resource everything', async () => {
    expect(await outcomeOf('create-message', () => problem(404))).toMatchObject({ kind: 'rejected' });
    expect(await outcomeOf('create-interaction', () => problem(404))).toMatchObject({
      kind: 'misconfigured',
    });
  });

  it('as a conflict is looked into before it counts', async () => {
    let asked = 0;
    const id = '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11';
    const site = openCanned({
      'create-service-request': () => problem(409),
      'find-service-request': () =>
        asked++ === 0
          ? items()
          : json(`{"items":[{"SrId":${ids.serviceRequest},"SrNumber":"SR1","SubmissionId_c":"${id}"}]}`),
    });
    expect(await site.deliver(submissionOf({}, { id }), 2)).toEqual({
      id: ids.serviceRequest,
      reference: 'SR1',
    });
  });
});

it('one file that is refused does not keep the others from arriving', async () => {
  const site = openCanned({
    'attach-file': ({ body }) =>
      body.FileName === 'a.pdf' ? problem(400) : json({ AttachedDocumentId: 1 }, 201),
  });
  const files = ['a.pdf', 'b.pdf'].map((name) => ({ ...licenseFile, id: name, name }));
  await expect(site.deliver(submissionOf(), 1, { files })).rejects.toMatchObject({
    kind: 'rejected',
    message: 'attach-file: status 400',
  });
  expect(Object.keys(site.checkpoints)).toContain('file:b.pdf');
  expect(Object.keys(site.checkpoints)).not.toContain('file:a.pdf');
});

it('one file that cannot be read does not keep the others from arriving', async () => {
  const site = openCanned();
  const read = async () => {
    throw new DeliveryError('rejected', 'file a cannot be read');
  };
  const files = [
    { ...licenseFile, id: 'a', name: 'a.pdf', read },
    { ...licenseFile, id: 'b', name: 'b.pdf' },
  ];
  for (const attempt of [1, 2]) {
    await expect(site.deliver(submissionOf(), attempt, { files })).rejects.toMatchObject({
      kind: 'rejected',
      message: 'file a cannot be read',
    });
  }
  const sent = site.calls.filter(({ step }) => step === 'attach-file');
  expect(sent.map(({ body }) => body.FileName)).toEqual(['b.pdf']);
});

it('a lost lease ends the attempt before the next call', async () => {
  const site = openCanned();
  const record = async () => {
    throw new Error('the lease is lost');
  };
  await expect(site.deliver(submissionOf(), 1, { record })).rejects.toThrow('the lease is lost');
  expect(site.steps()).toEqual(['find-contact', 'create-contact']);
});
