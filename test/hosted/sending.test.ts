import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Submission } from '../../src/model/submission.ts';
import { brokenStore, openServer } from '../support/application-server.ts';
import { openPages, type Seen, visitor } from './visitor.ts';

/** The clock of pages and server together. */
function clock() {
  let now = Date.parse('2026-11-22T12:00:00Z');
  return { now: () => now, pass: (seconds: number) => (now += seconds * 1000) };
}

function open(
  changes: Parameters<typeof openPages>[0] = {},
  serverOptions: Parameters<typeof openServer>[0] = {},
) {
  const time = clock();
  const server = openServer({ now: time.now, ...serverOptions });
  const opened = openPages({ now: time.now, ...changes }, server);
  const me = visitor(opened.pages);
  return {
    ...opened,
    ...time,
    me,
    /** The application that a page began, as it is to be delivered. */
    async stored(page: Seen): Promise<Submission | undefined> {
      const at = { now: time.now(), until: time.now() };
      const leased = await server.store.lease({ destination: 'b2c-service', limit: 9, ...at });
      for (const each of leased) await server.store.release(each);
      return leased.find(({ submission }) => submission.id === page.posts('intake-id'))?.submission;
    },
    count: async () => (await server.store.counts()).queued,
  };
}

const reference = (page: Seen) => / id="reference"[^>]*>(?:<[^>]*>)*([^<]*)</.exec(page.html)?.[1];

describe('the last page', () => {
  it('stores the application as every application is stored, and shows the receipt', async () => {
    const { me, stored, pass, count } = open({ settings: { applicationSource: 'CDL Job Now' } });
    const review = await me.fillIn({}, '?utm_source=fb&utm_campaign=fall&secret=1');
    pass(60);
    const receipt = await me.press(review, { contact_time: 'now', sms: 'true' });
    expect([receipt.status, receipt.title]).toEqual([200, 'We have your application, Craig']);
    expect(reference(receipt)).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(receipt.headers.get('cache-control')).toBe('no-store');
    expect(await count()).toBe(1);
    const submission = await stored(review);
    expect(submission?.answers).toEqual({
      application_type: 'CONTRACTOR',
      has_cdl: true,
      cdl_type: 'A',
      driving_preference: 'SOLO',
      truck_type: 'STRAIGHT',
      first_name: 'Craig',
      last_name: 'Daniels',
      phone: '720-340-1313',
      email: 'newuser@domain.com',
      postal_code: '80207',
      contact_time: 'now',
    });
    expect(submission?.attribution).toEqual({
      application_source: 'CDL Job Now',
      utm_source: 'fb',
      utm_campaign: 'fall',
      landing_page: 'http://apply.example.com/form/driver-short',
    });
    expect(submission?.timeZone).toBeUndefined();
  });

  it('records each document with the text that was shown, its hash and its language', async () => {
    const { me, stored } = open({ settings: { termsHref: 'https://www.example.com/terms' } });
    const review = await me.fillIn();
    const spanish = await me.press(review, { sms: 'true', lang: 'es' });
    expect(spanish.posts('sms')).toBe('true');
    await me.press(spanish, { terms: 'true' });
    const consents = (await stored(review))?.consents ?? [];
    expect(consents.map(({ document, granted, language }) => [document, granted, language])).toEqual([
      ['privacy', true, 'en'],
      ['sms', true, 'en'],
      ['terms', true, 'es'],
    ]);
    expect(consents[1]?.text).toMatch(/^Yes, Example Freight may text and call me/);
    expect(consents[2]?.text).toBe('Acepto los términos de Example Freight. Términos');
    for (const { text = '', textSha256 } of consents) {
      expect(textSha256).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('asks for terms that must be accepted', async () => {
    const { me, count } = open({ settings: { termsHref: 'https://www.example.com/terms' } });
    const refused = await me.press(await me.fillIn());
    expect([refused.status, refused.complaints]).toEqual([422, ['Check this box to accept the terms']]);
    expect(await count()).toBe(0);
  });

  it('takes back a consent that was given and then withdrawn', async () => {
    const { me, stored } = open();
    const ticked = await me.press(await me.fillIn(), { sms: 'true', go: 'contact' });
    const review = await me.press(ticked);
    expect(review.posts('sms')).toBe('true');
    await me.press(review, { sms: undefined });
    const sms = (await stored(review))?.consents.find(({ document }) => document === 'sms');
    expect(sms?.granted).toBe(false);
  });

  it('is one application however often it is sent', async () => {
    const { me, pass, count } = open();
    const review = await me.fillIn();
    const [one, two] = await Promise.all([me.press(review), me.press(review)]);
    pass(600);
    const three = await me.press(review);
    expect(new Set([one, two, three].map(reference)).size).toBe(1);
    expect([one, two, three].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(three.html).not.toContain('earlier version');
    expect(await count()).toBe(1);
  });

  it('says so when an earlier version had arrived', async () => {
    const { me, count } = open();
    const review = await me.fillIn();
    const one = await me.press(review);
    const two = await me.press(review, { contact_time: 'evening' });
    expect([two.status, reference(two)]).toEqual([200, reference(one)]);
    expect(two.html).toContain('an earlier version');
    expect(await count()).toBe(1);
  });

  it('says what is wrong, and shows the step where it is', async () => {
    const { me, count } = open();
    const review = await me.fillIn();
    const page = await me.press(review, { email: 'broken', first_name: '' });
    expect([page.status, page.title]).toEqual([422, 'How can we reach you?']);
    expect(page.complaints).toEqual([
      'Enter your first name',
      'Enter an email address like name@example.com',
    ]);
    expect(await count()).toBe(0);
  });

  it('keeps everything when too much comes from one address, and can be sent again', async () => {
    const { me, pass, count } = open({}, { rateLimit: { burst: 1, perMinute: 1 } });
    await me.press(await me.fillIn(), {}, { address: '192.0.2.1' });
    const review = await me.fillIn({ first_name: 'María' });
    const refused = await me.press(review, { contact_time: 'now' }, { address: '192.0.2.1' });
    expect([refused.status, refused.title]).toEqual([429, 'Check your answers']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.html).toContain('Too much is coming from your connection');
    expect(refused.posts('contact_time')).toBe('now');
    expect((await me.press(review, {}, { address: '192.0.2.2' })).status).toBe(200);
    pass(120);
    expect((await me.press(refused, {}, { address: '192.0.2.1' })).status).toBe(200);
    expect(await count()).toBe(2);
  });

  it('keeps everything when the storage is gone', async () => {
    const { me, errors } = open({}, { store: await brokenStore() });
    const refused = await me.press(await me.fillIn(), { contact_time: 'now' });
    expect([refused.status, refused.title]).toEqual([503, 'Check your answers']);
    expect(refused.html).toContain('We cannot take applications at the moment.');
    expect(refused.posts('contact_time')).toBe('now');
    expect(refused.posts('first_name')).toBe('Craig');
    expect(errors).toEqual([]);
  });

  it('marks what a program does, and takes it all the same', async () => {
    const { me, stored } = open();
    const page = await me.open();
    const trapped = await me.press(page, {
      application_type: 'COMPANY',
      has_cdl: 'false',
      'intake-trap': 'Buy',
    });
    const contact = await me.press(trapped, { driving_preference: 'SOLO', truck_type: 'STRAIGHT' });
    const review = await me.press(contact, {
      first_name: 'A',
      last_name: 'B',
      phone: '7203401313',
      email: 'a@example.com',
      postal_code: '80207',
    });
    const receipt = await me.press(review);
    expect(receipt.title).toBe('We have your application, A');
    expect((await stored(review))?.review).toEqual(['honeypot', 'too_fast']);
  });

  it('leaves out click ids of readers who do not want to be followed', async () => {
    const { me, stored } = open();
    const followed = await me.fillIn({}, '?gclid=abc');
    await me.press(followed);
    const unfollowed = await me.fillIn({}, '?gclid=abc');
    await me.press(unfollowed, {}, { headers: { 'sec-gpc': '1' } });
    expect((await stored(followed))?.attribution.gclid).toBe('abc');
    expect((await stored(unfollowed))?.attribution.gclid).toBeUndefined();
  });

  it('knows the job, the source and the page before from the first page', async () => {
    const { me, stored } = open({ settings: { sourceMap: 'facebook=Facebook' } });
    const page = await me.open('?job_id=R-17&utm_source=facebook', {
      referer: 'https://www.example.com/jobs?me=1',
    });
    expect(page.html).toContain('job-id="R-17"');
    const second = await me.press(page, { application_type: 'COMPANY', has_cdl: 'false' });
    const third = await me.press(second, { driving_preference: 'SOLO', truck_type: 'STRAIGHT' });
    const review = await me.press(third, {
      first_name: 'A',
      last_name: 'B',
      phone: '7203401313',
      email: 'a@example.com',
      postal_code: '80207',
    });
    await me.press(review, {}, { headers: { origin: 'https://apply.example.com' } });
    expect((await stored(review))?.attribution).toEqual({
      job_id: 'R-17',
      application_source: 'Facebook',
      utm_source: 'facebook',
      landing_page: 'https://apply.example.com/form/driver-short',
      referrer: 'https://www.example.com/jobs',
    });
  });

  it('writes nothing that was typed into a log', async () => {
    const { me, server } = open();
    const review = await me.fillIn({ first_name: 'Qzyxwv', city: 'Qzyxwv' });
    await me.press(review, { email: 'Qzyxwv' });
    await me.press(review);
    expect(JSON.stringify(server.log.lines)).not.toContain('Qzyxwv');
  });
});
