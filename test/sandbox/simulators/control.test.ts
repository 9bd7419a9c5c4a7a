import { describe, expect, it } from 'vitest';
import { createThing, createToySimulator, toyRequest } from './toy-simulator.ts';

function postJson(path: string, body: unknown): Request {
  return toyRequest(path, { method: 'POST', body: JSON.stringify(body) });
}

describe('the control calls of a simulator', () => {
  it('show what is stored', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(createThing());
    const response = await simulator.fetch(toyRequest('/_records'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ things: ['{"a":1}'] });
  });

  it('accept a fault, list it, and forget it when told', async () => {
    const simulator = createToySimulator();
    const ordered = await simulator.fetch(
      postJson('/_faults', { operation: 'create', fault: 'status-500', times: 2 }),
    );
    expect(ordered.status).toBe(201);
    expect(await ordered.json()).toEqual([{ operation: 'create', fault: 'status-500', times: 2 }]);
    expect(await (await simulator.fetch(toyRequest('/_faults'))).json()).toHaveLength(1);
    expect((await simulator.fetch(toyRequest('/_faults', { method: 'DELETE' }))).status).toBe(204);
    expect(await (await simulator.fetch(toyRequest('/_faults'))).json()).toEqual([]);
  });

  it.each([
    [{ operation: 'dance', fault: 'status-500' }, 'create, count, any'],
    [{ operation: 'create', fault: 'fire' }, 'timeout-before-commit'],
    [{ operation: 'create' }, 'status-502-html'],
    [{ operation: 'create', fault: 'status-500', times: 0 }, 'times'],
    [{ operation: 'create', fault: 'status-500', times: '2' }, 'times'],
    [{ operation: 'create', fault: 'status-500', times: 1.5 }, 'times'],
    [{ operation: 'create', fault: 'slow', delayMs: -1 }, 'delayMs'],
    [{ operation: 'create', fault: 'slow', delayMs: 'long' }, 'delayMs'],
    [{ operation: 'create', fault: 'status-500', delayMs: 5 }, 'slow'],
    [{ operation: 'create', fault: 'status-500', time: 5 }, '"time"'],
    [['create'], 'JSON object'],
  ])('refuse the order %j and say what is allowed', async (order, hint) => {
    const simulator = createToySimulator();
    const response = await simulator.fetch(postJson('/_faults', order));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, detail: expect.stringContaining(hint) });
    expect(simulator.faults()).toEqual([]);
  });

  it('refuse an order that is not JSON', async () => {
    const simulator = createToySimulator();
    const response = await simulator.fetch(toyRequest('/_faults', { method: 'POST', body: '{' }));
    expect(response.status).toBe(400);
  });

  it('empty everything on reset', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(createThing());
    simulator.failNext('any', 'status-500', { times: 5 });
    const response = await simulator.fetch(toyRequest('/_reset', { method: 'POST' }));
    expect(response.status).toBe(204);
    expect(simulator.records()).toEqual({ things: [] });
    expect(simulator.requests()).toEqual([]);
    expect(simulator.faults()).toEqual([]);
  });

  it.each([
    ['POST', '/_records', 'GET'],
    ['DELETE', '/_requests', 'GET'],
    ['PUT', '/_faults', 'GET, POST, DELETE'],
    ['GET', '/_reset', 'POST'],
  ])('answer %s %s with the methods there are', async (method, path, allowed) => {
    const response = await createToySimulator().fetch(toyRequest(path, { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allowed);
  });

  it('are not logged themselves', async () => {
    const simulator = createToySimulator();
    await simulator.fetch(toyRequest('/_records'));
    expect(simulator.requests()).toEqual([]);
  });

  it('stand below the prefix, and nothing else does', async () => {
    const simulator = createToySimulator();
    const response = await simulator.fetch(new Request('http://localhost/sandbox/toyota/_records'));
    expect(response.status).toBe(404);
    expect(simulator.requests()).toEqual([]);
  });

  it('as methods refuse an unknown operation too', () => {
    expect(() => createToySimulator().failNext('dance', 'slow')).toThrow(RangeError);
  });
});
