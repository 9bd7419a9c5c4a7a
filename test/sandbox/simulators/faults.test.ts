import { describe, expect, it } from 'vitest';
import { ConnectionReset } from '../../../src/sandbox/simulators/connection-reset.ts';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import { createThing, createToySimulator, toyRequest } from './toy-simulator.ts';

function toyThatFails(fault: FaultName, more?: { times?: number; delayMs?: number }) {
  const simulator = createToySimulator();
  simulator.failNext('create', fault, more);
  return simulator;
}

describe('a fault', () => {
  it('befalls as many calls of its operation as were ordered, and no others', async () => {
    const simulator = toyThatFails('status-500', { times: 2 });
    const statuses: number[] = [];
    for (const request of [toyRequest('/things'), createThing(), createThing(), createThing()]) {
      statuses.push((await simulator.fetch(request)).status);
    }
    expect(statuses).toEqual([200, 500, 500, 201]);
    expect(simulator.requests().map((entry) => entry.fault)).toEqual([
      null,
      'status-500',
      'status-500',
      null,
    ]);
  });

  it('ordered for any operation befalls whatever comes next', async () => {
    const simulator = createToySimulator();
    simulator.failNext('any', 'status-503');
    expect((await simulator.fetch(toyRequest('/things'))).status).toBe(503);
    expect((await simulator.fetch(toyRequest('/things'))).status).toBe(200);
  });

  it('ordered first is played first', async () => {
    const simulator = toyThatFails('status-500');
    simulator.failNext('any', 'status-429');
    expect((await simulator.fetch(createThing())).status).toBe(500);
    expect((await simulator.fetch(createThing())).status).toBe(429);
  });
});

describe('a fault that stores nothing', () => {
  it.each([
    ['status-400', 400, 'application/json', null],
    ['status-404', 404, 'application/json', null],
    ['status-429', 429, 'application/json', '1'],
    ['status-500', 500, 'application/json', null],
    ['status-502-html', 502, 'text/html; charset=UTF-8', null],
    ['status-503', 503, 'application/json', '1'],
    ['unauthorized', 401, 'text/html; charset=UTF-8', null],
  ] as const)('%s answers %i', async (fault, status, type, retryAfter) => {
    const simulator = toyThatFails(fault);
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(simulator.records()).toEqual({ things: [] });
  });

  it('timeout-before-commit never answers until the caller gives up', async () => {
    const simulator = toyThatFails('timeout-before-commit');
    await expect(simulator.fetch(createThing({ signal: AbortSignal.timeout(20) }))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(simulator.records()).toEqual({ things: [] });
    expect(simulator.requests()).toMatchObject([
      { body: { a: 1 }, status: null, durationMs: expect.any(Number), response: null },
    ]);
  });

  it('timeout-before-commit cuts the connection when nobody gives up', async () => {
    const simulator = createToySimulator({ holdMs: 10 });
    simulator.failNext('create', 'timeout-before-commit');
    await expect(simulator.fetch(createThing())).rejects.toBeInstanceOf(ConnectionReset);
  });
});

describe('a fault that comes after the thing was stored', () => {
  it('timeout-after-commit never answers', async () => {
    const simulator = toyThatFails('timeout-after-commit');
    await expect(simulator.fetch(createThing({ signal: AbortSignal.timeout(20) }))).rejects.toThrow();
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
    expect(simulator.requests()).toMatchObject([{ status: null, response: null }]);
  });

  it('reset-after-commit throws what the mount turns into a cut connection', async () => {
    const simulator = toyThatFails('reset-after-commit');
    const error = await simulator.fetch(createThing()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectionReset);
    expect(error).toMatchObject({ kind: 'connection-reset' });
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('malformed-json keeps the status and breaks off the body', async () => {
    const simulator = toyThatFails('malformed-json');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('empty-body keeps the status and leaves out the body', async () => {
    const simulator = toyThatFails('empty-body');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('no-id leaves out the id and the location', async () => {
    const simulator = toyThatFails('no-id');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.json()).toEqual({ name: 'thing' });
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('html-200 answers with a page', async () => {
    const simulator = toyThatFails('html-200');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('slow answers as usual, only later', async () => {
    const simulator = toyThatFails('slow', { delayMs: 30 });
    const response = await simulator.fetch(createThing());
    expect(await response.json()).toEqual({ id: 1, name: 'thing' });
    expect(simulator.requests()[0]?.durationMs).toBeGreaterThanOrEqual(25);
  });

  it('slow takes two seconds unless told', () => {
    expect(toyThatFails('slow').faults()).toMatchObject([{ fault: 'slow', delayMs: 2_000 }]);
  });

  it('slow ends at once when the caller gives up', async () => {
    const simulator = toyThatFails('slow', { delayMs: 60_000 });
    await expect(simulator.fetch(createThing({ signal: AbortSignal.timeout(20) }))).rejects.toThrow();
    expect(simulator.requests()).toMatchObject([{ status: null }]);
  });
});

describe('a fault that spoils the answer', () => {
  it('cut-off promises the whole body and breaks off in the middle', async () => {
    const simulator = toyThatFails('cut-off');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    expect(response.headers.get('content-length')).toBe('23');
    await expect(response.text()).rejects.toBeInstanceOf(ConnectionReset);
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
    expect(simulator.requests()[0]?.response?.body).toBe('{"id":1,"nam');
  });

  it('redirect sends the caller to another host, and stores nothing', async () => {
    const simulator = toyThatFails('redirect');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://elsewhere.example.com/things');
    expect(simulator.records()).toEqual({ things: [] });
  });

  it('error-200 is an error body that calls itself a success, and stores nothing', async () => {
    const simulator = toyThatFails('error-200');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ refused: 500 });
    expect(simulator.records()).toEqual({ things: [] });
  });

  it('wrong-shape is JSON, but not what was agreed', async () => {
    const simulator = toyThatFails('wrong-shape');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBeNull();
    const body = await response.json();
    expect(body).not.toHaveProperty('id');
    expect(body).toMatchObject({ items: 'none' });
    expect(simulator.records()).toEqual({ things: ['{"a":1}'] });
  });

  it('oversized is the usual answer and megabytes more, which the log leaves out', async () => {
    const simulator = toyThatFails('oversized');
    const response = await simulator.fetch(createThing());
    expect(response.status).toBe(201);
    const text = await response.text();
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(JSON.parse(text)).toMatchObject({ id: 1, name: 'thing' });
    expect(JSON.stringify(simulator.requests()).length).toBeLessThan(2_000);
  });

  it('race carries out the same call for someone else first', async () => {
    const simulator = toyThatFails('race');
    const response = await simulator.fetch(createThing());
    expect(await response.json()).toMatchObject({ id: 2 });
    expect(simulator.records()).toEqual({ things: ['{"a":1}', '{"a":1}'] });
    expect(simulator.requests()).toHaveLength(1);
  });

  it('slow-drip lets the body come in pieces', async () => {
    const simulator = toyThatFails('slow-drip', { delayMs: 50 });
    const startedAt = performance.now();
    const response = await simulator.fetch(createThing());
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(first.value?.length).toBeLessThan(5);
    while (!(await reader.read()).done);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(45);
    expect(simulator.requests()[0]?.response?.body).toEqual({ id: 1, name: 'thing' });
  });
});

describe('a reset', () => {
  it('calls off what a fault was to store later', async () => {
    const simulator = toyThatFails('commit-late', { delayMs: 20 });
    const forgotten = simulator.fetch(createThing({ signal: AbortSignal.timeout(5) }));
    await expect(forgotten).rejects.toThrow();
    simulator.reset();
    simulator.failNext('create', 'commit-late', { delayMs: 60 });
    const second = simulator.fetch(createThing({ body: 'second', signal: AbortSignal.timeout(5) }));
    await expect(second).rejects.toThrow();
    await expect.poll(() => simulator.records()).not.toEqual({ things: [] });
    expect(simulator.records()).toEqual({ things: ['second'] });
  });
});
