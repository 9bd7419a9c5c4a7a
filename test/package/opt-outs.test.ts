import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readmeBlocks } from '../support/readme.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What the tag that loads the form says before it names its kind and its address, in no order. */
function optOuts(html: string): string[] {
  const [, said = ''] = html.match(/<script ([^>]*?)type="module"\s+src="[^"]*applicant-intake\.js"/) ?? [];
  return said.split(/\s+/).filter((each) => each && each !== 'vite-ignore');
}

/** The list with its sources: what WordPress prints. */
const printed = [
  ...read('integrations/wordpress/applicant-intake/includes/script.php').matchAll(
    /^\t\t'([\w-]+)' +=> (?:true|'([\w]+)'),$/gm,
  ),
].map(([, name, value]) => (value ? `${name}="${value}"` : `${name}`));

describe('what keeps script optimisers off the form', () => {
  it.each([
    ['the README', readmeBlocks('html')[0] ?? ''],
    ['the snippet of the demo', read('demo/panel/snippet.ts')],
    ['the demo’s page of plain HTML', read('demo/pages/plain.html')],
  ])('stands in %s as in what WordPress prints', (_where, html) => {
    expect(optOuts(html).toSorted()).toEqual(printed.toSorted());
    expect(printed).toEqual(
      expect.arrayContaining(['data-cfasync="false"', 'data-no-optimize="1"', 'data-pagespeed-no-defer']),
    );
  });
});
