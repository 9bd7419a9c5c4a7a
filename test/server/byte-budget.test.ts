import { describe, expect, it } from 'vitest';
import { createByteBudget } from '../../src/server/guards/byte-budget.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

const refusal = expect.objectContaining({ kind: 'too-many-requests' });

describe('a budget of bytes', () => {
  it('is shared by all, and given back', () => {
    const open = createByteBudget(100);
    const [one, other] = [open('192.0.2.1'), open('192.0.2.2')];
    one.take(60);
    other.take(40);
    expect(() => one.take(1)).toThrow(refusal);
    other.release();
    other.release();
    one.take(40);
    expect(() => open().take(1)).toThrow(refusal);
  });

  it('has a part that no address exceeds, however many requests it sends', () => {
    const open = createByteBudget(100, 30);
    const own = Array.from({ length: 3 }, (_, index) => open(`2001:db8::${index}`));
    for (const share of own) share.take(10);
    expect(() => open('2001:db8::9').take(1)).toThrow(refusal);
    open('2001:db8:0:1::1').take(30);
    own[0]?.release();
    open('2001:db8::9').take(10);
  });

  it('is not kept from those without an address by one another', () => {
    const open = createByteBudget(100, 30);
    open().take(50);
    open('').take(50);
  });
});

describe('large applications that do not come to an end', () => {
  /** A body that is still coming until the test ends it. */
  function unending(size: number) {
    let end = () => {};
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(size).fill(0x20));
        end = () => controller.close();
      },
    });
    return { body, end: () => end() };
  }

  it('of one address have to wait at some number, and nobody else does', async () => {
    const { fetch, post } = openServer({ maxBodyBytes: 10_000 });
    const send = (body: ReadableStream, address: string) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
      return fetch(new Request('http://apply.example.com/v1/applications', init), { address });
    };
    const held = Array.from({ length: 32 }, () => unending(10_000));
    const answers = held.map(({ body }) => send(body, '192.0.2.1'));
    await expect.poll(async () => (await send(unending(9_000).body, '192.0.2.1')).status).toBe(429);
    const refused = await send(unending(9_000).body, '192.0.2.1');
    expect([refused.headers.get('retry-after'), refused.headers.get('connection')]).toEqual(['5', 'close']);
    const other = unending(9_000);
    other.end();
    expect((await send(other.body, '192.0.2.2')).status).toBe(400);
    expect((await post(buildSubmission(), {}, { address: '192.0.2.2' })).status).toBe(202);
    for (const { end } of held) end();
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([400]));
    const again = unending(9_000);
    again.end();
    expect((await send(again.body, '192.0.2.1')).status).toBe(400);
  });
});
