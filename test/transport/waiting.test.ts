import { describe, expect, it } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import { httpTransport } from '../../src/transport/index.ts';
import { reply, startFakeServer } from '../support/fake-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';

const submission = buildSubmission() as unknown as Submission;
const accepted = { id: submission.id, reference: '7Q4M-X2HV', status: 'queued' };
const patient = () => new AbortController().signal;

describe('an answer that keeps us waiting', () => {
  it.each([
    ['in seconds', '3600', 3_600_000],
    ['as a date', () => new Date(Date.now() + 3_600_000).toUTCString(), 3_600_000],
  ])('is told with the time to come back, given %s', async (_, header, ms) => {
    const value = typeof header === 'string' ? header : header();
    const server = await startFakeServer((response) => reply(response, 429, {}, { 'retry-after': value }));
    const submitted = httpTransport({ endpoint: server.url }).submit(submission, { signal: patient() });
    const error = await submitted.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'busy' });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(ms - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(ms);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['no answer at all', false],
    ['an answer that stops after its head', true],
  ])('is given up after the time limit: %s', async (_, head) => {
    const server = await startFakeServer((response) => {
      if (head) response.writeHead(202, { 'content-type': 'application/json' }).write('{"id":');
    });
    const transport = httpTransport({ endpoint: server.url, timeoutMs: 250 });
    await expect(transport.submit(submission, { signal: patient() })).rejects.toMatchObject({
      kind: 'timeout',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a caller who gives up', () => {
  it('ends a request under way', async () => {
    const server = await startFakeServer(() => {});
    const caller = new AbortController();
    const submitted = httpTransport({ endpoint: server.url }).submit(submission, { signal: caller.signal });
    await until(() => server.requests.length === 1);
    caller.abort();
    await expect(submitted).rejects.toMatchObject({ kind: 'aborted' });
    expect(server.requests).toHaveLength(1);
  });

  it('before anything is sent sends nothing', async () => {
    const server = await startFakeServer((response) => reply(response, 202, accepted));
    const submitted = httpTransport({ endpoint: server.url }).submit(submission, {
      signal: AbortSignal.abort(),
    });
    await expect(submitted).rejects.toMatchObject({ kind: 'aborted' });
    expect(server.requests).toHaveLength(0);
  });
});
