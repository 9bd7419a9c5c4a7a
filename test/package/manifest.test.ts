import { readFileSync } from 'node:fs';
import type { CustomElementDeclaration, Package } from 'custom-elements-manifest';
import { describe, expect, it } from 'vitest';
import { createManifest } from '../../scripts/manifest.ts';
import { manifestFaults } from '../../scripts/manifest-faults.ts';
import { packageRoot } from '../../src/node/package-root.ts';

/** A manifest of the source, changed. */
function changed(change: (element: CustomElementDeclaration & { [name: string]: unknown }) => void): Package {
  const manifest = createManifest();
  change(manifest.modules[0]?.declarations?.[0] as never);
  return manifest;
}

describe('the manifest of the element', () => {
  it('is in the package, where package.json says', () => {
    const { customElements, exports } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8'));
    expect(exports['./custom-elements.json']).toBe(`./${customElements}`);
    expect(JSON.parse(readFileSync(`${packageRoot}${customElements}`, 'utf8'))).toEqual(createManifest());
  });

  it('is valid, and says neither more nor less than the code', () => {
    expect(manifestFaults(createManifest())).toEqual([]);
  });

  it('names the modules of the package that exports lead to', () => {
    const { exports } = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8'));
    const paths = createManifest().modules.map(({ path }) => `./${path}`);
    expect(paths).toEqual(expect.arrayContaining([exports['.'], exports['./element']]));
  });

  it.each<[string, Parameters<typeof changed>[0], string]>([
    ['a part that is drawn and not described', (it) => it.cssParts?.shift(), 'part base: not described'],
    [
      'a part that is described and not drawn',
      (it) => it.cssParts?.push({ name: 'gone', description: 'Gone.' }),
      'part gone: not in the code',
    ],
    ['a slot without a word', (it) => it.slots?.pop(), 'slot receipt: not described'],
    [
      'a CSS property that does nothing',
      (it) => it.cssProperties?.push({ name: '--intake-nothing', description: 'Nothing.' }),
      'CSS property --intake-nothing: not in the code',
    ],
    ['a state that is set and not described', (it) => it.cssStates?.pop(), 'state submitted: not described'],
    [
      'an event under another name',
      (it) => Object.assign(it.events?.[0] ?? {}, { name: 'intake-drawn' }),
      'event intake-drawn IntakeReadyEvent: not in the code',
    ],
    [
      'something described without words',
      (it) => Object.assign(it.members?.[0] ?? {}, { description: '' }),
      'endpoint: not described',
    ],
    [
      'something described twice',
      (it) => it.cssParts?.push({ name: 'base', description: 'Again.' }),
      'part base: described twice',
    ],
  ])('has a check that finds %s', (_what, change, fault) => {
    expect(manifestFaults(changed(change))).toContain(fault);
  });

  it('has a check that finds what its schema forbids', () => {
    expect(
      manifestFaults(changed((it) => Object.assign(it, { name: 5, tagName: ['applicant-intake'] }))),
    ).not.toEqual([]);
  });
});
