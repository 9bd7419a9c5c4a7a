import { describe, expect, it } from 'vitest';
import { ConnectionReset } from '../../../../src/sandbox/simulators/connection-reset.ts';
import { BASE, buildContact, GOOD_HEADERS, openSite } from './site.ts';

const TOKEN = 'osvc-crest-api-access-token';
const AFTER = 'osvc-crest-next-request-after';

describe('the access token', () => {
  it('is issued to a caller who has none, and accepted unchanged', async () => {
    const site = openSite();
    const token = (await site.get('contacts/2')).headers.get(TOKEN);
    expect(token).toEqual(expect.any(String));
    const second = await site.get('contacts/2', { [TOKEN]: token });
    expect(second.status).toBe(200);
    expect(second.headers.has(TOKEN)).toBe(false);
    expect((await site.get('contacts/2')).status).toBe(200);
  });

  it('is refused when it was altered, before anything is done', async () => {
    const site = openSite();
    const token = (await site.get('contacts/2')).headers.get(TOKEN) ?? '';
    for (const altered of [`${token}x`, token.toUpperCase(), `0${token.slice(1)}1`, 'nonsense', '']) {
      expect((await site.post('contacts', buildContact(), { [TOKEN]: altered })).status).toBe(400);
    }
    expect(site.simulator.records().contacts).toHaveLength(1);
  });

  it('changes with every answer where the site rotates it', async () => {
    const site = openSite({ accessTokens: 'rotated' });
    const first = (await site.get('contacts/2')).headers.get(TOKEN);
    const second = (await site.get('contacts/2', { [TOKEN]: first })).headers.get(TOKEN);
    expect(second).toEqual(expect.any(String));
    expect(second).not.toBe(first);
    expect((await site.get('contacts/2', { [TOKEN]: second })).status).toBe(200);
  });

  it('outlives a reset, and can be switched off', async () => {
    const site = openSite();
    const token = (await site.get('contacts/2')).headers.get(TOKEN);
    site.simulator.reset();
    expect((await site.get('contacts/2', { [TOKEN]: token })).status).toBe(200);
    site.simulator.changeTenant({ accessTokens: 'off' });
    const answer = await site.get('contacts/2', { [TOKEN]: 'nonsense' });
    expect([answer.status, answer.headers.has(TOKEN)]).toEqual([200, false]);
  });
});

describe('the pause that the site asks for', () => {
  it('stands on every answer, errors included', async () => {
    const site = openSite({ throttling: { nextRequestAfterMs: 300 } });
    expect((await site.get('contacts/2')).headers.get(AFTER)).toBe('300');
    expect((await site.get('contacts/3')).headers.get(AFTER)).toBe('300');
    site.simulator.changeTenant({ throttling: { nextRequestAfterMs: null } });
    expect((await site.get('contacts/2')).headers.has(AFTER)).toBe(false);
  });

  it.each([429, 503] as const)('must be kept on a strict site, or the answer is %s', async (status) => {
    let now = Date.UTC(2026, 10, 21);
    const site = openSite({
      now: () => now,
      throttling: { nextRequestAfterMs: 1_500, strict: true, status },
    });
    expect((await site.get('contacts/2')).status).toBe(200);
    now += 1_400;
    const early = await site.post('contacts', buildContact());
    expect(early.status).toBe(status);
    expect(early.headers.get('retry-after')).toBe('1');
    expect(early.body).toMatchObject({ status, 'o:errorCode': 'OSC-CREST-00008' });
    expect(site.simulator.records().contacts).toHaveLength(1);
    expect(early.headers.get(AFTER)).toBe('100');
    now += 100;
    expect((await site.post('contacts', buildContact())).status).toBe(201);
  });

  it('need not be kept otherwise', async () => {
    const site = openSite({ throttling: { nextRequestAfterMs: 60_000 } });
    await site.get('contacts/2');
    expect((await site.get('contacts/2')).status).toBe(200);
  });
});

describe('a limit on calls', () => {
  it('refuses the one too many, and says when to come again', async () => {
    let now = Date.UTC(2026, 10, 21);
    const site = openSite({ now: () => now, throttling: { limit: { calls: 2, perMs: 10_000 } } });
    await site.get('contacts/2');
    now += 4_000;
    await site.get('contacts/2');
    const refused = await site.get('contacts/2');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '6']);
    now += 6_000;
    expect((await site.get('contacts/2')).status).toBe(200);
    expect((await site.get('contacts/2')).status).toBe(429);
    site.simulator.changeTenant({ throttling: { limit: null } });
    expect((await site.get('contacts/2')).status).toBe(200);
  });
});

describe('latency', () => {
  it('is the least time that a call takes', async () => {
    const site = openSite({ latencyMs: 40 });
    site.simulator.failNext('query', 'status-500');
    for (const path of ['contacts/2', 'contacts?q=ID+%3D+2', '/oauth/token']) {
      const startedAt = performance.now();
      await site.get(path);
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(35);
    }
  });

  it('does not save a call whose caller gives up', async () => {
    const site = openSite({ latencyMs: 60 });
    const request = new Request(`${BASE}/contacts`, {
      method: 'POST',
      headers: { ...GOOD_HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify(buildContact()),
      signal: AbortSignal.timeout(10),
    });
    await expect(site.simulator.fetch(request)).rejects.toThrow();
    await expect.poll(() => (site.simulator.records().contacts as unknown[]).length).toBe(2);
  });

  it('does not carry a call over a reset', async () => {
    const site = openSite({ latencyMs: 30 });
    const early = site.post('contacts', buildContact());
    site.simulator.reset();
    await expect(early).rejects.toBeInstanceOf(ConnectionReset);
    expect((await site.post('contacts', buildContact())).status, 'or the address were taken').toBe(201);
    expect(site.simulator.records().contacts).toHaveLength(2);
  });
});
