import { describe, expect, it } from 'vitest';
import { openPages, origin, type Pages, path, type Seen, visitor } from './visitor.ts';

/** A page with something typed on it, and the visitor who typed it. */
async function typed(pages: Pages = openPages().pages) {
  const me = visitor(pages);
  return { me, page: await me.open(), answers: { application_type: 'COMPANY', has_cdl: 'false' } };
}

/** A page with a text, a way back to the form, and no trace of what was sent. */
function expectClear(page: Seen, status: number, text: RegExp) {
  expect(page.status).toBe(status);
  expect(page.title).toMatch(text);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.html).not.toContain('Qzyxwv');
}

describe('a post that is no form', () => {
  it.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    '',
    'application/x-www-form-urlencoded; charset=latin1',
  ])('of type %j is not read', async (type) => {
    const { me } = await typed();
    const page = await me.post('first_name=Qzyxwv', { 'content-type': type });
    expectClear(page, 415, /could not read/);
  });

  it('of too many bytes is not read to its end, whatever it declares', async () => {
    const { me } = await typed();
    expectClear(await me.post(`a=${'Qzyxwv'.repeat(20_000)}`), 413, /too much text/);
    let asked = 0;
    const endless = new ReadableStream({
      pull(controller) {
        asked += 1;
        controller.enqueue(new Uint8Array(16_384).fill(97));
      },
    });
    expectClear(await me.post(endless), 413, /too much text/);
    expect(asked).toBeLessThan(10);
    expectClear(await me.post('a=b', { 'content-length': '99999999' }), 413, /too much text/);
  });

  it.each(['first_name=%FF', 'first_name=%E2%82', 'first_name=%zz', '%=1'])(
    'that is broken (%s) is refused, not repaired',
    async (body) => {
      const { me } = await typed();
      expectClear(await me.post(body), 400, /could not read/);
    },
  );

  it('in bytes that are no UTF-8 is refused', async () => {
    const { me } = await typed();
    expectClear(await me.post(new Uint8Array([97, 61, 0xff, 0xfe])), 400, /could not read/);
  });

  it('whose sender leaves halfway is no error of ours', async () => {
    const { pages, errors } = openPages();
    const me = visitor(pages);
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('gone')),
    });
    expectClear(await me.post(broken), 400, /could not read/);
    expect(errors).toEqual([]);
  });
});

describe('a post from elsewhere', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', origin }],
  ])('is refused: %j', async (headers) => {
    const { me, page, answers } = await typed();
    expectClear(await me.press(page, answers, { headers }), 403, /another site/);
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['https://apply.example.com.evil.example', 403],
    ['https://apply.example.com', 200],
    ['http://apply.example.com', 200],
  ])('is known by its origin %s where the browser says no more', async (from, status) => {
    const { pages } = openPages();
    const me = visitor(pages);
    const page = await me.open();
    const body = new URLSearchParams([
      ...new URLSearchParams({
        'intake-step': 'driving',
        'intake-ticket': page.posts('intake-ticket') ?? '',
      }),
    ]);
    for (const name of ['intake-id', 'intake-started']) body.set(name, page.posts(name) ?? '');
    const request = new Request(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: from },
      body: body.toString(),
    });
    expect((await pages.fetch(request)).status).toBe(status);
  });
});

describe('hidden values that somebody has changed', () => {
  it.each([
    ['intake-ticket', 'made up'],
    ['intake-ticket', ''],
    ['intake-ticket', undefined],
    ['intake-ticket', `1795312362802.${'0'.repeat(64)}`],
    ['intake-id', '11111111-1111-4111-8111-111111111111'],
    ['intake-id', 'nonsense'],
    ['intake-id', undefined],
    ['intake-started', '2020-01-01T00:00:00.000Z'],
    ['intake-started', undefined],
  ])('%s as %j: the page comes again with all that was typed, and can be sent then', async (name, value) => {
    const { me, page, answers } = await typed();
    const again = await me.press(page, { ...answers, [name]: value });
    expect(again.status).toBe(403);
    expect(again.title).toBe('What brings you here?');
    expect(again.html).toContain('Press the button again.');
    expect(again.posts('application_type')).toBe('COMPANY');
    expect(again.posts('has_cdl')).toBe('false');
    const next = await me.press(again);
    expect(next.title).toBe('What do you want to drive?');
  });

  it('do not make a page good for another application', async () => {
    const { me, page, answers } = await typed();
    const other = await me.open();
    const again = await me.press(page, { ...answers, 'intake-ticket': other.posts('intake-ticket') ?? '' });
    expect(again.status).toBe(403);
  });

  it.each([
    ['intake-step', 'nonsense'],
    ['intake-step', '__proto__'],
    ['intake-step', undefined],
    ['intake-return', '__proto__'],
    ['intake-language', '../../etc'],
    ['intake-landing', 'https://evil.example/'],
    ['intake-landing', '//evil.example/'],
    ['intake-landing', `/form/driver-short?${'x'.repeat(9_000)}`],
    ['intake-referrer', 'javascript:alert(1)'],
    ['intake-asked', '__proto__'],
    ['intake-document', 'privacy en never 1'],
    ['intake-document', 'nonsense en 2026-11-22T00:00:00.000Z 1'],
    ['intake-document', '__proto__ en 2026-99-99T00:00:00.000Z 1'],
    ['go', 'constructor'],
    ['lang', '"><script>'],
  ])('%s as %j lead to a page of the form', async (name, value) => {
    const { pages, errors } = openPages();
    const { me, page, answers } = await typed(pages);
    const next = await me.press(page, { ...answers, [name]: value });
    expect([200, 422]).toContain(next.status);
    expect(next.html).toContain('<applicant-intake');
    expect(next.posts('application_type')).toBe('COMPANY');
    expect(next.html).not.toMatch(/evil|alert\(|"><script>/);
    expect(errors).toEqual([]);
  });

  it('cannot skip a step: what is missing is asked for', async () => {
    const { me, page, answers } = await typed();
    const next = await me.press(page, {
      ...answers,
      'intake-step': 'review',
      'intake-asked': 'contact_time',
    });
    const shown = next.status === 200 ? await me.press(next) : next;
    expect(shown.status).toBe(422);
    expect(shown.title).toBe('What do you want to drive?');
  });

  it('that name no question, or one twice, change nothing', async () => {
    const { me, page } = await typed();
    const body = new URLSearchParams([
      ...Object.entries({
        __proto__x: '1',
        constructor: '2',
        toString: '3',
        'answers.email': '4',
        nonsense: '5',
      }),
      ...['intake-id', 'intake-started', 'intake-ticket', 'intake-step'].map((name) => [
        name,
        page.posts(name) ?? '',
      ]),
      ['intake-asked', 'application_type'],
      ['intake-asked', 'has_cdl'],
      ['application_type', 'COMPANY'],
      ['application_type', 'CONTRACTOR'],
      ['has_cdl', 'perhaps'],
    ]);
    const next = await me.post(body.toString());
    expect(next.complaints).toEqual(['Say whether you have a CDL']);
    expect(next.posts('application_type')).toBe('COMPANY');
    expect(next.posts('nonsense')).toBeUndefined();
  });

  it('as options that are none are complained about, and nothing is drawn of them', async () => {
    const { me, page } = await typed();
    const next = await me.press(page, { application_type: '<img src=x>', has_cdl: 'false' });
    expect(next.complaints).toEqual(['Choose one of the options']);
    expect(next.html).not.toContain('<img src=x>');
  });
});

describe('a page that was open for long', () => {
  it('comes again with all that was typed, and the application stays the same', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z');
    const { pages } = openPages({ now: () => now });
    const { me, page, answers } = await typed(pages);
    now += 3 * 3_600_000;
    const again = await me.press(page, answers);
    expect([again.status, again.posts('has_cdl')]).toEqual([403, 'false']);
    expect(again.posts('intake-id')).toBe(page.posts('intake-id'));
    expect(again.posts('intake-started')).toBe(page.posts('intake-started'));
    expect((await me.press(again)).title).toBe('What do you want to drive?');
  });
});

describe('a page that is not there', () => {
  it.each([
    '/form/nonsense',
    '/form/',
    '/form/driver-short/',
    '/form/driver-short%00',
    '/form/__proto__',
    '/form/%E0%A4%A',
  ])('%s says so', async (where) => {
    const { pages, errors } = openPages();
    const response = await pages.fetch(new Request(origin + where, { headers: { 'accept-language': 'es' } }));
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain('Este formulario no existe');
    expect(html).not.toContain('<script');
    expect(errors).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('for %s says what there is', async (method) => {
    const { pages } = openPages();
    const response = await pages.fetch(new Request(origin + path, { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  it('of a form with questions that no plain form can hold says so, too', async () => {
    const definition = {
      name: 'with-files',
      version: '1',
      steps: [{ key: 'one', fields: [{ key: 'cdl', kind: 'file' as const }] }],
    };
    const { pages } = openPages({ definitions: [definition] });
    expect((await pages.fetch(new Request(`${origin}/form/with-files`))).status).toBe(404);
  });
});
