import { describe, expect, it } from 'vitest';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

const listed = 'https://www.example.com';
const foreign = 'https://elsewhere.example.net';
const open = (options = {}) => openServer({ origins: [listed, 'http://localhost:3000'], ...options });

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,idempotency-key',
  },
});

describe('a page of a listed origin', () => {
  it('may send applications and read the answer', async () => {
    const { status, headers } = await open().post(buildSubmission(), { origin: listed });
    expect(status).toBe(202);
    expect(headers.get('access-control-allow-origin')).toBe(listed);
    expect(headers.get('access-control-expose-headers')).toMatch(/Location/);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['/v1/applications', '/v1/applications/7', '/v1/forms/driver-short'])(
    'is told so when it asks beforehand: %s',
    async (path) => {
      const { status, headers, body } = await open().send(path, preflight(listed));
      expect(status).toBe(204);
      expect(body).toBeUndefined();
      expect(headers.get('access-control-allow-origin')).toBe(listed);
      expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
      expect(headers.get('access-control-allow-headers')).toBe('Content-Type, Idempotency-Key');
      expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    },
  );

  it('can read every refusal', async () => {
    const { post, send } = open({ rateLimit: { burst: 4, perMinute: 1 }, maxBodyBytes: 10_000 });
    const from = { origin: listed };
    const submission = buildSubmission();
    const answers = [
      await post(submission, from),
      await post({ ...submission, language: 'es' }, from),
      await post('{', from),
      await post(' '.repeat(20_000), from),
      await post(submission, from),
      await send('/v1/applications/nothing', { headers: from }),
      await send('/v1/nothing', { headers: from }),
      await send('/v1/applications', { method: 'PUT', headers: from }),
      await send('/v1/forms/driver-short', { method: 'DELETE', headers: from }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 422, 400, 413, 429, 404, 404, 405, 405]);
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe(listed);
      expect(headers.get('access-control-expose-headers')).toMatch(/Retry-After/);
    }
  });
});

describe('a page of another origin', () => {
  it.each([
    foreign,
    'null',
    'http://www.example.com',
    'https://www.example.com:8443',
    'https://www.example.com.example.net',
    'https://example.com',
    'https://WWW.EXAMPLE.COM.',
    'http://localhost:3001',
    '',
  ])('%s is turned away', async (origin) => {
    const { post, store } = open();
    const submission = buildSubmission();
    const { status, headers, body } = await post(submission, { origin });
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(body).toMatchObject({ type: expect.stringMatching(/\/origin-not-allowed$/), status: 403 });
    expect(await store.find(submission.id)).toBeUndefined();
  });

  it('is turned away when it asks beforehand', async () => {
    const { status, headers } = await open().send('/v1/applications', preflight(foreign));
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('cannot read how an application stands, nor a form', async () => {
    const { send } = open();
    for (const path of ['/v1/applications/7', '/v1/forms/driver-short']) {
      expect((await send(path, { headers: { origin: foreign } })).status).toBe(403);
    }
  });
});

describe('the proxy itself', () => {
  it.each([
    ['http://apply.example.com', 'apply.example.com'],
    ['https://apply.example.com', 'apply.example.com'],
    ['https://apply.example.com', 'Apply.Example.com'],
    ['http://localhost:8080', 'localhost:8080'],
  ])('is its own origin: %s at %s', async (origin, host) => {
    expect((await openServer().post(buildSubmission(), { origin, host })).status).toBe(202);
  });

  it('is another origin on another port', async () => {
    const headers = { origin: 'http://apply.example.com:81', host: 'apply.example.com' };
    expect((await openServer().post(buildSubmission(), headers)).status).toBe(403);
  });

  it('needs no origin from another server', async () => {
    const { status, headers } = await openServer().post(buildSubmission());
    expect(status).toBe(202);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

it('a cache never hands an answer made for one origin to another', async () => {
  const { send } = open();
  for (const headers of [{}, { origin: listed }, { origin: foreign }]) {
    const answer = await send('/v1/forms/driver-short', { headers: new Headers(headers) });
    expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
  }
});
