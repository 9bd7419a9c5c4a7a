import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { reply, startFakeServer } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';
import { fileOf } from '../../support/files.ts';

const tokenHeader = 'osvc-crest-api-access-token';
const moved = { email: 'alex.rivers@example.com', city: 'Boston' };

/** A site on which every kind of call has been made. */
async function everyKindOfCall(connector: object = {}) {
  const { builtInForms } = await import('../../../src/model/forms/built-in.ts');
  const crm = openCrm({ connector: { updateExisting: ['address.city'], ...connector } });
  await crm.deliver(submissionOf(), 2, { files: [fileOf('license.pdf', 'x')] });
  await crm.deliver(submissionOf(moved));
  await crm.connector.check({ definitions: builtInForms, signal: new AbortController().signal });
  return crm;
}

describe('every call', () => {
  it('says what it is for, in at most 40 characters, with nothing of a person', async () => {
    const crm = await everyKindOfCall();
    const contexts = new Set(crm.everyCall().map(({ context }) => context));
    expect([...contexts].toSorted()).toEqual(
      [
        'attach-file',
        'check',
        'create-contact',
        'create-incident',
        'find-contact',
        'find-incident',
        'list-files',
        'read-contact',
        'read-menu',
        'read-metadata',
        'update-contact',
      ].map((operation) => `applicant-intake ${operation}`),
    );
    for (const context of contexts) expect(context.length).toBeLessThanOrEqual(40);
  });

  it('asks for no language: the site refuses one that is not its own', async () => {
    const crm = await everyKindOfCall();
    for (const { headers } of crm.everyCall()) expect(headers).not.toHaveProperty('accept-language');
  });

  it('asks for JSON, and for a schema where it wants one', async () => {
    const crm = await everyKindOfCall();
    for (const { what, headers } of crm.everyCall()) {
      const schema = what.startsWith('GET metadata-catalog');
      expect(headers.accept, what).toBe(schema ? 'application/schema+json' : 'application/json');
    }
  });

  it('goes to the version that the settings say', async () => {
    const crm = openCrm({ connector: { version: 'v1.3' } });
    await crm.deliver(submissionOf());
    expect(crm.incidents()).toHaveLength(1);
    for (const { what } of crm.everyCall()) expect(what).not.toContain('v1.4');
    expect(crm.simulator.requests().every(({ path }) => path.includes('/connect/v1.3/'))).toBe(true);
  });

  it('goes to the site’s address, with or without slashes at its end', async () => {
    for (const end of ['', '/', '//']) {
      const crm = openCrm({ connector: { siteUrl: `http://site.invalid/sandbox/b2c-service${end}` } });
      await crm.deliver(submissionOf());
      expect(crm.incidents()).toHaveLength(1);
    }
  });
});

describe('headers for writing', () => {
  const writeHeaders = {
    'OSvC-CREST-Suppress-Rules': 'true',
    'OSvC-CREST-Suppress-ExternalEvents': 'true',
  };

  it('go along with every write and with nothing else', async () => {
    const crm = await everyKindOfCall({ writeHeaders });
    for (const { headers, body, what } of crm.everyCall()) {
      const expected = body === null ? undefined : 'true';
      expect(headers['osvc-crest-suppress-rules'], what).toBe(expected);
      expect(headers['osvc-crest-suppress-externalevents'], what).toBe(expected);
      expect(headers['content-type'], what).toBe(body === null ? undefined : 'application/json');
    }
  });

  it('are none unless the settings say so', async () => {
    const crm = await everyKindOfCall();
    for (const { headers } of crm.everyCall()) {
      expect(Object.keys(headers).filter((name) => name.includes('suppress'))).toEqual([]);
    }
  });
});

describe('the access token that the site issues', () => {
  it.each(['issued', 'rotated'] as const)(
    'comes back with the next call, the last one unchanged (%s)',
    async (accessTokens) => {
      const crm = openCrm({ site: { accessTokens } });
      await crm.deliver(submissionOf());
      await crm.deliver(submissionOf());
      // Of calls one after the other; those that run side by side may have an older one.
      const calls = crm.simulator.requests().filter(({ operation }) => /query|create/.test(operation));
      let issued: string | undefined;
      for (const { headers, response } of crm.simulator.requests()) {
        if (calls.some((call) => call.headers === headers)) expect(headers[tokenHeader]).toBe(issued);
        issued = response?.headers[tokenHeader] ?? issued;
      }
      expect(issued).toMatch(/./);
    },
  );

  it('is none where the site issues none', async () => {
    const crm = openCrm({ site: { accessTokens: 'off' } });
    await crm.deliver(submissionOf());
    for (const { headers } of crm.everyCall()) expect(headers).not.toHaveProperty(tokenHeader);
  });

  it('is kept by many deliveries at one time', async () => {
    const crm = openCrm({ site: { accessTokens: 'rotated' } });
    const people = Array.from({ length: 20 }, (_, n) => submissionOf({ email: `driver.${n}@example.com` }));
    await Promise.all(people.map((person) => crm.deliver(person)));
    expect(crm.incidents()).toHaveLength(20);
    expect(crm.simulator.requests().filter(({ status }) => Number(status) >= 400)).toEqual([]);
  });

  it('is dropped when the site refuses it, and the call sent once more without', async () => {
    const seen: unknown[] = [];
    const site = await startFakeSite({
      'find-contact': (response, { headers }) => {
        seen.push(headers[tokenHeader]);
        if (seen.length === 1) reply(response, 200, rows(), { [tokenHeader]: 'stale' });
        else if (headers[tokenHeader])
          reply(response, 400, problem('00016', `Invalid value for ${tokenHeader}`));
        else reply(response, 200, rows(), { [tokenHeader]: 'fresh' });
      },
      'create-contact': (response, { headers }) => {
        seen.push(headers[tokenHeader]);
        reply(response, 201, { id: 7 });
      },
    });
    await site.deliver();
    await site.deliver();
    expect(seen).toEqual([undefined, 'stale', 'stale', undefined, 'fresh']);
  });

  it('is not taken from a refusal', async () => {
    const site = await startFakeSite({
      'find-contact': (response) => reply(response, 400, problem('00007'), { [tokenHeader]: 'bad' }),
    });
    await site.deliver();
    await site.deliver({ attempt: 1 });
    for (const { headers } of site.requests) expect(headers).not.toHaveProperty(tokenHeader);
  });
});

describe('how long the site asks to be left alone', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  /** Delivers, letting time pass as timers want it. */
  async function deliver(crm: ReturnType<typeof openCrm>, submission = submissionOf()) {
    const delivered = crm.deliver(submission).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    return delivered;
  }
  const arrivals = (crm: ReturnType<typeof openCrm>) =>
    crm.simulator.requests().map(({ at }) => Date.parse(at));

  it('is granted between any two calls, also after those that succeed', async () => {
    const crm = openCrm({ site: { throttling: { nextRequestAfterMs: 200 } } });
    crm.simulator.changeTenant({ throttling: { strict: true } });
    await deliver(crm);
    expect(crm.incidents()).toHaveLength(1);
    const times = arrivals(crm);
    // The first readings went out side by side, before anything was known.
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(gaps.slice(-3).every((gap) => gap >= 200)).toBe(true);
    const before = times.length;
    await deliver(crm, submissionOf({ email: 'other@example.com' }));
    expect(crm.incidents()).toHaveLength(2);
    const later = crm.simulator.requests().slice(before);
    expect(later.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('ends the attempt where it is long, and the queue waits as long', async () => {
    const crm = openCrm({ site: { throttling: { nextRequestAfterMs: 60_000 } } });
    const outcome = await deliver(crm);
    expect(outcome).toMatchObject({ kind: 'retry', message: 'the site asks for a rest' });
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
  });
});

it('a redirect of the identity of a site is not followed with what a person typed', async () => {
  const elsewhere = await startFakeServer((response) => reply(response, 201, { id: 1 }));
  const site = await startFakeSite({
    'create-incident': (response) =>
      response.writeHead(307, { location: `${elsewhere.url}/incidents` }).end(),
  });
  expect(await site.deliver()).toMatchObject({
    kind: 'misconfigured',
    message: 'create-incident: status 307',
  });
  expect(elsewhere.requests).toEqual([]);
});
