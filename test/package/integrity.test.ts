import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { integrityLines, readIntegrity } from '../../scripts/integrity.ts';
import { packageRoot } from '../../src/node/package-root.ts';
import { startLandingSite } from '../support/landing-site.ts';

const folder = `${packageRoot}dist/browser`;
const integrity = readIntegrity(folder);

describe('integrity.json', () => {
  it('has the hash of every script that pages load', () => {
    const scripts = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
    expect(Object.keys(integrity.files)).toEqual(scripts.sort());
    for (const [path, hash] of Object.entries(integrity.files)) {
      const content = readFileSync(join(folder, path));
      expect(hash).toBe(`sha384-${createHash('sha384').update(content).digest('base64')}`);
    }
  });

  it('is served beside them, to every page', async () => {
    const site = await startLandingSite({});
    onTestFinished(site.close);
    for (const path of ['/integrity.json', `/v${integrity.version}/integrity.json`]) {
      const response = await fetch(site.origin + path);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual(integrity);
    }
  });

  it('is printed by the build, for the files that pages name', () => {
    const lines = integrityLines(integrity).trim().split('\n');
    expect(lines).toContain(`applicant-intake.js          ${integrity.files['applicant-intake.js']}`);
    expect(lines.filter((line) => /^(parts|locales)/.test(line))).toEqual([]);
  });
});
