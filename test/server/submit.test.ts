import { describe, expect, it } from 'vitest';
import { brokenStore, openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

const problemBase = 'https://applicant-intake.example.com/problems';

describe('an application that arrives', () => {
  it('is stored, then accepted with a reference and the place of its status', async () => {
    let accepted = 0;
    const { post, store } = openServer({ onAccepted: () => (accepted += 1), now: () => 7_000 });
    const submission = buildSubmission();
    const { status, headers, body } = await post(submission);
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/v1/applications/${submission.id}`);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toEqual({
      id: submission.id,
      reference: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/),
      status: 'queued',
    });
    expect(accepted).toBe(1);
    expect(await store.find(submission.id)).toMatchObject({
      reference: body.reference,
      receivedAt: 7_000,
      deliveries: [{ destination: 'b2c-service', state: 'queued', attempts: 0, dueAt: 7_000 }],
    });
  });

  it('again with the same content gets the same answer, whatever came of it since', async () => {
    let accepted = 0;
    const { post, store } = openServer({ onAccepted: () => (accepted += 1) });
    const submission = buildSubmission();
    const first = await post(submission);
    const [delivery] = await store.lease({
      destination: 'b2c-service',
      limit: 1,
      now: Date.now(),
      until: Infinity,
    });
    if (delivery) await store.complete(delivery, { id: '84001' });
    const reordered = Object.fromEntries(Object.entries(submission).reverse());
    const second = await post({ ...reordered, id: submission.id.toUpperCase() });
    expect([second.status, second.body]).toEqual([202, first.body]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(accepted).toBe(1);
    expect((await store.counts()).delivered).toBe(1);
  });

  it('with an id that stands for other content is refused, and the reference of what was kept is named', async () => {
    const { post, store } = openServer();
    const submission = buildSubmission();
    const first = await post(submission);
    const second = await post(buildSubmission({ first_name: 'Craig-Allen' }, { id: submission.id }));
    expect(second.status).toBe(422);
    expect(second.headers.get('content-type')).toBe('application/problem+json');
    expect(second.body).toEqual({
      type: `${problemBase}/id-reused`,
      title: expect.any(String),
      status: 422,
      reference: first.body.reference,
    });
    expect(await store.counts()).toMatchObject({ queued: 1 });
  });

  it('many times at once is stored once', async () => {
    const { post, store } = openServer();
    const submission = buildSubmission();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(submission)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.reference)).size).toBe(1);
    expect(await store.counts()).toMatchObject({ queued: 1 });
  });

  it('with mistakes is refused with all of them, as codes', async () => {
    const { post, store } = openServer();
    const submission = buildSubmission({ email: 'nobody', first_name: undefined });
    const { status, headers, body } = await post({ ...submission, language: '' });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ type: `${problemBase}/invalid-application`, status: 422 });
    expect(body.issues).toHaveLength(3);
    expect(body.issues).toEqual(
      expect.arrayContaining([
        { path: 'language', code: 'invalid_format', params: {} },
        { path: 'answers.email', code: 'invalid_email', params: {} },
        { path: 'answers.first_name', code: 'required', params: {} },
      ]),
    );
    expect(await store.find(submission.id)).toBeUndefined();
  });

  it.each(['[]', '{}', 'null', '"text"', '7', '{"answers":{}}'])('that is %s is refused', async (body) => {
    expect(await openServer().post(body)).toMatchObject({ status: 422, body: { issues: expect.anything() } });
  });

  it('full of unknown keys gets an answer and a log line of bounded length', async () => {
    const { post, log } = openServer();
    const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]));
    const { status, body } = await post({ ...buildSubmission(), ...keys });
    expect(status).toBe(422);
    expect(body.issues).toHaveLength(100);
    expect(JSON.stringify(log.lines).length).toBeLessThan(500);
  });

  it('when it cannot be stored is not accepted; the sender is told to come back', async () => {
    let accepted = 0;
    const { post, send } = openServer({ store: await brokenStore(), onAccepted: () => (accepted += 1) });
    const { status, headers, body } = await post(buildSubmission());
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('30');
    expect(body).toMatchObject({ type: `${problemBase}/storage-unavailable`, status: 503 });
    expect(accepted).toBe(0);
    expect((await send(`/v1/applications/${buildSubmission().id}`)).status).toBe(503);
  });
});

describe('an idempotency key', () => {
  it.each([
    ['bare', (id: string) => id],
    ['in quotes', (id: string) => `"${id}"`],
    ['in capitals', (id: string) => id.toUpperCase()],
  ])('equal to the id, %s, is fine', async (_, write) => {
    const submission = buildSubmission();
    expect((await openServer().post(submission, { 'idempotency-key': write(submission.id) })).status).toBe(
      202,
    );
  });

  it.each([
    ['another id', buildSubmission().id],
    ['something else', 'abc'],
    ['nothing', '""'],
  ])('that is %s is a mistake of the sender', async (_, key) => {
    const { post, store } = openServer();
    const submission = buildSubmission();
    const { status, body } = await post(submission, { 'idempotency-key': key });
    expect(status).toBe(422);
    expect(body.issues).toEqual([{ path: 'id', code: 'id_mismatch', params: {} }]);
    expect(await store.find(submission.id)).toBeUndefined();
  });
});
