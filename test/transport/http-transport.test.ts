import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import { type HttpTransportOptions, httpTransport, TransportError } from '../../src/transport/index.ts';
import { type Answer, deadUrl, reply, replyHtml, startFakeServer } from '../support/fake-server.ts';
import { buildSubmission } from '../support/submissions.ts';

const submission = buildSubmission() as unknown as Submission;
const accepted = { id: submission.id, reference: '7Q4M-X2HV', status: 'queued' };

/** Sends a submission to a server that answers like this. */
async function send(answer: Answer, options: HttpTransportOptions = {}) {
  const server = await startFakeServer(answer);
  const transport = httpTransport({ endpoint: server.url, ...options });
  const outcome = await transport
    .submit(submission, { signal: new AbortController().signal })
    .catch((error: unknown) => error);
  return { outcome, requests: server.requests };
}

const problem = (kind: string, more: object = {}) => ({
  type: `https://applicant-intake.example.com/problems/${kind}`,
  ...more,
});

describe('sending a submission over HTTP', () => {
  it('posts it once, under its id, to the path of applications', async () => {
    const { outcome, requests } = await send((response) => reply(response, 202, accepted));
    expect(outcome).toEqual(accepted);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/applications',
      headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual(submission);
    expect(requests[0]?.headers).not.toHaveProperty('cookie');
  });

  it('takes an endpoint with a slash at its end, or below a path', async () => {
    const server = await startFakeServer((response) => reply(response, 202, accepted));
    const { signal } = new AbortController();
    await httpTransport({ endpoint: `${server.url}/` }).submit(submission, { signal });
    await httpTransport({ endpoint: `${server.url}/apply//` }).submit(submission, { signal });
    expect(server.requests.map(({ url }) => url)).toEqual(['/v1/applications', '/apply/v1/applications']);
  });

  it.each([
    ['another id', (response) => reply(response, 202, { ...accepted, id: 'other' })],
    ['no reference', (response) => reply(response, 202, { id: submission.id, status: 'queued' })],
    ['a page', (response) => replyHtml(response, 202)],
    ['nothing', (response) => response.writeHead(202).end()],
    ['JSON that breaks off', (response) => response.writeHead(202).end('{"id":"')],
    ['an array', (response) => reply(response, 202, [accepted])],
  ] satisfies [string, Answer][])('does not believe a 202 with %s', async (_, answer) => {
    const { outcome, requests } = await send(answer);
    expect(outcome).toMatchObject({ name: 'TransportError', kind: 'server' });
    expect(requests).toHaveLength(1);
  });

  it('does not believe a 200 either', async () => {
    const { outcome } = await send((response) => reply(response, 200, accepted));
    expect(outcome).toMatchObject({ kind: 'server' });
  });

  it('hands on what is wrong with the answers, and does not try again', async () => {
    const issues = [{ path: 'answers.email', code: 'invalid_email', params: {} }];
    const { outcome, requests } = await send((response) =>
      reply(response, 422, problem('invalid-application', { issues })),
    );
    expect(outcome).toMatchObject({ kind: 'invalid', issues });
    expect(requests).toHaveLength(1);
  });

  it('says which application was kept when the id was used before', async () => {
    const { outcome, requests } = await send((response) =>
      reply(response, 422, problem('id-reused', { reference: '7Q4M-X2HV' })),
    );
    expect(outcome).toMatchObject({ kind: 'conflict', reference: '7Q4M-X2HV', issues: [] });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a 422 without issues', 422, problem('invalid-application', { issues: [] })],
    ['a 422 from something else', 422, { message: 'Unprocessable' }],
    ['400', 400, problem('malformed-request')],
    ['403', 403, problem('origin-not-allowed')],
    ['404', 404, problem('not-found')],
    ['413', 413, problem('too-large')],
    ['415', 415, problem('unsupported-media-type')],
  ])('takes %s for a refusal, and does not try again', async (_, status, body) => {
    const { outcome, requests } = await send((response) => reply(response, status, body));
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    [429, 'busy'],
    [503, 'busy'],
    [500, 'server'],
    [502, 'server'],
  ] as const)('leaves it to the caller to send again after a %i', async (status, kind) => {
    const { outcome, requests } = await send((response) => replyHtml(response, status));
    expect(outcome).toMatchObject({ kind });
    expect(requests).toHaveLength(1);
  });

  it('takes a lost connection for being offline', async () => {
    const { outcome } = await send((response) => response.socket?.resetAndDestroy());
    expect(outcome).toMatchObject({ kind: 'offline' });

    const transport = httpTransport({ endpoint: await deadUrl() });
    const { signal } = new AbortController();
    await expect(transport.submit(submission, { signal })).rejects.toMatchObject({ kind: 'offline' });
  });

  it('says nothing of the person in any error', async () => {
    const answers: Answer[] = [
      (response) =>
        reply(
          response,
          422,
          problem('invalid-application', { issues: [{ path: 'answers.email', code: 'x', params: {} }] }),
        ),
      (response, { body }) => reply(response, 400, JSON.parse(body)),
      (response, { body }) => reply(response, 202, JSON.parse(body)),
      (response, { body }) => response.writeHead(500).end(body),
      (response) => response.socket?.resetAndDestroy(),
    ];
    for (const answer of answers) {
      const { outcome } = await send(answer);
      expect(outcome).toBeInstanceOf(TransportError);
      const said = inspect(outcome, { depth: 9 });
      for (const value of ['Craig', 'Daniels', 'craig.daniels', '555-0113', '110 Main']) {
        expect(said).not.toContain(value);
      }
    }
  });
});
