import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWordPress, type WordPress } from '../support/wordpress.ts';

let wordPress: WordPress;
beforeAll(async () => {
  wordPress = await startWordPress();
});
afterAll(() => wordPress?.close());

const endpoint = 'https://apply.example.com';
const hash = `sha384-${'oqVuAfXRKap7fdgcCY5uykM6'.repeat(3).slice(0, 64)}`;
const keepOut =
  'data-cfasync="false" data-no-optimize="1" data-no-defer="1" data-noptimize="1" data-no-minify="1" ' +
  'data-pagespeed-no-defer nowprocket data-wpmeteor-nooptimize="true" data-jetpack-boost="ignore" nitro-exclude';

/** The script tags of a page with two forms. */
async function scripts(settings: object, more: Parameters<WordPress['run']>[1] = {}): Promise<string[]> {
  const { output } = await wordPress.run(
    `stub_page( '[applicant_intake]<!-- wp:applicant-intake/form {"jobId":"D-17"} /-->' );`,
    { settings: { endpoint, ...settings }, ...more },
  );
  expect(output.match(/<applicant-intake /g) ?? []).toHaveLength('endpoint' in settings ? 0 : 2);
  return output.match(/<script.*<\/script>/g) ?? [];
}

describe('the script tag', () => {
  it('is printed once for two forms, as a module that optimisers leave alone', async () => {
    expect(await scripts({})).toEqual([
      `<script ${keepOut} type="module" src="${endpoint}/applicant-intake.js" id="applicant-intake-js-module"></script>`,
    ]);
  });

  it('is a plain script that blocks nothing where the classic build is chosen', async () => {
    expect(await scripts({ build: 'classic' })).toEqual([
      `<script ${keepOut} src="${endpoint}/applicant-intake.classic.js" id="applicant-intake-js" async data-wp-strategy="async"></script>`,
    ]);
  });

  it.each([
    ['module', 'applicant-intake.js'],
    ['classic', 'applicant-intake.classic.js'],
  ])('names version and hash of the %s build when it is pinned', async (build, file) => {
    const [tag] = await scripts({ build, version: '1.2.3', integrity: hash });
    expect(tag).toContain(` integrity="${hash}" crossorigin="anonymous" `);
    expect(tag).toContain(` src="${endpoint}/v1.2.3/${file}" `);
  });

  it('carries the opt-out of Rocket Loader before its address, where alone it counts', async () => {
    const [tag = ''] = await scripts({ version: '1.2.3', integrity: hash });
    expect(tag.indexOf('data-cfasync')).toBeLessThan(tag.indexOf(' src='));
  });

  it('comes from the host of the settings, whatever a page asks for', async () => {
    const { output } = await wordPress.run(
      `add_filter( 'applicant_intake_endpoints', static function () { return array( 'https://second.example' ); } );
      stub_page( '[applicant_intake endpoint="https://second.example"]' );`,
      { settings: { endpoint } },
    );
    expect(output).toContain('<applicant-intake endpoint="https://second.example"');
    expect(output).toContain(` src="${endpoint}/applicant-intake.js"`);
  });

  it('can be changed by a filter, and no other script is', async () => {
    const { output } = await wordPress.run(
      `add_filter( 'applicant_intake_script_attributes', static function ( $attributes ) {
        unset( $attributes['nitro-exclude'] );
        return $attributes;
      } );
      wp_enqueue_script( 'other', 'https://other.example/x.js', array(), null, array() );
      stub_page( '[applicant_intake]' );`,
      { settings: { endpoint } },
    );
    expect(output).not.toContain('nitro-exclude');
    expect(output).toContain('<script src="https://other.example/x.js" id="other-js"></script>');
  });

  it('is not there without a form, and not without an endpoint', async () => {
    const { output } = await wordPress.run("stub_page( 'Nothing here.' );", { settings: { endpoint } });
    expect(output).not.toContain('<script');
    expect(await scripts({ endpoint: '' })).toEqual([]);
  });

  it('has a companion where a consent plugin is there, which asks again in the browser', async () => {
    const [, companion] = await scripts({}, { consent: true });
    expect(companion).toBe(
      '<script src="https://carrier.example/wp-content/plugins/applicant-intake/assets/consent.js?ver=0.1.0" ' +
        'id="applicant-intake-consent-js" defer data-wp-strategy="defer"></script>',
    );
  });
});

describe('the exclusion lists of optimisers', () => {
  it.each([
    'rocket_delay_js_exclusions',
    'rocket_exclude_defer_js',
    'rocket_minify_excluded_external_js',
    'litespeed_optimize_js_excludes',
    'litespeed_optm_js_defer_exc',
    'litespeed_optm_gm_js_exc',
    'sgo_javascript_combine_excluded_external_paths',
    'perfmatters_delay_js_exclusions',
  ])('%s: holds a piece of both addresses, as text and as a pattern', async (list) => {
    const { result } = await wordPress.run(`return apply_filters( '${list}', array( 'theirs.js' ) );`);
    const [theirs, ours = ''] = result as string[];
    expect(theirs).toBe('theirs.js');
    for (const file of ['applicant-intake.js', 'v1.2.3/applicant-intake.classic.js']) {
      expect(`${endpoint}/${file}`).toContain(ours);
      expect(`${endpoint}/${file}`).toMatch(new RegExp(ours));
    }
  });
});
