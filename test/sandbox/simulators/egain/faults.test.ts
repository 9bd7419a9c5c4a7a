import { describe, expect, it } from 'vitest';
import { listen } from '../../../../src/node/listen.ts';
import { ConnectionReset } from '../../../../src/sandbox/simulators/connection-reset.ts';
import type { FaultName } from '../../../../src/sandbox/simulators/faults.ts';
import { ALL_ELEMENTS, REQUIRED_ONLY } from '../../../fixtures/egain-examples.ts';
import { BASE, buildCustomer, byEmail, openTenant } from './tenant.ts';

/** A call for each operation, made in a tenant where Jack is customer 2801. */
const CALLS: Readonly<Record<string, { method: string; path: string; body?: unknown; status: number }>> = {
  login: {
    method: 'POST',
    path: 'authentication/user/login',
    body: { userName: 'sandbox', password: 'sandbox' },
    status: 204,
  },
  logout: { method: 'DELETE', path: 'authentication/user/logout', status: 204 },
  search: { method: 'GET', path: byEmail('jack@example.com'), status: 200 },
  'read-customer': { method: 'GET', path: 'interaction/customer/2801', status: 200 },
  'create-customer': { method: 'POST', path: 'interaction/customer', body: REQUIRED_ONLY, status: 201 },
  'update-customer': {
    method: 'PUT',
    path: 'interaction/customer',
    body: { id: '2801', pin: '1' },
    status: 204,
  },
};

const OPERATIONS = Object.keys(CALLS);

async function openWithJack() {
  const tenant = await openTenant();
  await tenant.create(ALL_ELEMENTS);
  const request = (operation: string, headers: Record<string, string> = {}) => {
    const { method = '', path = '', body } = CALLS[operation] ?? {};
    return new Request(`${BASE}/${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-egain-session': tenant.session,
        ...headers,
      },
      signal: AbortSignal.timeout(150),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const play = (
    operation: string,
    fault: FaultName,
    more?: { delayMs?: number },
    headers?: Record<string, string>,
  ) => {
    tenant.simulator.failNext(operation, fault, more);
    return tenant.simulator.fetch(request(operation, headers));
  };
  return { ...tenant, play, request };
}

describe.each(OPERATIONS)('a fault ordered for %s', (operation) => {
  it('befalls it and nothing else', async () => {
    const tenant = await openWithJack();
    tenant.simulator.failNext(operation, 'status-503');
    for (const other of OPERATIONS.filter((each) => each !== operation && each !== 'logout')) {
      expect((await tenant.simulator.fetch(tenant.request(other))).status).toBe(CALLS[other]?.status);
    }
    expect((await tenant.simulator.fetch(tenant.request(operation))).status).toBe(503);
  });

  it.each([
    ['status-400', 400],
    ['status-404', 404],
    ['status-429', 429],
    ['status-500', 500],
    ['status-503', 503],
    ['error-200', 200],
  ] as const)('%s is an error of the vendor, in the format that is accepted', async (fault, status) => {
    const tenant = await openWithJack();
    const code = fault === 'error-200' ? '500-101' : `${status}-101`;
    const json = await tenant.play(operation, fault);
    expect([json.status, await json.json()]).toEqual([
      status,
      { code, developerMessage: expect.any(String) },
    ]);
    const xml = await tenant.play(operation, fault, {}, { accept: 'application/xml' });
    expect([xml.status, await xml.text()]).toEqual([status, expect.stringContaining(`<code>${code}</code>`)]);
  });

  it.each([
    ['status-502-html', 502],
    ['unauthorized', 401],
    ['html-200', 200],
  ] as const)('%s is a page of a gateway', async (fault, status) => {
    const response = await (await openWithJack()).play(operation, fault);
    expect([response.status, await response.text()]).toEqual([
      status,
      expect.stringContaining('<!DOCTYPE html>'),
    ]);
  });

  it.each(['timeout-before-commit', 'timeout-after-commit', 'commit-late'] as const)(
    '%s gives no answer',
    async (fault) => {
      const tenant = await openWithJack();
      await expect(tenant.play(operation, fault)).rejects.toThrow(/timeout/);
    },
  );

  it('redirect sends the caller elsewhere, and reset-after-commit cuts the connection', async () => {
    const tenant = await openWithJack();
    expect((await tenant.play(operation, 'redirect')).status).toBe(302);
    await expect(tenant.play(operation, 'reset-after-commit')).rejects.toBeInstanceOf(ConnectionReset);
  });

  it.each([
    'malformed-json',
    'wrong-shape',
    'no-id',
    'empty-body',
    'oversized',
    'slow-drip',
    'slow',
  ] as const)(
    '%s spoils the answer without an exception, also where there is no body to spoil',
    async (fault) => {
      const tenant = await openWithJack();
      const more = fault.startsWith('slow') ? { delayMs: 10 } : {};
      const response = await tenant.play(operation, fault, more);
      const text = await response.text();
      const usual = CALLS[operation]?.status ?? 0;
      expect([usual, usual === 204 ? 200 : usual]).toContain(response.status);
      if (fault === 'oversized') expect(text.length).toBeGreaterThan(8_000_000);
      if (fault === 'no-id') expect(response.headers.has('location')).toBe(false);
      if (fault === 'malformed-json') expect(() => JSON.parse(text)).toThrow(SyntaxError);
    },
  );

  it('cut-off breaks the body off', async () => {
    const response = await (await openWithJack()).play(operation, 'cut-off');
    await expect(response.text()).rejects.toThrow();
  });

  it('race plays the call twice', async () => {
    const tenant = await openWithJack();
    const response = await tenant.play(operation, 'race');
    // Who logged out before is no longer logged in; everything else works again.
    expect(response.status).toBe(operation === 'logout' ? 401 : CALLS[operation]?.status);
  });
});

describe('a customer that is created', () => {
  it.each([
    ['timeout-before-commit', 0],
    ['timeout-after-commit', 1],
    ['reset-after-commit', 1],
    ['status-500', 0],
    ['status-503', 0],
    ['unauthorized', 0],
    ['malformed-json', 1],
    ['html-200', 1],
    ['no-id', 1],
  ] as const)('is there after %s: %i', async (fault, stored) => {
    const tenant = await openWithJack();
    await tenant.play('create-customer', fault).catch(() => {});
    expect(await tenant.customers()).toHaveLength(1 + stored);
  });

  it('in a race for an address is there once, and the loser gets an error', async () => {
    const tenant = await openTenant();
    tenant.simulator.failNext('create-customer', 'race');
    expect((await tenant.create(buildCustomer('a@example.com'))).status).toBe(400);
    expect((await tenant.get(byEmail('a@example.com'))).body.customer).toHaveLength(1);
  });
});

it('an oversized answer in XML is still XML', async () => {
  const tenant = await openWithJack();
  const response = await tenant.play('search', 'oversized', {}, { accept: 'application/xml' });
  expect(response.headers.get('content-type')).toBe('application/xml');
  expect(await response.text()).toMatch(/<\/ns7:customers><!--x+-->$/);
});

it('faults can be ordered over HTTP for every operation and for any', async () => {
  const tenant = await openTenant();
  for (const operation of [...OPERATIONS, 'any']) {
    expect((await tenant.control('POST', '_faults', { operation, fault: 'status-500' })).status).toBe(201);
  }
  expect((await tenant.control('POST', '_faults', { operation: 'query', fault: 'status-500' })).status).toBe(
    400,
  );
});

it('on a socket a whole delivery works', async () => {
  const { simulator } = await openTenant();
  const server = await listen((request) => simulator.fetch(request), { port: 0, host: '127.0.0.1' });
  try {
    const base = `http://127.0.0.1:${server.port}/sandbox/egain/system/ws/v12`;
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const post = (path: string, body: unknown, more = {}) =>
      fetch(`${base}/${path}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify(body),
      });
    const login = await post('authentication/user/login', { userName: 'sandbox', password: 'sandbox' });
    const session = { 'x-egain-session': login.headers.get('x-egain-session') ?? '' };
    const made = await post('interaction/customer', ALL_ELEMENTS, session);
    expect([made.status, made.headers.get('location'), await made.text()]).toEqual([
      201,
      '/system/ws/v12/interaction/customer/2801',
      '',
    ]);
    const found = await fetch(`${base}/${byEmail('jack@example.com')}`, {
      headers: { ...headers, ...session },
    });
    expect(found.status).toBe(200);
  } finally {
    await server.close();
  }
});
