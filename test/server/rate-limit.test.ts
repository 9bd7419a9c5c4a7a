import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../src/server/guards/rate-limit.ts';
import { openServer } from '../support/application-server.ts';
import { seededRandom } from '../support/random.ts';
import { buildSubmission } from '../support/submissions.ts';

describe('an address that sends too fast', () => {
  it('is told when to come back, and let in then', async () => {
    let now = 0;
    const { post, store } = openServer({ rateLimit: { burst: 2, perMinute: 6 }, now: () => now });
    const from = { address: '192.0.2.1' };
    const send = () => post(buildSubmission(), {}, from);
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ type: expect.stringMatching(/\/too-many-requests$/), status: 429 });
    expect(refused.headers.get('retry-after')).toBe('10');
    now += 9_999;
    expect((await send()).headers.get('retry-after')).toBe('1');
    now += 1;
    expect((await send()).status).toBe(202);
    expect(await store.counts()).toMatchObject({ queued: 3 });
  });

  it('is refused before its body is looked at, and may still read', async () => {
    const { post, send } = openServer({ rateLimit: { burst: 1, perMinute: 1 } });
    expect((await post('{')).status).toBe(400);
    expect((await post('{')).status).toBe(429);
    expect((await send('/v1/forms/driver-short')).status).toBe(200);
  });

  it('does not hinder the others', async () => {
    const { post } = openServer({ rateLimit: { burst: 1, perMinute: 1 } });
    const statuses: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2', '2001:db8::1']) {
      statuses.push((await post(buildSubmission(), {}, { address })).status);
    }
    expect(statuses).toEqual([202, 429, 202, 202]);
  });

  it('is welcome without end where there is no limit', async () => {
    const { post } = openServer({ rateLimit: null });
    for (let sent = 0; sent < 150; sent += 1) expect((await post('{')).status).toBe(400);
  });

  it('may send 120 at once unless told otherwise', async () => {
    const { post } = openServer({ now: () => 0 });
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 125; sent += 1) {
      const { status } = await post('{');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 400: 120, 429: 5 });
  });
});

describe('the rate limiter', () => {
  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:1:ffff::2'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::'],
    ['::1', '::2'],
    ['fe80::1', 'fe80::2%eth0'],
    ['192.0.2.1', '::ffff:192.0.2.1'],
  ])('takes %s and %s for one sender', (one, other) => {
    const take = createRateLimiter({ burst: 1, perMinute: 1 }, () => 0);
    expect(take(one)).toBeUndefined();
    expect(take(other)).toBe(60);
  });

  it.each([
    ['2001:db8:0:1::1', '2001:db8:0:2::1'],
    ['192.0.2.1', '192.0.2.2'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2'],
    ['1:2::', '::1:2'],
  ])('tells %s from %s', (one, other) => {
    const take = createRateLimiter({ burst: 1, perMinute: 1 }, () => 0);
    expect(take(one)).toBeUndefined();
    expect(take(other)).toBeUndefined();
  });

  it('saves up no more than a burst, and survives a clock that is set back', () => {
    let now = 1_000_000;
    const take = createRateLimiter({ burst: 2, perMinute: 60 }, () => now);
    expect([take('a'), take('a'), take('a')]).toEqual([undefined, undefined, 1]);
    now += 3_600_000;
    expect([take('a'), take('a'), take('a')]).toEqual([undefined, undefined, 1]);
    now -= 3_600_000;
    expect(take('a')).toBe(1);
    now += 1_000;
    expect(take('a')).toBeUndefined();
  });

  it('forgets addresses rather than grow without end', () => {
    const take = createRateLimiter({ burst: 1, perMinute: 1 }, () => 0);
    take('first');
    for (let index = 0; index < 9_999; index += 1) take(`other ${index}`);
    expect(take('first'), 'still known').toBe(60);
    for (let index = 0; index < 10_000; index += 1) take(`more ${index}`);
    expect(take('first'), 'forgotten').toBeUndefined();
  });

  it('lets in whoever waits as long as it said', () => {
    const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const random = seededRandom(seed);
    for (let round = 0; round < 300; round += 1) {
      const limit = { burst: 1 + Math.floor(random() * 5), perMinute: 1 + Math.floor(random() * 300) };
      let now = 0;
      const take = createRateLimiter(limit, () => now);
      for (let request = 0; request < 50; request += 1) {
        now += Math.floor(random() * 400);
        const seconds = take('a');
        if (seconds === undefined) continue;
        now += seconds * 1000;
        expect(take('a'), `seed ${seed}, ${JSON.stringify(limit)}`).toBeUndefined();
      }
    }
  });
});
