import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../../src/sandbox/simulators/create-simulator.ts';
import { createThing, createToySimulator, toyRequest } from './toy-simulator.ts';

describe('the request log of a simulator', () => {
  it('tells what came and what was answered', async () => {
    const simulator = createToySimulator({ now: () => Date.UTC(2026, 10, 21, 17) });
    await simulator.fetch(
      createThing({ headers: { 'X-Color': 'blue', 'Content-Type': 'application/json' } }),
    );
    const response = await simulator.fetch(toyRequest('/_requests'));
    expect(await response.json()).toEqual([
      {
        at: '2026-11-21T17:00:00.000Z',
        operation: 'create',
        method: 'POST',
        path: '/things',
        query: {},
        headers: { 'x-color': 'blue', 'content-type': 'application/json' },
        body: { a: 1 },
        status: 201,
        durationMs: 0,
        response: {
          headers: { 'content-type': 'application/json', location: '/things/1' },
          body: { id: 1, name: 'thing' },
        },
        fault: null,
      },
    ]);
  });

  it('decodes the query and keeps every value of a repeated name', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(toyRequest('/things?q=a%20%3D%20%27b%27&x=1&x=2'));
    expect(simulator.requests()[0]?.query).toEqual({ q: "a = 'b'", x: ['1', '2'] });
  });

  it('keeps a body that is not JSON as text, and no body as null', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(createThing({ body: 'plain' }));
    await simulator.fetch(toyRequest('/things'));
    expect(simulator.requests().map((entry) => entry.body)).toEqual(['plain', null]);
  });

  it('masks credentials but shows which scheme was used', async () => {
    const simulator = createToySimulator({ credentialHeaders: ['x-session'] });
    await simulator.fetch(
      toyRequest('/things', {
        headers: { Authorization: 'Basic c2VjcmV0', 'X-Session': 'secret', 'Proxy-Authorization': 'secret' },
      }),
    );
    const [entry] = simulator.requests();
    expect(entry?.headers).toMatchObject({
      authorization: 'Basic ***',
      'x-session': '***',
      'proxy-authorization': '***',
    });
    expect(JSON.stringify(entry)).not.toMatch(/secret|c2VjcmV0/);
  });

  it('masks what carries the credential at the moment, be it a header or a parameter', async () => {
    let name = 'X_Token';
    const simulator = createSimulator(
      {
        operations: [],
        operationOf: () => 'other',
        answer: () => new Response(null, { headers: { 'x-token': 'secret' } }),
        refuse: () => new Response(null),
        credentialNames: () => [name],
        records: () => ({}),
        reset() {},
      },
      { prefix: '/sandbox/toy' },
    );
    await simulator.fetch(toyRequest('/a?x_token=secret&x_token=2&q=1', { headers: { X_TOKEN: 'secret' } }));
    name = 'X-Token';
    await simulator.fetch(toyRequest('/b?X-Token=secret'));
    expect(simulator.requests()).toMatchObject([
      { query: { x_token: '***', q: '1' }, headers: { x_token: '***' } },
      { query: { 'X-Token': '***' }, response: { headers: { 'x-token': '***' } } },
    ]);
  });

  it('keeps a body as text that is nested too deep to be copied', async () => {
    const simulator = createToySimulator();
    const bodies = [1, 200, 201, 200_000].map((levels) => '['.repeat(levels) + ']'.repeat(levels));
    for (const body of bodies) await simulator.fetch(createThing({ body }));
    const response = await simulator.fetch(toyRequest('/_requests'));
    const logged = (await response.json()).map((entry: { body: unknown }) => entry.body);
    expect(logged.map((body: unknown) => typeof body)).toEqual(['object', 'object', 'string', 'string']);
    expect(logged[3]).toBe(bodies[3]);
  });

  it('shows a call as soon as it arrives, before it is answered', async () => {
    const simulator = createToySimulator();
    simulator.failNext('create', 'slow', { delayMs: 30 });
    const pending = simulator.fetch(createThing());
    expect(simulator.requests()).toMatchObject([
      { operation: 'create', fault: 'slow', status: null, durationMs: null, response: null },
    ]);
    await pending;
    expect(simulator.requests()).toMatchObject([{ status: 201, response: { body: { id: 1 } } }]);
  });

  it('drops the oldest calls when it is full', async () => {
    const simulator = createToySimulator({ maxLoggedRequests: 2 });
    for (const name of ['a', 'b', 'c']) await simulator.fetch(toyRequest(`/${name}`));
    expect(simulator.requests().map((entry) => entry.path)).toEqual(['/b', '/c']);
  });

  it('hands out copies', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(toyRequest('/things'));
    const [entry] = simulator.requests();
    if (entry !== undefined) entry.path = 'changed';
    expect(simulator.requests()[0]?.path).toBe('/things');
  });
});
