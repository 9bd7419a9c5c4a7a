import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { languageFor, preferredLanguage } from '../../src/hosted/language.ts';
import { openPages, origin, path, visitor } from './visitor.ts';

const driver = (changes = {}) => visitor(openPages(changes).pages);

describe('the first page', () => {
  it('has the form in it, sets no cookie, and is for its reader only', async () => {
    const { status, headers, html, asks } = await driver().open();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('set-cookie')).toBeNull();
    expect(html).toContain('<template shadowrootmode="open">');
    expect(html).toContain('method="post" action="/form/driver-short"');
    expect([asks('application_type'), asks('has_cdl')]).toEqual([true, true]);
    expect(html).not.toContain('<noscript');
  });

  it('allows exactly its own style sheets, its own scripts and no other host', async () => {
    const { headers, html } = await driver({ frameOrigins: ['https://www.example.com'] }).open();
    const policy = headers.get('content-security-policy') ?? '';
    const hashes = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(
      ([, css = '']) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`,
    );
    expect(hashes).toHaveLength(2);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${hashes.join(' ')}`,
      "connect-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self' https://www.example.com",
      "require-trusted-types-for 'script'",
    ]);
    expect(html).not.toMatch(/ style="| on\w+="/);
    expect(html.match(/<script [^>]*src="([^"]*)"/)?.[1]).toBe('/applicant-intake.hosted.js?1');
  });

  it('speaks the language of the address, of the browser, or the first one', async () => {
    const me = driver();
    const titles = await Promise.all([
      me.open('?lang=es'),
      me.open('', { 'accept-language': 'de, es-MX;q=0.8, en;q=0.5' }),
      me.open('?lang=xx', { 'accept-language': 'fr' }),
      me.open(),
      driver({ settings: { languages: ['es'] } }).open('?lang=en'),
    ]);
    expect(titles.map(({ html }) => /<html lang="([^"]*)"/.exec(html)?.[1])).toEqual([
      'es',
      'es',
      'fr-CA',
      'en',
      'es',
    ]);
    expect(titles[3]?.html).toContain(
      '<link rel="alternate" hreflang="es" href="/form/driver-short?lang=es">',
    );
    expect(titles[0]?.html).toContain('name="lang" value="en"');
    expect(titles[4]?.html).not.toContain('name="lang"');
  });

  it('fills in what the address may answer, and nothing else', async () => {
    const me = driver();
    expect((await me.open('?application_type=owner_op')).posts('application_type')).toBe('OWNER_OP');
    expect((await me.open('?application_type=nonsense')).posts('application_type')).toBeUndefined();
    expect((await me.open('?has_cdl=true')).posts('has_cdl')).toBeUndefined();
    const other = driver({ settings: { prefill: [] } });
    expect((await other.open('?application_type=COMPANY')).posts('application_type')).toBeUndefined();
    const chosen = await me.press(await me.open('?application_type=owner_op'), {
      application_type: 'COMPANY',
      has_cdl: 'false',
    });
    expect(chosen.posts('application_type')).toBe('COMPANY');
  });

  it('says what the operator has set', async () => {
    const settings = {
      employer: 'Blue & <b>Co',
      phone: '720-555-0199',
      privacyHref: 'https://www.example.com/privacy?a=1&b=2',
      accent: '#b3261e',
      accentDark: '#ffb4ab',
      theme: 'dark' as const,
    };
    const { html } = await driver({ settings }).open();
    expect(html).toContain('<p>Blue &amp; &lt;b&gt;Co</p>');
    expect(html).toContain('href="tel:7205550199"');
    expect(html).toContain('--intake-accent: light-dark(#b3261e,#ffb4ab)');
    expect(html).toContain('color-scheme: dark');
  });

  it('answers HEAD as GET, without the page', async () => {
    const { pages } = openPages();
    const response = await pages.fetch(new Request(origin + path, { method: 'HEAD' }));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('begins another application each time', async () => {
    const me = driver();
    const [one, two] = await Promise.all([me.open(), me.open()]);
    expect(one.posts('intake-id')).toMatch(/^[\da-f-]{36}$/);
    expect(one.posts('intake-id')).not.toBe(two.posts('intake-id'));
  });

  it('leaves its heading to the page around it in a frame', async () => {
    expect((await driver().open('', { 'sec-fetch-dest': 'iframe' })).html).toContain('<body class="framed">');
    expect((await driver().open('', { 'sec-fetch-dest': 'document' })).html).toContain('<body>');
  });
});

describe('the choice of a language', () => {
  it.each([
    ['es;q=0, en', 'en'],
    ['*', 'en'],
    ['fr-FR;q=0.9,es;q=0.95', 'es'],
    ['', 'en'],
    [';;;,q=,', 'en'],
    ['es;q=oops', 'en'],
  ])('of %j is %s', (accepted, language) => {
    expect(preferredLanguage(['en', 'es', 'fr-CA'], accepted)).toBe(language);
  });

  it('takes the nearest tag', () => {
    expect(languageFor(['fr-CA', 'en'], 'FR-ca')).toBe('fr-CA');
    expect(languageFor(['fr-CA', 'en'], 'fr_BE')).toBe('fr-CA');
    expect(languageFor(['en'], 'constructor')).toBeUndefined();
  });
});
