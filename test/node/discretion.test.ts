import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entriesOf } from '../hosted/visitor.ts';
import { reply, startFakeServer } from '../support/fake-server.ts';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tracesOf } from '../support/traces-of.ts';
import { until } from '../support/until.ts';
import { formOf, formType, samples } from '../support/uploads.ts';

/** Everything typed in a test, and what makes it: each text has a word in it that stands nowhere else. */
function keyboard() {
  const typed = new Set<string>();
  let count = 0;
  /** Types a text in which `*` stands for a word of its own. */
  function type(text: string): string {
    // Letters only, so that it may stand in a name: qzxa, qzxb, …
    const word = `Qzx${(count++).toString(36).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}vw`;
    const value = text.replaceAll('*', word);
    typed.add(word);
    typed.add(value);
    return value;
  }
  return { typed, type };
}

type Type = ReturnType<typeof keyboard>['type'];

/** An application in which everything is somebody's own, and unusual. */
function person(type: Type, changes: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) {
  const text = type('By ticking this box I, *, agree');
  return buildSubmission(
    {
      first_name: type('Zoë-Ann O’*'),
      last_name: type("Núñez-* d'Arc"),
      email: type('*+Drive@example.com'),
      phone: '604-555-0147',
      street: type('1½ * & Sons <St> \\ #4'),
      city: type('Saint-* / Québec'),
      state: 'BC',
      postal_code: 'V6B 4Y8',
      country: 'CA',
      ...changes,
    },
    {
      attribution: {
        application_source: 'CDL Job Now',
        job_id: type('D-*'),
        utm_source: type('news*'),
        utm_campaign: type('camp *'),
        gclid: type('Cj0*_x-y'),
        referrer: type('https://www.example.com/*?q=1'),
      },
      consents: [
        {
          document: 'sms',
          granted: true,
          language: 'en',
          text,
          textSha256: createHash('sha256').update(text).digest('hex'),
          at: '2026-11-21T17:00:00Z',
        },
      ],
      timeZone: type('America/*'),
      ...envelope,
    },
  );
}

const json = { 'content-type': 'application/json' };

/** A proxy whose output is kept, and the ways to reach it. */
async function start(env: Record<string, string>) {
  const proxy = await startProxy({ LOG_LEVEL: 'debug', INTAKE_DATA: temporaryFolder(), ...env });
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  const base = `http://127.0.0.1:${proxy.port}`;
  const ask = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });
  return {
    ...proxy,
    base,
    ask,
    post: (body: unknown, headers: Record<string, string> = {}) =>
      ask('/v1/applications', {
        method: 'POST',
        headers: { ...json, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    upload: (id: string, body: BodyInit, type = formType) =>
      ask(`/v1/applications/${id}/files`, { method: 'POST', headers: { 'content-type': type }, body }),
    deliveries: async () =>
      (
        (await proxy.readiness()) as {
          deliveries: Record<'queued' | 'leased' | 'delivered' | 'attention', number>;
        }
      ).deliveries,
  };
}

type Proxy = Awaited<ReturnType<typeof start>>;

/** Ends a proxy and says what of all that was typed it has printed. */
async function tracesIn(proxy: Proxy, typed: Iterable<string>): Promise<string[]> {
  await proxy.kill('SIGTERM');
  expect(proxy.output().split('\n').length).toBeGreaterThan(3);
  return tracesOf([...typed, '604-555-0147', '6045550147', 'V6B 4Y8', 'V6B4Y8'], proxy.output());
}

describe('what a person typed is in nothing that the proxy prints', () => {
  it('when applications and files are accepted, repeated, asked for and refused', async () => {
    const site = await startSite();
    const { typed, type } = keyboard();
    const data = temporaryFolder();
    const proxy = await start({
      ...site.env,
      INTAKE_DATA: data,
      ALTCHA_SECRET: 'a secret of our own',
      ALTCHA_COST: '1',
    });
    const good = person(type);
    const bad = person(type);
    const broken = Object.fromEntries(Object.keys(bad.answers).map((key) => [key, type('\0;*\'"')]));
    const statuses = [
      await proxy.post(good, { 'user-agent': type('Browser *'), referer: type('https://example.com/*') }),
      await proxy.post(good, { 'x-forwarded-for': type('*'), cookie: type('a=*') }),
      await proxy.post({ ...person(type), id: good.id }),
      await proxy.post({ ...bad, answers: broken }),
      await proxy.post({ ...bad, answers: { ...bad.answers, [type('*')]: 'x', email: type('*@nowhere') } }),
      await proxy.post({ ...bad, id: type('*'), form: type('*'), language: type('*'), startedAt: type('*') }),
      await proxy.post({ ...bad, [type('*')]: type('*'), consents: [{ document: type('*') }] }),
      await proxy.post({ ...bad, challenge: { hp: type('I am *'), altcha: type('*') } }),
      await proxy.post(JSON.stringify(person(type)).slice(0, -2)),
      await proxy.post(JSON.stringify(person(type)), { 'content-type': 'text/plain' }),
      await proxy.post(JSON.stringify(person(type)).padEnd(300_000)),
      await proxy.post(person(type), { origin: 'https://elsewhere.example.net' }),
      await proxy.post(person(type), { 'idempotency-key': type('*') }),
      await proxy.ask(`/v1/applications/${good.id}?name=${type('*')}`),
      await proxy.ask(`/v1/applications/${encodeURIComponent(type('* St'))}`),
      await proxy.ask(`/${encodeURIComponent(type('nothing *'))}?email=${type('*')}`),
      await proxy.ask(`/v1/forms/${type('*')}`, { method: 'DELETE' }),
      await proxy.upload(good.id, formOf({ name: type('CDL of *.pdf'), content: samples.pdf(type('*')) })),
      await proxy.upload(good.id, formOf({ name: type('*.html'), content: Buffer.from(type('<b>*</b>')) })),
      await proxy.upload(good.id, type('no form at all *')),
      await proxy.upload(good.id, type('*'), `text/${type('*')}`),
      await proxy.upload(good.id, type('*'), `multipart/form-data; boundary=${type('*')}`),
      await proxy.upload(type('*'), formOf({ name: type('*.pdf'), content: samples.pdf() })),
    ].map(({ status }) => status);
    expect(statuses).toEqual([
      202, 202, 422, 422, 422, 422, 422, 202, 400, 415, 413, 403, 422, 200, 404, 404, 405, 202, 422, 400, 415,
      400, 404,
    ]);
    // What is no HTTP, or breaks off.
    for (const bytes of [
      `${type('*')} / HTTP/1.1\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a\r\n${type('*')}\r\n\r\n`,
    ]) {
      const socket = connect(proxy.port, '127.0.0.1');
      await new Promise<void>((resolve) =>
        socket
          .on('error', () => {})
          .once('close', resolve)
          .resume()
          .end(bytes),
      );
    }
    // The site has no such source, which is for a person to put right.
    const source = { application_source: type('CDL * Now') };
    expect((await proxy.post(person(type, {}, { attribution: source }))).status).toBe(202);
    await until(async () => (await proxy.deliveries()).attention === 1);
    await until(async () => (await proxy.deliveries()).delivered === 2);
    expect(proxy.output()).toContain('"msg":"delivered"');

    // Whatever operators look at, but for what they ask to be given out.
    const shown = [await (await proxy.ask('/metrics')).text(), await (await proxy.ask('/readyz')).text()];
    for (const args of [
      ['list', '--json'],
      ['list', '--email', String(good.answers.email)],
      ['show', good.id],
      ['retry', good.id],
      ['retry-all', '--state', 'attention', '--json'],
      ['erase', good.id, '--yes'],
    ]) {
      const { code, stdout, stderr } = await runCommand(['deliveries', ...args], {
        ...site.env,
        INTAKE_DATA: data,
      });
      expect(code).toBeLessThan(2);
      shown.push(stdout, stderr);
    }
    expect(shown.join('').length).toBeGreaterThan(1_000);
    expect(tracesOf(typed, shown.join('\n'))).toEqual([]);
    expect(await tracesIn(proxy, typed)).toEqual([]);
  });

  it('when the hosted page is filled in, well and badly', async () => {
    const site = await startSite();
    const { typed, type } = keyboard();
    const proxy = await start(site.env);
    const path = '/form/driver-short';
    const send = async (body: string) =>
      (
        await proxy.ask(path, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: proxy.base },
          body,
        })
      ).text();
    const press = (html: string, changes: Record<string, string>) =>
      send(
        new URLSearchParams([
          ...entriesOf(html).filter(([name]) => !Object.hasOwn(changes, name)),
          ...Object.entries(changes),
        ]).toString(),
      );
    const first = await (
      await proxy.ask(`${path}?utm_source=${type('*')}&job_id=${type('*')}&lang=${type('*')}`)
    ).text();
    let page = await press(first, { application_type: 'CONTRACTOR', has_cdl: 'true' });
    page = await press(page, { cdl_type: 'A' });
    page = await press(page, { driving_preference: 'SOLO', truck_type: 'STRAIGHT' });
    const wrong = {
      first_name: type('<*>\0'),
      last_name: type('*;'),
      phone: type('1 *'),
      email: type('*@'),
      postal_code: type('*'),
    };
    page = await press(page, wrong);
    page = await press(page, {
      first_name: type('Zoë *'),
      last_name: type('O’*'),
      phone: '604-555-0147',
      email: type('*@example.com'),
      street: type('1 * St'),
      city: type('*'),
      state: 'BC',
      country: 'CA',
      postal_code: 'V6B 4Y8',
    });
    const review = page;
    await press(review, {});
    await press(review, { first_name: type('* again') });
    await send(type('first_name=*&%'));
    await send(type('no form * at all').repeat(50_000));
    await until(async () => (await proxy.deliveries()).delivered >= 1);
    expect(await tracesIn(proxy, typed)).toEqual([]);
  });

  it('when the storage fails, and when there is too much at once', async () => {
    const site = await startSite();
    const { typed, type } = keyboard();
    const data = temporaryFolder();
    const proxy = await start({ ...site.env, INTAKE_DATA: data, RATE_LIMIT: '300' });
    expect((await proxy.post(person(type))).status).toBe(202);
    spawnSync('prlimit', [`--pid=${proxy.pid}`, '--fsize=200000:']);
    const seen = new Set<number>();
    for (let count = 0; count < 500 && !(seen.has(503) && seen.has(429)); count += 1) {
      seen.add((await proxy.post(person(type))).status);
    }
    expect(seen).toEqual(new Set([202, 503, 429]));
    const file = join(temporaryFolder(), 'copy.db');
    const backup = await runCommand(['backup', file], { INTAKE_DATA: data });
    expect(backup.code).toBe(0);
    expect(tracesOf(typed, backup.stdout + backup.stderr)).toEqual([]);
    expect(proxy.output()).toMatch(/storage-unavailable/);
    expect(await tracesIn(proxy, typed)).toEqual([]);
  }, 60_000);

  it.each([
    [
      'in its error',
      400,
      (said: string) => ({
        title: said,
        status: 400,
        detail: said,
        'o:errorCode': 'OSC-CREST-00006',
        'o:errorPath': said,
      }),
    ],
    ['in its code', 400, (said: string) => ({ title: 'Bad', status: 400, 'o:errorCode': said })],
    ['in a failure', 500, (said: string) => ({ [said]: said })],
    ['in a refusal', 401, (said: string) => ({ detail: said })],
    ['as if it were an id', 201, (said: string) => ({ id: said, lookupName: said, referenceNumber: said })],
    ['as a name', 201, (said: string) => ({ id: 7, lookupName: said })],
    ['as text', 201, (said: string) => said],
    [
      'as an answer to everything',
      200,
      (said: string) => ({ items: [{ tableName: said, count: 1, rows: [[said]] }] }),
    ],
  ])('when the site says it all back: %s', async (_, status, answer) => {
    const { typed, type } = keyboard();
    const site = await startFakeServer((response, { url, body, headers }) => {
      const said = `${decodeURIComponent(url ?? '')} ${body} ${JSON.stringify(headers)}`;
      const writes = body !== '' && body !== undefined;
      const ownStatus = status === 201 && !writes ? 200 : status;
      const rows = { items: [{ tableName: 'contacts', count: 0, rows: [] }] };
      reply(response, ownStatus, status === 201 && !writes ? rows : answer(said));
    });
    const proxy = await start({
      B2C_SITE_URL: site.url,
      B2C_USERNAME: 'api',
      B2C_PASSWORD: 'Zx9Qv7-secret',
      B2C_TIMEOUT_MS: '500',
      B2C_SETTLE_MS: '100',
    });
    for (let count = 0; count < 3; count += 1) {
      const application = person(type);
      expect((await proxy.post(application)).status).toBe(202);
      const file = formOf({ name: type('*.pdf'), content: samples.pdf(type('*')) });
      expect((await proxy.upload(application.id, file)).status).toBe(202);
    }
    await until(() => /tried again|needs attention|"msg":"delivered"/.test(proxy.output()));
    await until(async () => (await proxy.deliveries()).leased === 0);
    typed.add('Zx9Qv7-secret');
    expect(await tracesIn(proxy, typed)).toEqual([]);
  });

  it('when the site fails in many ways', async () => {
    const site = await startSite();
    const { typed, type } = keyboard();
    const proxy = await start({ ...site.env, LEASE_MS: '2000' });
    await until(async () => ((await proxy.readiness()) as { checks: object }).checks['b2c-service' as never]);
    // Those for which nobody has to wait: a site that refuses everything is left alone for a while.
    const faults = [
      'reset-after-commit',
      'status-400',
      'malformed-json',
      'no-id',
      'empty-body',
      'wrong-shape',
      'cut-off',
      'oversized',
      'status-500',
      'status-502-html',
      'slow-drip',
      'timeout-after-commit',
    ] as const;
    for (const [index, fault] of faults.entries()) {
      const operation = index % 2 === 0 ? 'create-contact' : 'create-incident';
      const delayMs = fault === 'slow-drip' ? 700 : undefined;
      site.simulator.failNext(operation, fault, { times: 1, ...(delayMs && { delayMs }) });
      const before = site.timesAsked(operation);
      expect((await proxy.post(person(type))).status).toBe(202);
      await until(() => site.timesAsked(operation) > before);
      // One that gets through in between, or the site would be left alone for longer and longer.
      const calm = person(type);
      expect((await proxy.post(calm)).status).toBe(202);
      await until(() => site.incidentsFor(calm.id) === 1, 60_000);
    }
    await until(() => /tried again/.test(proxy.output()));
    expect(await tracesIn(proxy, typed)).toEqual([]);
  }, 180_000);
});

describe('a search for traces', () => {
  const value = 'Zoë "Q" & Sons / 7';

  it.each([
    ['as it is', (text: string) => text],
    ['in capitals', (text: string) => text.toUpperCase()],
    ['in JSON', (text: string) => JSON.stringify({ a: text })],
    ['in JSON within JSON', (text: string) => JSON.stringify(JSON.stringify(text))],
    ['in an address', (text: string) => `?a=${encodeURIComponent(text)}`],
    ['in a form', (text: string) => new URLSearchParams({ a: text }).toString()],
    ['in a page', (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ['in hexadecimal', (text: string) => Buffer.from(text).toString('hex')],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64 after one byte', (text: string) => Buffer.from(`x${text}`).toString('base64')],
    ['in base64 amid others', (text: string) => Buffer.from(`xy${text}yx`).toString('base64url')],
  ])('finds a text %s', (_, write) => {
    expect(tracesOf([value], `before ${write(value)} after`)).toEqual([value]);
    expect(tracesOf([value], `before ${write('Zoë "Q" & Son')} after`)).toEqual([]);
  });
});
