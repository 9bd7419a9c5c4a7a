import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { egainKind } from '../../../src/node/destinations/egain.ts';

const file = 'docs/connectors/egain.md';
const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL(file, root), 'utf8');

describe('the page on eGain', () => {
  it('names every setting', () => {
    for (const name of egainKind.settingNames) expect(text).toContain(`\`${name}\``);
  });

  it('names every finding of a check', () => {
    const source = readFileSync(new URL('src/connectors/egain/check.ts', root), 'utf8');
    const codes = [...source.matchAll(/(?:code: |: \[)'([a-z]+(?:-[a-z]+)*)'/g)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(text).toContain(`\`${code}\``);
  });

  it('shows settings that are taken as they stand', () => {
    // It stands in a list, further in than other blocks.
    const shown = text.split('```json')[1]?.split('```')[0] ?? '';
    expect(egainKind.schema.safeParse(JSON.parse(shown).egain)).toMatchObject({ success: true });
  });
});
