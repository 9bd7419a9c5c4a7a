import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { b2cServiceMapping } from '../../src/connectors/b2c-service/mapping-target.ts';
import { egainMapping } from '../../src/connectors/egain/mapping-target.ts';
import { fusionServiceMapping } from '../../src/connectors/fusion-service/mapping-target.ts';
import { oneserveMapping } from '../../src/connectors/oneserve/mapping-target.ts';
import { destinationKinds } from '../../src/node/destinations/kinds.ts';
import { readmeBlocks } from '../support/readme.ts';
import { readConfig } from '../support/settings.ts';

const file = 'docs/connectors.md';
const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

/** The section under a heading, to the next one. */
const section = (heading: string) => text.split(/^### /m).find((part) => part.startsWith(heading)) ?? '';

describe('the page on connectors', () => {
  it.each(destinationKinds)('lists $name with its table and a page that is there', ({ name, table }) => {
    const row = text.split('\n').find((line) => line.includes(`| \`${name}\` | \`${table}\` |`)) ?? '';
    const page = /\]\(([^)]+)\)/.exec(row)?.[1] ?? 'no page';
    expect(existsSync(new URL(`../../docs/${page}`, import.meta.url)), page).toBe(true);
  });

  it('shows settings that are taken as they stand', () => {
    for (const json of readmeBlocks('json', file))
      expect(readConfig(json)).toHaveProperty('forms.driver-short');
  });

  it.each([
    ['Oracle B2C Service', b2cServiceMapping.defaults],
    ['Oracle Fusion Service', fusionServiceMapping.defaults],
    ['Oneserve', oneserveMapping().defaults],
    ['eGain', egainMapping.defaults],
  ])('tells where each line for %s lands', (heading, mapping) => {
    const lines = Object.values<object>(mapping).flatMap((object) => Object.keys(object));
    for (const line of lines) expect(section(heading)).toContain(line);
  });
});
