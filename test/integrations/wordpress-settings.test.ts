import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phpString, startWordPress, type WordPress } from '../support/wordpress.ts';

let wordPress: WordPress;
beforeAll(async () => {
  wordPress = await startWordPress();
});
afterAll(() => wordPress?.close());

const before = {
  endpoint: 'https://apply.example.com',
  employer: 'Example Freight',
  phone: '720-555-0142',
  form: 'driver-short',
  application_source: '',
  privacy_href: '',
  terms_href: '',
  build: 'module',
  version: '',
  integrity: '',
};
const hash = (digit: string) => `sha384-${digit.repeat(64)}`;

interface Saved {
  settings: Record<string, string>;
  complaints: string[];
}

/** Saves what the settings page would send, as `options.php` does. */
async function save(sent: unknown, settings: object | undefined = before): Promise<Saved> {
  const { result } = await wordPress.run(
    `update_option( 'applicant_intake_settings', json_decode( ${phpString(JSON.stringify(sent))}, true ) );
    return array(
      'settings'   => get_option( 'applicant_intake_settings' ),
      'complaints' => array_column( $GLOBALS['stub_errors'] ?? array(), 'code' ),
    );`,
    settings ? { settings } : {},
  );
  return result as Saved;
}

describe('saving the settings', () => {
  it('keeps what makes sense', async () => {
    const sent = {
      ...before,
      endpoint: 'https://apply.example.com/intake',
      phone: '1-800-DRIVERS',
      application_source: 'CDL Job Now',
      privacy_href: '/privacy',
      terms_href: 'https://www.example.com/terms?lang=en&v=2',
      build: 'classic',
      version: '1.2.3',
      integrity: hash('a'),
    };
    expect(await save(sent)).toEqual({ settings: sent, complaints: [] });
  });

  it.each([
    [' https://Apply.Example.com/ ', 'https://apply.example.com'],
    ['apply.example.com', 'https://apply.example.com'],
    ['https://apply.example.com:8443/intake/?x=1#y', 'https://apply.example.com:8443/intake'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['', ''],
  ])('makes %j the endpoint %j', async (endpoint, expected) => {
    const { settings, complaints } = await save({ ...before, endpoint });
    expect(settings.endpoint).toBe(expected);
    expect(complaints).toEqual([]);
  });

  it.each([
    'http://apply.example.com',
    'javascript:alert(1)',
    'ftp://apply.example.com',
    'https://user:secret@apply.example.com',
    'https://apply.example.com"><script>alert(1)</script>',
    'https://',
    '//',
  ])('refuses the endpoint %s and keeps the one before', async (endpoint) => {
    const { settings, complaints } = await save({ ...before, endpoint });
    expect(settings.endpoint).toBe(before.endpoint);
    expect(complaints).toEqual(['applicant_intake_endpoint']);
  });

  it('takes markup, unknown settings and unknown choices out', async () => {
    const { settings } = await save({
      ...before,
      employer: ' Example <script>alert(1)</script>\nFreight ',
      application_source: '<b>CDL</b> Job Now',
      form: 'driver-dot"><script>',
      privacy_href: 'javascript:alert(1)',
      build: 'inline',
      admin: 'yes',
    });
    expect(settings).toEqual({
      ...before,
      employer: 'Example Freight',
      application_source: 'CDL Job Now',
      form: 'driver-dotscript',
    });
  });

  it('refuses a phone number without digits', async () => {
    const { settings, complaints } = await save({ ...before, phone: '–' });
    expect(settings.phone).toBe(before.phone);
    expect(complaints).toEqual(['applicant_intake_phone']);
  });

  it.each([
    ['a version that is none', { version: 'latest', integrity: '' }, 'version'],
    ['a path as a version', { version: '1.2.3/../..', integrity: '' }, 'version'],
    ['a hash that is none', { version: '1.2.3', integrity: 'sha384-short' }, 'integrity'],
    [
      'a hash with an attribute behind it',
      { version: '1.2.3', integrity: `${hash('a')}" onload="x` },
      'integrity',
    ],
    ['a hash without a version', { version: '', integrity: hash('a') }, 'integrity'],
  ])('refuses %s', async (_, pin, complaint) => {
    const { settings, complaints } = await save({ ...before, ...pin });
    expect(settings).toEqual(before);
    expect(complaints).toEqual([`applicant_intake_${complaint}`]);
  });

  it('removes a hash that belonged to another version or build, which would lock the form out', async () => {
    const pinned = { ...before, version: '1.2.3', integrity: hash('a') };
    for (const change of [{ version: '1.2.4' }, { build: 'classic' }]) {
      const { settings, complaints } = await save({ ...pinned, ...change }, pinned);
      expect(settings).toEqual({ ...pinned, ...change, integrity: '' });
      expect(complaints).toEqual(['applicant_intake_integrity']);
    }
    const change = { version: 'v1.2.4', integrity: hash('b') };
    expect((await save({ ...pinned, ...change }, pinned)).settings).toMatchObject({
      version: '1.2.4',
      integrity: hash('b'),
    });
  });

  it.each([null, 'text', [], { endpoint: ['https://apply.example.com'] }])(
    'makes the defaults of what is no form at all: %j',
    async (sent) => {
      const { settings } = await save(sent, undefined);
      expect(settings).toEqual({ ...before, endpoint: '', employer: '', phone: '' });
    },
  );

  it('changes nothing the second time, as WordPress sanitizes twice when the option is new', async () => {
    const sent = { ...before, endpoint: 'Apply.Example.com/', version: 'v1.2.3', integrity: hash('a') };
    const first = await save(sent, undefined);
    const second = await save(first.settings, undefined);
    expect(second).toEqual({ settings: first.settings, complaints: [] });
  });
});

describe('the settings page', () => {
  const print = `do_action( 'admin_init' );
    do_action( 'admin_menu' );
    $page = $GLOBALS['stub_pages']['applicant-intake'];
    $page['callback']();
    return $page['capability'];`;

  it('shows a labelled control for every setting, escaped, with the nonce of the Settings API', async () => {
    const settings = { ...before, employer: '"><script>alert(1)</script>' };
    const { result, output } = await wordPress.run(print, { settings, can: ['manage_options'] });
    expect(result).toBe('manage_options');
    expect(output).toContain('value="nonce of applicant_intake-options"');
    expect(output).toContain('<form action="options.php" method="post">');
    for (const name of Object.keys(before)) {
      expect(output).toContain(`<label for="applicant-intake-${name}">`);
      expect(output).toMatch(
        new RegExp(
          `<(input|select) [^>]*id="applicant-intake-${name}" name="applicant_intake_settings\\[${name}\\]"`,
        ),
      );
    }
    expect(output).toContain('<option value="module" selected=\'selected\'>');
    expect(output).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(output).not.toContain('<script');
  });

  it('shows nothing to anybody else', async () => {
    const { output } = await wordPress.run(print, { settings: before, can: ['edit_posts'] });
    expect(output).toBe('');
  });
});

describe('uninstalling', () => {
  const uninstall = `define( 'WP_UNINSTALL_PLUGIN', 'applicant-intake/applicant-intake.php' );
    require '/applicant-intake/uninstall.php';
    return array( get_option( APPLICANT_INTAKE_OPTION, 'gone' ), $GLOBALS['stub_deleted'] );`;

  it('removes the option', async () => {
    const { result } = await wordPress.run(uninstall, { settings: before });
    expect(result).toEqual(['gone', [[1, 'applicant_intake_settings']]]);
  });

  it('removes it on every site of a network', async () => {
    const { result } = await wordPress.run(uninstall, { settings: before, sites: [1, 2, 7] });
    expect((result as unknown[])[1]).toEqual([1, 2, 7].map((site) => [site, 'applicant_intake_settings']));
  });
});
