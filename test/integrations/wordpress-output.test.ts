import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phpString, startWordPress, type WordPress } from '../support/wordpress.ts';

let wordPress: WordPress;
beforeAll(async () => {
  wordPress = await startWordPress();
});
afterAll(() => wordPress?.close());

const settings = {
  endpoint: 'https://apply.example.com',
  employer: 'Example Freight',
  phone: '720-555-0142',
  form: 'driver-short',
  application_source: 'Our site',
};

type Scenario = Parameters<WordPress['run']>[1];

/** What WordPress makes of the content of a post. */
async function content(text: string, scenario: Scenario = { settings }): Promise<string> {
  const { result } = await wordPress.run(`return stub_the_content( ${phpString(text)} );`, scenario);
  return result as string;
}

const fallback =
  '<p class="applicant-intake-fallback"><a href="https://apply.example.com/form/driver-short">' +
  'Open the application form</a>, or call <a href="tel:7205550142">720-555-0142</a>.</p>';

describe('the shortcode', () => {
  it('prints the element with what the settings say, and a way to apply without any script inside', async () => {
    expect(await content('[applicant_intake]')).toBe(
      '<applicant-intake endpoint="https://apply.example.com" form="driver-short" locale="en-US" ' +
        'employer="Example Freight" phone="720-555-0142" application-source="Our site">' +
        `${fallback}</applicant-intake>`,
    );
  });

  it('takes what the page says over the settings, with dashes or underscores', async () => {
    const html = await content(
      '[applicant_intake form="driver-dot" job_id="D-17" application-type=CONTRACTOR locale="es_MX" theme=\'dark\' ' +
        'application-source="CDL Job Now" privacy-href="/privacy" languages="en es" prefill="email" save-draft]',
    );
    expect(html).toContain(
      '<applicant-intake endpoint="https://apply.example.com" form="driver-dot" locale="es-MX" ' +
        'employer="Example Freight" phone="720-555-0142" application-type="CONTRACTOR" ' +
        'application-source="CDL Job Now" job-id="D-17" theme="dark" save-draft="" privacy-href="/privacy" ' +
        'prefill="email" languages="en es">',
    );
    expect(html).toContain('href="https://apply.example.com/form/driver-dot"');
  });

  it('drops what the element does not have, and what it has but means nothing', async () => {
    const html = await content(
      '[applicant_intake onclick="alert(1)" style="x" class="y" id="z" autofocus theme="pink" form="../admin" ' +
        'attribution-consent="perhaps" privacy-href="javascript:alert(1)" terms-href="data:text/html,x"]',
    );
    expect(html).toBe(await content('[applicant_intake]'));
  });

  it.each([
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '</applicant-intake><img src=x>',
    '&quot;&#34;',
  ])('escapes %s, wherever it stands', async (hostile) => {
    const attributes = [
      'form',
      'locale',
      'employer',
      'phone',
      'application-type',
      'application-source',
      'job-id',
    ]
      .concat('theme', 'save-draft', 'privacy-href', 'terms-href', 'prefill', 'source-map', 'challenge')
      .concat('languages', 'attribution-consent', 'endpoint', hostile);
    const given = attributes.map((name) => `${phpString(name)} => ${phpString(hostile)}`).join(', ');
    const { result } = await wordPress.run(
      `return applicant_intake_shortcode( array( ${phpString(hostile)}, ${given} ) );`,
      { settings: { ...settings, phone: hostile, employer: hostile } },
    );
    const html = result as string;
    // Nothing but the element and its fallback: every value is a quoted one without quotes or angle brackets.
    expect(html).toMatch(
      /^<applicant-intake( [a-z-]+="[^"<>']*")+><p class="[^"]*"><a href="[^"<>']*">[^<>]*<\/a>(, or call <a href="tel:[\d;ext=+]+">[^<>]*<\/a>\.)?<\/p><\/applicant-intake>$/,
    );
  });

  it('does not let a page send applications to a host that the administrator has not named', async () => {
    const named = (html: string) => html.match(/https?:\/\/[\w.:/-]+/g);
    const asked = '[applicant_intake endpoint="https://thief.example"]';
    const own = await content('[applicant_intake]');
    expect(await content(asked)).toBe(own);
    expect(await content('[applicant_intake endpoint="https://apply.example.com/"]')).toBe(own);

    const { result } = await wordPress.run(
      `add_filter( 'applicant_intake_endpoints', static function ( $all ) {
        return array_merge( $all, array( 'https://second.example/' ) );
      } );
      return stub_the_content( '[applicant_intake endpoint="https://second.example"]' );`,
      { settings },
    );
    expect(named(result as string)).toEqual([
      'https://second.example',
      'https://second.example/form/driver-short',
    ]);
  });

  it.each([
    ['es_MX', 'es-MX'],
    ['en_US', 'en-US'],
    ['de_DE_formal', 'de-DE'],
    ['pt_PT_ao90', 'pt-PT'],
    ['eo', 'eo'],
  ])('speaks the language of the site: %s is %s', async (locale, tag) => {
    expect(await content('[applicant_intake]', { settings, locale })).toContain(` locale="${tag}"`);
  });

  it.each([
    ['1-800-DRIVERS', '18003748377'],
    ['+1 (720) 555-0142', '+17205550142'],
    ['720.555.0142 ext. 5', '7205550142;ext=5'],
    ['720 555 0142 x17', '7205550142;ext=17'],
  ])('links %s to tel:%s', async (phone, tel) => {
    const html = await content('[applicant_intake]', { settings: { ...settings, phone } });
    expect(html).toContain(`<a href="tel:${tel}">${phone}</a>`);
  });

  it('offers only the link where no number is set', async () => {
    const html = await content('[applicant_intake]', { settings: { ...settings, phone: '' } });
    expect(html).toContain('>Open the application form</a></p></applicant-intake>');
    expect(html).not.toContain(' phone=');
  });

  it('survives settings that something else has broken', async () => {
    expect(await content('[applicant_intake]', { settings: 'broken' })).toBe('');
    const html = await content('[applicant_intake]', {
      settings: { endpoint: settings.endpoint, form: ['x'] },
    });
    expect(html).toContain('form="driver-short"');
  });
});

describe('a switch that the page sets to off', () => {
  it.each(['false', 'no', 'OFF', '0'])('is off: %s', async (value) => {
    expect(await content(`[applicant_intake save-draft="${value}"]`)).not.toContain('save-draft');
  });
});

describe('the block', () => {
  it('prints what the shortcode prints, in a box that themes can align', async () => {
    const html = await content(
      '<!-- wp:applicant-intake/form {"jobId":"D-17","applicationType":"COMPANY","saveDraft":"on",' +
        '"align":"wide","lock":{"move":true},"onClick":"alert(1)"} /-->',
    );
    const shortcode = await content(
      '[applicant_intake job-id="D-17" application-type="COMPANY" save-draft="on"]',
    );
    expect(html).toBe(`<div class="wp-block-applicant-intake-form">${shortcode}</div>`);
    expect(html).toContain(
      ' application-type="COMPANY" application-source="Our site" job-id="D-17" save-draft="on"',
    );
  });
});

describe('without an endpoint', () => {
  const phoneOnly = { phone: '720-555-0142' };

  it('visitors see the number to call, and no element', async () => {
    expect(await content('[applicant_intake]', { settings: phoneOnly })).toBe(
      '<p class="applicant-intake-fallback">To apply, call <a href="tel:7205550142">720-555-0142</a>.</p>',
    );
  });

  it('visitors see nothing where there is no number either, not even an empty box', async () => {
    expect(await content('[applicant_intake]<!-- wp:applicant-intake/form /-->', {})).toBe('');
  });

  it('people who edit posts are told why, and administrators where', async () => {
    const editor = await content('[applicant_intake]', { can: ['edit_posts'] });
    expect(editor).toContain('no endpoint is set under Settings → Applicant Intake');
    expect(editor).not.toContain('<a ');
    const administrator = await content('[applicant_intake]', { can: ['edit_posts', 'manage_options'] });
    expect(administrator).toContain(
      'href="https://carrier.example/wp-admin/options-general.php?page=applicant-intake"',
    );
  });
});

describe('the reader’s consent', () => {
  const consentIn = (html: string) => / attribution-consent="(\w+)"/.exec(html)?.[1];

  it.each([
    [true, false, 'granted'],
    [false, false, 'denied'],
    // Whoever is shown the page next may have decided otherwise.
    [true, true, 'denied'],
  ])('consent plugin: %s, page cache: %s → %s', async (consent, cache, expected) => {
    const html = await content('[applicant_intake]', { settings, consent, cache });
    expect(consentIn(html)).toBe(expected);
  });

  it('is not the author’s to give where a consent plugin asks for it', async () => {
    const asked = '[applicant_intake attribution-consent="granted"]';
    expect(consentIn(await content(asked, { settings, consent: false }))).toBe('denied');
    expect(consentIn(await content(asked))).toBe('granted');
    expect(consentIn(await content('[applicant_intake]'))).toBeUndefined();
  });
});
