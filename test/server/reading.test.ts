import { describe, expect, it } from 'vitest';
import { driverShort } from '../../src/model/index.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { brokenStore, openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

describe('how an application stands', () => {
  async function accepted(destinations = ['b2c-service']) {
    const server = openServer({ destinations, now: () => Date.UTC(2026, 10, 21, 17) });
    const submission = buildSubmission();
    const { body } = await server.post(submission);
    const lease = async (destination: string) => {
      const options = { destination, limit: 1, now: Infinity, until: Infinity };
      const [delivery] = await server.store.lease(options);
      if (!delivery) throw new Error('nothing to lease');
      return delivery;
    };
    const status = async () => (await server.send(`/v1/applications/${submission.id}`)).body.status;
    return { ...server, submission, reference: body.reference, lease, status };
  }

  it('says its reference and when it came, and nothing of the person or the back end', async () => {
    const { send, submission, reference } = await accepted();
    const { status, headers, body } = await send(`/v1/applications/${submission.id}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      id: submission.id,
      reference,
      status: 'queued',
      receivedAt: '2026-11-21T17:00:00.000Z',
    });
    expect((await send(`/v1/applications/${submission.id.toUpperCase()}`)).body).toEqual(body);
  });

  it('is queued until it is delivered', async () => {
    const { store, lease, status } = await accepted();
    expect(await status()).toBe('queued');
    const delivery = await lease('b2c-service');
    expect(await status()).toBe('queued');
    await store.complete(delivery, { id: '84001', reference: '261121-000000' });
    expect(await status()).toBe('delivered');
  });

  it('is attention once a person has to look', async () => {
    const { store, lease, status } = await accepted();
    await store.bury(await lease('b2c-service'), { error: 'rejected: status 400' });
    expect(await status()).toBe('attention');
  });

  it('is as its worst delivery is', async () => {
    const { store, lease, status } = await accepted(['one', 'other']);
    await store.complete(await lease('one'), { id: '1' });
    expect(await status()).toBe('queued');
    await store.bury(await lease('other'), { error: 'rejected' });
    expect(await status()).toBe('attention');
  });

  it.each([
    '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11',
    'x',
    '%00',
    '..%2f..%2fetc',
    "'%20OR%201=1--",
    '__proto__',
  ])('is unknown of %s', async (id) => {
    const { send } = await accepted();
    expect(await send(`/v1/applications/${id}`)).toMatchObject({ status: 404, body: { status: 404 } });
  });
});

describe('a form', () => {
  it('is served as it is, with a tag', async () => {
    const { status, headers, body } = await openServer().send('/v1/forms/driver-short');
    expect(status).toBe(200);
    expect(body).toEqual(driverShort);
    expect(headers.get('etag')).toMatch(/^"/);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('is not sent twice to who has it', async () => {
    const { send } = openServer({ origins: ['https://www.example.com'] });
    const etag = (await send('/v1/forms/driver-short')).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag, origin: 'https://www.example.com' };
    const again = await send('/v1/forms/driver-short', { headers });
    expect(again).toMatchObject({ status: 304, body: undefined });
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.get('access-control-allow-origin')).toBe('https://www.example.com');
    const other = await send('/v1/forms/driver-short', { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it('that does not exist is not found', async () => {
    for (const name of ['driver-long', '__proto__', 'constructor', '%2e%2e']) {
      expect((await openServer().send(`/v1/forms/${name}`)).status).toBe(404);
    }
  });
});

describe('what is not there', () => {
  it.each(['/', '/v1', '/v1/', '/v1/nothing', '/v1/applications/', '/v2/applications', '/v1/forms'])(
    '%s is not found',
    async (path) => {
      const { status, headers, body } = await openServer().send(path);
      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(body).toMatchObject({ type: expect.stringMatching(/\/not-found$/), status: 404 });
    },
  );

  it.each([
    ['GET', '/v1/applications', 'POST, OPTIONS'],
    ['DELETE', '/v1/applications', 'POST, OPTIONS'],
    ['PUT', '/v1/applications/7', 'GET, HEAD, OPTIONS'],
    ['POST', '/v1/forms/driver-short', 'GET, HEAD, OPTIONS'],
  ])('%s %s is no way to ask; the right ways are named', async (method, path, allow) => {
    const { status, headers, body } = await openServer().send(path, { method });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe(allow);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status: 405 });
  });
});

describe('health', () => {
  it('is alive whatever the storage does', async () => {
    const { send } = openServer({ store: await brokenStore() });
    expect(await send('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('is ready while it can store, and says how deliveries are doing', async () => {
    const { send } = openServer({ details: async () => ({ paused: false }) });
    expect(await send('/readyz')).toMatchObject({ status: 200, body: { status: 'ready', paused: false } });
  });

  it('tries the storage once a second, however often anyone asks', async () => {
    const store = createMemoryStore();
    const clock = { now: 5_000 };
    let probes = 0;
    const { send } = openServer({
      store: {
        ...store,
        async ping() {
          probes += 1;
          await store.ping();
        },
      },
      now: () => clock.now,
    });
    const ask = async () => (await send('/readyz')).status;
    expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array(20).fill(200));
    clock.now += 999;
    await ask();
    expect(probes).toBe(1);
    clock.now += 1;
    await ask();
    expect(probes).toBe(2);
    clock.now = 0;
    await ask();
    expect(probes, 'the clock was put back').toBe(3);
  });

  it('is not ready when it cannot store, and says why in a code', async () => {
    const { send, log } = openServer({ store: await brokenStore() });
    const { status, headers, body } = await send('/readyz');
    expect(status).toBe(503);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body).toMatchObject({
      status: 503,
      type: expect.stringMatching(/\/storage-unavailable$/),
      cause: 'unreachable',
    });
    expect(log.lines.at(-1)?.fields).toMatchObject({
      problem: 'storage-unavailable',
      trouble: 'unreachable',
    });
  });

  it('tells applicants that it cannot store, and not why', async () => {
    const { body } = await openServer({ store: await brokenStore() }).post(buildSubmission());
    expect(body).toMatchObject({ type: expect.stringMatching(/\/storage-unavailable$/) });
    expect(body).not.toHaveProperty('cause');
  });

  it.each(['starting', 'stopping'] as const)('is not ready while it is %s', async (why) => {
    const { send } = openServer({ notReady: () => why });
    const { status, headers, body } = await send('/readyz');
    expect(status).toBe(503);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.type).toMatch(new RegExp(`/${why}$`));
    expect(await send('/healthz')).toMatchObject({ status: 200 });
  });
});
