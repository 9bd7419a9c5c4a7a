import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultMapping } from '../../src/connectors/b2c-service/default-mapping.ts';
import { englishLabels } from '../../src/model/labels.ts';
import { b2cServiceSettingNames } from '../../src/node/destinations/b2c-service-settings.ts';
import { readSettings } from '../../src/node/settings.ts';
import { readmeBlocks } from '../support/readme.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const file = 'docs/b2c-service.md';
const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the guide to preparing a site', () => {
  it.each(readmeBlocks('json', file))('shows settings that are taken as they stand: %s', (json) => {
    const folder = temporaryFolder();
    const secret = join(folder, 'password');
    writeFileSync(secret, 'secret');
    const { b2cService, ...rest } = JSON.parse(json.replace('/run/secrets/b2c-password', secret));
    const site = { siteUrl: 'https://carrier.custhelp.com', username: 'intake', passwordFile: secret };
    const configFile = join(folder, 'config.json');
    writeFileSync(configFile, JSON.stringify({ ...rest, b2cService: { ...site, ...b2cService } }));
    expect(readSettings({ env: {}, configFile }).b2cService).toMatchObject(b2cService);
  });

  it('lists every setting', () => {
    for (const name of b2cServiceSettingNames) expect(text).toContain(`\`${name}\``);
  });

  it('lists every custom field and every value of its menus', () => {
    for (const path of [...Object.keys(defaultMapping.contact), ...Object.keys(defaultMapping.incident)]) {
      const field = /^customFields\.c\.(\w+)/.exec(path)?.[1];
      if (!field) continue;
      const row = text.split('\n').find((line) => line.startsWith(`| \`${field}\``));
      const labels = englishLabels[field as keyof typeof englishLabels] ?? {};
      expect(row).toContain(Object.values(labels).join(', '));
    }
  });

  it('explains every kind of finding', () => {
    const sources = ['check', 'check-fields', 'check-menus', 'check-rights'].map((name) =>
      readFileSync(new URL(`../../src/connectors/b2c-service/${name}.ts`, import.meta.url), 'utf8'),
    );
    const codes = [
      ...sources.join('\n').matchAll(/\bcode: (?:\w+ \? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g),
    ].flatMap(([, ...found]) => found.filter((code) => code !== undefined));
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(text).toMatch(new RegExp(`^\\|[^|]*\`${code}\`[^|]*\\|`, 'm'));
  });
});
