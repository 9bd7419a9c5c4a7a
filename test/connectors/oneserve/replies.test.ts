import { describe, expect, it } from 'vitest';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { answering } from '../../support/oneserve.ts';

const json = (body: unknown, status = 200) => Response.json(body, { status });
const fail = (text: string | null, status = 200) =>
  json({ result: 'fail', result_msg: text, result_error_msg: 'Craig Daniels' }, status);
const html = (status: number) =>
  new Response('<!DOCTYPE html><title>Sign in</title>', { status, headers: { 'content-type': 'text/html' } });

const rollback = 'Transaction rolled back because it has been marked as rollback-only';
const statement = 'could not execute statement; Data too long for column craig.daniels@example.com';

/** What a reply makes of the delivery. */
async function outcome(reply: () => Response | Promise<Response>) {
  const { connector, sent } = answering(reply);
  const result = await connector.deliver(submissionOf(), contextOf()).catch((error: unknown) => error);
  expect(sent).toHaveLength(1);
  return result;
}

describe('only an answer that says so is a success', () => {
  it.each([
    ['as documented', json({ result: 'success', result_msg: '' })],
    ['with more than is documented', json({ result: 'success', id: 7, result_msg: null })],
    ['with another status of success', json({ result: 'success' }, 201)],
    [
      'with another content type',
      new Response('{"result":"success"}', { headers: { 'content-type': 'text/html' } }),
    ],
  ])('%s', async (_, reply) => {
    expect(await outcome(() => reply)).toMatchObject({ id: expect.stringMatching(/^APP-[A-F\d-]{36}$/) });
  });

  it.each([
    ['an empty body', new Response('')],
    ['no body', new Response(null, { status: 204 })],
    ['a page', html(200)],
    ['JSON that is cut off', new Response('{"result":"succ')],
    ['another word', json({ result: 'ok' })],
    ['a word in capitals', json({ result: 'SUCCESS' })],
    ['a list', json([{ result: 'success' }])],
    ['text', json('success')],
    ['null', json(null)],
    ['true', json({ result: true })],
    ['success within something else', json({ data: { result: 'success' } })],
    ['success inherited', new Response('{"__proto__":{"result":"success"}}')],
    ['a message that is no text', json({ result: 'success', result_msg: { a: 1 } })],
    ['success with a status that says failure', json({ result: 'success' }, 500)],
    ['success with a status that says refusal', json({ result: 'success' }, 400)],
  ])('%s proves nothing, and may have been carried out', async (_, reply) => {
    expect(await outcome(() => reply)).toMatchObject({
      kind: 'retry',
      uncertain: true,
      message: expect.stringMatching(/^save-contact: status \d+, the reply cannot be read$/),
    });
  });

  it('more than anyone would answer is no reply', async () => {
    const oversized = new Response(`{"result":"success","result_msg":"${'x'.repeat(5_000_000)}"}`);
    expect(await outcome(() => oversized)).toMatchObject({
      kind: 'retry',
      uncertain: true,
      message: 'save-contact: no reply: too-large',
    });
  });

  it('neither is silence', async () => {
    const silence: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const { connector } = answering(() => Response.error(), { fetch: silence });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'retry',
      uncertain: true,
      message: 'save-contact: no reply: timeout',
    });
  });
});

describe('a failure is judged by what the body says, whatever the status', () => {
  it.each([200, 400, 404, 405, 406, 415, 422, 500, 501, 503])('with status %i', async (status) => {
    expect(await outcome(() => fail('Unable to locate client ref supplied', status))).toMatchObject({
      kind: 'misconfigured',
      message: `save-contact: status ${status}, unknown-client-ref, the system has no client of that clientRef`,
    });
    for (const [text, code] of [
      [rollback, 'rolled-back'],
      [statement, 'statement-failed'],
      ['REST0002', 'REST0002'],
    ] as const) {
      expect(await outcome(() => fail(text, status))).toMatchObject({
        kind: 'rejected',
        uncertain: false,
        recheckMs: 60_000,
        message: `save-contact: status ${status}, ${code}`,
      });
    }
  });

  it('and where nobody knows the reason, by the status', async () => {
    for (const text of ['Something new', '', null]) {
      expect(await outcome(() => fail(text))).toMatchObject({
        kind: 'rejected',
        message: 'save-contact: status 200, failed',
      });
      expect(await outcome(() => fail(text, 400))).toMatchObject({ kind: 'rejected' });
      expect(await outcome(() => fail(text, 500))).toMatchObject({ kind: 'retry', uncertain: true });
      expect(await outcome(() => fail(text, 503))).toMatchObject({ kind: 'retry', uncertain: true });
      expect(await outcome(() => fail(text, 404))).toMatchObject({
        kind: 'misconfigured',
        message: 'save-contact: status 404, failed, the address of the API or its path is wrong',
      });
    }
  });
});

it.each([
  [502, 'retry'],
  [504, 'retry'],
  [408, 'retry'],
  [429, 'retry'],
  [302, 'misconfigured'],
  [401, 'misconfigured'],
  [403, 'misconfigured'],
] as const)(
  'a body counts for nothing with status %i, by which others than the API answer: %s',
  async (status, kind) => {
    const uncertain = kind === 'retry' && status !== 429;
    for (const text of [statement, 'Unable to locate client ref supplied']) {
      const error = await outcome(() => fail(text, status));
      expect(error).toMatchObject({ kind, uncertain });
      expect((error as Error).message).not.toMatch(/client-ref|statement/);
    }
  },
);

it('a success that comes with a status of failure may be one', async () => {
  for (const status of [404, 405, 501, 503]) {
    const reply = json({ result: 'success' }, status);
    expect(await outcome(() => reply)).toMatchObject({ kind: 'retry', uncertain: true });
  }
});

describe('a status', () => {
  it.each([
    [301, 'misconfigured'],
    [302, 'misconfigured'],
    [401, 'misconfigured'],
    [403, 'misconfigured'],
    [404, 'misconfigured'],
    [405, 'misconfigured'],
    [415, 'misconfigured'],
    [400, 'rejected'],
    [413, 'rejected'],
    [408, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [502, 'retry'],
    [503, 'retry'],
    [504, 'retry'],
  ])('of %i means %s', async (status, kind) => {
    for (const reply of [html(status), fail('Something', status)]) {
      expect(await outcome(() => reply)).toMatchObject({
        kind,
        uncertain: kind === 'retry' && status !== 429,
        message: expect.stringContaining(`status ${status}`),
      });
    }
  });

  it('of 429 and 503 tells how long to wait', async () => {
    for (const status of [429, 503]) {
      const reply = new Response('', { status, headers: { 'retry-after': '7' } });
      expect(await outcome(() => reply)).toMatchObject({ kind: 'retry', retryAfterMs: 7_000 });
    }
  });

  it('of a redirect is not followed', async () => {
    const { connector, sent } = answering(
      () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.invalid/' } }),
    );
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'misconfigured',
    });
    expect(sent.map(({ url, redirect }) => [url, redirect])).toEqual([
      ['http://site.invalid/sandbox/oneserve/rest/contact/contact', 'manual'],
    ]);
  });
});

it('repeats in no error what a reply says, nor what was typed, nor the token', async () => {
  for (const reply of [
    fail(statement),
    fail(rollback, 500),
    fail('craig.daniels@example.com'),
    html(200),
    html(401),
    html(500),
  ]) {
    let error: unknown = await outcome(() => reply);
    while (error instanceof Error) {
      expect(error.message).not.toMatch(/Craig|Daniels|example\.com|column|sandbox|720-555/i);
      error = error.cause;
    }
  }
});
