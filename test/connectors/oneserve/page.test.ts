import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contactFields, locationFields } from '../../../src/connectors/oneserve/contact-fields.ts';
import { oneserveKind } from '../../../src/node/destinations/oneserve.ts';
import { readmeBlocks } from '../../support/readme.ts';

const file = 'docs/connectors/oneserve.md';
const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL(file, root), 'utf8');

describe('the page on Oneserve', () => {
  it('names every setting and every variable', () => {
    for (const name of [...oneserveKind.settingNames, ...Object.keys(oneserveKind.variables)]) {
      expect(text).toContain(`\`${name}\``);
    }
  });

  it('tells of every field of the vendor, and its length', () => {
    const all = readFileSync(new URL('docs/connectors.md', root), 'utf8');
    const table = all.split('\n### Oneserve')[1]?.split('\n### ')[0] ?? '';
    for (const [name, { maxLength }] of Object.entries(contactFields)) {
      const row = table.split('\n').find((line) => line.includes(`\`${name}\``));
      expect(row, name).toContain(maxLength === undefined ? '|' : ` ${maxLength} characters`);
    }
    for (const name of Object.keys(locationFields)) expect(table).toContain(`\`${name}\``);
  });

  it('tells of every finding of a check', () => {
    const folder = new URL('src/connectors/oneserve/', root);
    const codes = readdirSync(folder)
      .filter((name) => /^check|^line-defects/.test(name))
      .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').match(/'[a-z]+(-[a-z]+)+'/g) ?? [])
      .map((quoted) => quoted.slice(1, -1))
      // Kinds of questions.
      .filter((word) => word !== 'yes-no' && word !== 'postal-code');
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(text).toContain(`\`${code}\``);
  });

  it('shows settings that are taken as they stand', () => {
    const shown = readmeBlocks('json', file).map((json) => JSON.parse(json).oneserve);
    expect(shown).toHaveLength(2);
    for (const settings of shown) {
      const whole = { url: 'https://carrier.example.com', tokenFile: '/x', clientRef: '29', ...settings };
      expect(oneserveKind.schema.safeParse(whole)).toMatchObject({ success: true });
    }
  });
});
