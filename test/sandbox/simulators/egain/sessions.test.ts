import { describe, expect, it } from 'vitest';
import { REQUIRED_ONLY } from '../../../fixtures/egain-examples.ts';
import { BASE, buildCustomer, byEmail, openTenant, XML } from './tenant.ts';

const NOBODY = byEmail('nobody@example.com');

describe('logging in', () => {
  it('answers 204 without a body, and the session in a header', async () => {
    const tenant = await openTenant();
    const { status, headers, body } = await tenant.logIn();
    expect([status, body]).toEqual([204, '']);
    expect(headers.get('x-egain-session')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it.each([
    [{ userName: 'sandbox', password: 'wrong' }],
    [{ userName: 'someone', password: 'sandbox' }],
    [{}],
  ])('with %j is 401', async (credentials) => {
    const tenant = await openTenant();
    const { status, headers, body } = await tenant.logIn('', credentials);
    expect(status).toBe(401);
    expect(body).toMatchObject({
      code: expect.stringMatching(/^401-/),
      developerMessage: expect.any(String),
    });
    expect(headers.has('x-egain-session')).toBe(false);
  });

  it('can be done in XML', async () => {
    const tenant = await openTenant();
    const body =
      '<login xmlns="http://bindings.egain.com/ws/model/v12/gen/platform"><userName>sandbox</userName><password>sandbox</password></login>';
    const { status } = await tenant.send('POST', 'authentication/user/login', body, XML);
    expect(status).toBe(204);
  });

  it('a sixth time is refused, unless forceLogin ends the oldest session', async () => {
    const tenant = await openTenant();
    for (let more = 0; more < 4; more += 1) expect((await tenant.logIn()).status).toBe(204);
    const refused = await tenant.logIn();
    expect([refused.status, refused.headers.has('x-egain-session')]).toEqual([403, false]);
    expect((await tenant.get(NOBODY)).status).toBe(404);
    expect((await tenant.logIn('?forceLogin=yes')).status).toBe(204);
    expect((await tenant.get(NOBODY)).status).toBe(401);
    expect((await tenant.control('GET', '_records')).body.sessions).toHaveLength(5);
  });

  it('is refused over the cap with the status that is assumed', async () => {
    const tenant = await openTenant({ sessions: { limit: 1 }, assumptions: { sessionCapStatus: 409 } });
    expect((await tenant.logIn()).status).toBe(409);
  });
});

describe('a call without a session', () => {
  it.each([null, '', 'not-a-session'])('(%j) is 401 with the documented code', async (session) => {
    const tenant = await openTenant();
    const { status, body } = await tenant.create(REQUIRED_ONLY, { 'X-egain-session': session });
    expect(status).toBe(401);
    expect(body).toEqual({ code: '401-101', developerMessage: expect.any(String) });
    expect(await tenant.customers()).toEqual([]);
  });

  it('is told so in XML where XML is accepted, or nothing in particular', async () => {
    const tenant = await openTenant();
    for (const accept of ['application/xml', '*/*', null]) {
      const { headers, body } = await tenant.get(NOBODY, { accept, 'X-egain-session': 'x' });
      expect(headers.get('content-type')).toBe('application/xml');
      expect(body).toContain(
        '<error xmlns="http://bindings.egain.com/ws/model/v12/gen/common"><code>401-101</code>',
      );
    }
  });
});

describe('a session', () => {
  it('is told again with every answer, errors included', async () => {
    const tenant = await openTenant();
    for (const answer of [await tenant.create(REQUIRED_ONLY), await tenant.create('{')]) {
      expect(answer.headers.get('x-egain-session')).toBe(tenant.session);
    }
  });

  it('is over after so long without a call, and lasts as long as there are calls', async () => {
    let now = 0;
    const tenant = await openTenant({ now: () => now, sessions: { idleMs: 1_000 } });
    now = 999;
    expect((await tenant.get(NOBODY)).status).toBe(404);
    now = 1_998;
    expect((await tenant.get(NOBODY)).status).toBe(404);
    now = 2_998;
    expect((await tenant.get(NOBODY)).status).toBe(401);
  });

  it('that is idle for ever stays when idleMs is null', async () => {
    let now = 0;
    const tenant = await openTenant({ now: () => now, sessions: { idleMs: null } });
    now = 10 ** 12;
    expect((await tenant.get(NOBODY)).status).toBe(404);
  });

  it('gives up its place under the cap when it has expired', async () => {
    let now = 0;
    const tenant = await openTenant({ now: () => now, sessions: { limit: 1, idleMs: 1_000 } });
    now = 1_000;
    expect((await tenant.logIn()).status).toBe(204);
  });

  it('is over after the logout, which answers 204', async () => {
    const tenant = await openTenant();
    expect((await tenant.send('DELETE', 'authentication/user/logout')).status).toBe(204);
    expect((await tenant.get(NOBODY)).status).toBe(401);
    expect((await tenant.send('DELETE', 'authentication/user/logout')).status).toBe(401);
  });

  it('can be ended from outside in the middle of a run', async () => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com'));
    expect((await tenant.control('PATCH', '_tenant', { endSessions: true })).status).toBe(200);
    expect((await tenant.create(buildCustomer('b@example.com'))).status).toBe(401);
    tenant.session = (await tenant.logIn()).headers.get('x-egain-session') ?? '';
    expect((await tenant.create(buildCustomer('b@example.com'))).status).toBe(201);
    expect(await tenant.customers()).toHaveLength(2);
  });

  it('gets a new id with each answer where ids rotate, and the one before is worth nothing', async () => {
    const tenant = await openTenant({ sessions: { rotate: true } });
    const next = (await tenant.get(NOBODY)).headers.get('x-egain-session');
    expect(next).not.toBe(tenant.session);
    expect((await tenant.get(NOBODY)).status).toBe(401);
    expect((await tenant.get(NOBODY, { 'X-egain-session': next })).status).toBe(404);
  });
});

it('the log masks sessions and hides what was sent to log in', async () => {
  const tenant = await openTenant();
  await tenant.get(NOBODY);
  const log = JSON.stringify((await tenant.control('GET', '_requests')).body);
  expect(log).not.toContain(tenant.session);
  expect(tenant.simulator.requests()).toMatchObject([
    { operation: 'login', body: '***', response: { headers: { 'x-egain-session': '***' } } },
    {
      operation: 'search',
      headers: { 'x-egain-session': '***' },
      response: { headers: { 'x-egain-session': '***' } },
    },
  ]);
});

it('sessions have the same ids after a reset', async () => {
  const tenant = await openTenant();
  await tenant.control('POST', '_reset');
  expect((await tenant.get(NOBODY)).status).toBe(401);
  expect((await tenant.logIn()).headers.get('x-egain-session')).toBe(tenant.session);
});

it('an absolute path works as it is documented, context included', async () => {
  const { simulator } = await openTenant();
  const response = await simulator.fetch(
    new Request(`${BASE}/authentication/user/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'sandbox', password: 'sandbox' }),
    }),
  );
  expect(response.status).toBe(204);
});
