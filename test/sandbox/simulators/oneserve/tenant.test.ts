import { describe, expect, it } from 'vitest';
import { createOneserveSimulator } from '../../../../src/sandbox/simulators/oneserve/create-oneserve-simulator.ts';
import { SUCCESS_EXAMPLE } from '../../../fixtures/oneserve-examples.ts';
import { openTenant } from './open-tenant.ts';

describe('the tenant that every simulator begins with', () => {
  it('has the client, the location and the types of the printed example, and no contacts', async () => {
    const tenant = openTenant();
    const { body } = await tenant.control('GET', '_tenant');
    expect(body).toMatchObject({ clients: { '29': ['10174'] }, contactTypes: [1, 6, 10] });
    expect(await tenant.records()).toEqual({ contacts: [], saves: [], locations: [] });
  });

  it('is shown with its assumptions and without its token', async () => {
    const { body } = await openTenant({ token: 'hidden-1' }).control('GET', '_tenant');
    expect(JSON.stringify(body)).not.toContain('hidden');
    expect(body).toMatchObject({ blocked: false, broken: false, latencyMs: 0 });
    expect(body.assumptions).toMatchObject({
      tokenPlace: 'header',
      tokenName: 'OS_REST_AUTH_TOKEN',
      failStatus: 200,
      types: 'either',
      dates: 'strict',
      contactRefs: 'exact',
    });
  });
});

describe('changing the tenant', () => {
  it('answers with the tenant as it now is, and leaves the rest as it was', async () => {
    const tenant = openTenant({
      assumptions: { types: 'native', wordings: { wrongType: 'statement' } },
    });
    const { status, body } = await tenant.control('PATCH', '_tenant', {
      clients: { ACME: [] },
      assumptions: { failStatus: 400, wordings: { tooLong: 'rolled-back' } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      clients: { ACME: [] },
      contactTypes: [1, 6, 10],
      assumptions: {
        failStatus: 400,
        types: 'native',
        wordings: { wrongType: 'statement', tooLong: 'rolled-back', badDate: 'statement' },
      },
    });
    expect(body.clients).not.toHaveProperty('29');
  });

  it('can give the token another value, as an operator would put in a new one', async () => {
    const tenant = openTenant();
    await tenant.control('PATCH', '_tenant', { token: 'new' });
    expect((await tenant.save()).status).toBe(401);
  });

  it('is undone by a reset, down to what the simulator was created with', async () => {
    const tenant = openTenant({ contactTypes: null });
    const before = (await tenant.control('GET', '_tenant')).body;
    await tenant.save();
    await tenant.control('PATCH', '_tenant', {
      blocked: true,
      contactTypes: [],
      assumptions: { dates: 'lenient' },
    });
    await tenant.control('POST', '_reset');
    expect((await tenant.control('GET', '_tenant')).body).toEqual(before);
    expect(await tenant.records()).toEqual({ contacts: [], saves: [], locations: [] });
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
  });

  it.each([
    [[], 'The body must be a JSON object'],
    [{ client: {} }, 'Unknown member "client"'],
    [{ token: '' }, '"token"'],
    [{ token: 'a b' }, '"token"'],
    [{ clients: ['29'] }, '"clients"'],
    [{ clients: { '29': '10174' } }, 'clients["29"]'],
    [{ contactTypes: ['1'] }, 'a list of whole numbers or null'],
    [{ blocked: 'yes' }, '"blocked"'],
    [{ latencyMs: -1 }, '"latencyMs"'],
    [{ assumptions: { failStatus: 422 } }, '200, 400, 500'],
    [{ assumptions: { wordings: { badDate: 'C' } } }, 'rolled-back, statement'],
    [{ assumptions: { wordings: { typo: 'statement' } } }, 'assumptions.wordings.typo'],
    [{ assumptions: { tokenName: 'a b' } }, 'assumptions.tokenName'],
    [{ assumptions: { contextPath: 'acme' } }, 'assumptions.contextPath'],
    [{ assumptions: { mayBeEmpty: ['notes'] } }, 'assumptions.mayBeEmpty[0]'],
    [{ blocked: true, broken: 1 }, '"broken"'],
  ])('is refused for %j, and nothing is changed', async (changes, hint) => {
    const tenant = openTenant();
    const before = (await tenant.control('GET', '_tenant')).body;
    const { status, body } = await tenant.control('PATCH', '_tenant', changes);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(hint)]);
    expect((await tenant.control('GET', '_tenant')).body).toEqual(before);
  });

  it('is refused from code, too', () => {
    expect(() => createOneserveSimulator({ assumptions: { tokenName: 'a b' } })).toThrow(RangeError);
    const { changeTenant } = createOneserveSimulator();
    expect(() => changeTenant({ latencyMs: -1 })).toThrow(RangeError);
  });

  it('does not reach into what the caller still holds', async () => {
    const clients = { '29': ['10174'] };
    const tenant = openTenant({ clients });
    clients['29'].length = 0;
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
  });
});

it('a slow tenant takes its time for every call', async () => {
  const tenant = openTenant({ latencyMs: 40 });
  const startedAt = performance.now();
  await tenant.save();
  expect(performance.now() - startedAt).toBeGreaterThan(35);
});
