import { describe, expect, it } from 'vitest';
import { ConnectionReset } from '../../../../src/sandbox/simulators/connection-reset.ts';
import type { FaultName } from '../../../../src/sandbox/simulators/faults.ts';
import { CONTACT_EXAMPLE, SUCCESS_EXAMPLE } from '../../../fixtures/oneserve-examples.ts';
import { contactRequest, openTenant, ROLLED_BACK, type Tenant } from './open-tenant.ts';

/** How many saves there have been, which is how many calls were carried out. */
async function countSaves(tenant: Tenant): Promise<number> {
  return (await tenant.records()).saves.length;
}

async function failing(fault: FaultName, more?: { delayMs: number }): Promise<Tenant> {
  const tenant = openTenant();
  const order = { operation: 'save-contact', fault, ...more };
  expect((await tenant.control('POST', '_faults', order)).status).toBe(201);
  return tenant;
}

/** A call whose caller has no patience. */
const hurried = () => contactRequest(CONTACT_EXAMPLE, { signal: AbortSignal.timeout(30) });

describe('a fault', () => {
  it('is ordered for save-contact or for any call, and for nothing else', async () => {
    const tenant = openTenant();
    for (const [operation, status] of [
      ['save-contact', 201],
      ['any', 201],
      ['create-contact', 400],
    ]) {
      const order = { operation, fault: 'status-500' };
      expect((await tenant.control('POST', '_faults', order)).status).toBe(status);
    }
  });

  it('ordered for save-contact spares a call that saves nothing; one for any does not', async () => {
    const tenant = await failing('status-503');
    expect((await tenant.send(null, { method: 'GET' })).status).toBe(405);
    expect((await tenant.send({}, { path: '/rest/contact' })).status).toBe(404);
    expect((await tenant.save()).status).toBe(503);
    tenant.simulator.failNext('any', 'status-503');
    expect((await tenant.send(null, { method: 'GET' })).status).toBe(503);
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
  });

  it('finds the call below a context path as well', async () => {
    const tenant = await failing('status-503');
    tenant.simulator.changeTenant({ assumptions: { contextPath: '/acme' } });
    const path = '/acme/rest/contact/contact';
    expect((await tenant.send(CONTACT_EXAMPLE, { path })).status).toBe(503);
  });
});

describe('without anything stored', () => {
  it.each([
    ['status-400', 400, ROLLED_BACK],
    ['status-404', 404, '404 Address Not Found'],
    ['status-429', 429, '429 Too Many Requests'],
    ['status-500', 500, { result: 'fail', result_msg: 'Unexpected error' }],
    ['status-503', 503, '503 Service Unavailable'],
    ['status-502-html', 502, expect.stringContaining('<h1>Bad Gateway</h1>')],
    ['unauthorized', 401, expect.stringContaining('<h1>Unauthorized</h1>')],
    ['error-200', 200, { result: 'fail', result_msg: 'Unexpected error' }],
    ['redirect', 302, ''],
  ] as const)('%s answers %i', async (fault, status, body) => {
    const tenant = await failing(fault);
    const answer = await tenant.save();
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(body);
    expect(await countSaves(tenant)).toBe(0);
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
  });

  it.each(['status-429', 'status-503'] as const)('%s says when to come again', async (fault) => {
    const { headers } = await (await failing(fault)).save();
    expect(headers.get('retry-after')).toBe('1');
  });

  it('timeout-before-commit never answers', async () => {
    const tenant = await failing('timeout-before-commit');
    await expect(tenant.simulator.fetch(hurried())).rejects.toThrow();
    expect(await countSaves(tenant)).toBe(0);
  });
});

describe('with the contact stored', () => {
  it('timeout-after-commit never answers', async () => {
    const tenant = await failing('timeout-after-commit');
    await expect(tenant.simulator.fetch(hurried())).rejects.toThrow();
    expect(await countSaves(tenant)).toBe(1);
  });

  it('and the call sent again after a timeout, there is still one contact', async () => {
    const tenant = await failing('timeout-after-commit');
    await expect(tenant.simulator.fetch(hurried())).rejects.toThrow();
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
    const { contacts, saves } = await tenant.records();
    expect([contacts.length, saves.length]).toEqual([1, 2]);
  });

  it('reset-after-commit cuts the connection', async () => {
    const tenant = await failing('reset-after-commit');
    await expect(tenant.save()).rejects.toBeInstanceOf(ConnectionReset);
    expect(await countSaves(tenant)).toBe(1);
  });

  it('commit-late stores it when the caller has gone', async () => {
    const tenant = await failing('commit-late', { delayMs: 60 });
    await expect(tenant.simulator.fetch(hurried())).rejects.toThrow();
    expect(await countSaves(tenant)).toBe(0);
    await expect.poll(() => countSaves(tenant)).toBe(1);
  });

  it.each(['slow', 'slow-drip'] as const)('%s answers as usual, but late', async (fault) => {
    const tenant = await failing(fault, { delayMs: 50 });
    const startedAt = performance.now();
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
    expect(performance.now() - startedAt).toBeGreaterThan(45);
    expect(await countSaves(tenant)).toBe(1);
  });

  it.each([
    ['empty-body', /^$/],
    ['malformed-json', /^\{"result":"suc/],
    ['html-200', /<h1>Please sign in<\/h1>/],
    ['wrong-shape', /^\{"result":\[/],
    ['no-id', /^\{"result":"success","result_msg":""\}$/],
  ] as const)('%s spoils the body of a 200', async (fault, body) => {
    const tenant = await failing(fault);
    const response = await tenant.simulator.fetch(contactRequest(CONTACT_EXAMPLE));
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(body);
    expect(await countSaves(tenant)).toBe(1);
  });

  it('oversized adds megabytes to the usual body', async () => {
    const tenant = await failing('oversized');
    const { status, body } = await tenant.save();
    expect([status, body.result, body.padding.length]).toEqual([200, 'success', 8_000_000]);
    expect(await countSaves(tenant)).toBe(1);
  });

  it('cut-off breaks off in the middle of the body', async () => {
    const tenant = await failing('cut-off');
    const response = await tenant.simulator.fetch(contactRequest(CONTACT_EXAMPLE));
    expect(response.headers.get('content-length')).toBe('36');
    await expect(response.text()).rejects.toThrow();
    expect(await countSaves(tenant)).toBe(1);
  });

  it('race saves it twice, and it is one contact', async () => {
    const tenant = await failing('race');
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
    const { contacts, saves } = await tenant.records();
    expect([contacts.length, saves.length]).toEqual([1, 2]);
  });
});

it('a call that is refused is refused under a fault, too', async () => {
  const tenant = await failing('slow', { delayMs: 1 });
  expect((await tenant.save({ surname: 5 })).body).toEqual(ROLLED_BACK);
  expect(await countSaves(tenant)).toBe(0);
});
