import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import { complaintAbout, complaintOf, folderWith, secret, siteConfig } from '../support/settings.ts';

/** The token that settings give, wherever it stands. */
async function tokenIn({ metrics }: ReturnType<typeof readSettings>): Promise<string | undefined> {
  return typeof metrics?.token === 'function' ? metrics.token() : metrics?.token;
}

describe('the token of whoever may read the metrics', () => {
  it('is none by default', () => {
    expect(readSettings({ env: {} }).metrics).toBeUndefined();
  });

  it('stands in the environment, or in a file, which may be replaced', async () => {
    expect(await tokenIn(readSettings({ env: { METRICS_TOKEN: secret } }))).toBe(secret);
    const METRICS_TOKEN_FILE = join(folderWith({ token: `${secret}\n` }), 'token');
    const settings = readSettings({ env: { METRICS_TOKEN_FILE } });
    expect(await tokenIn(settings)).toBe(secret);
    writeFileSync(METRICS_TOKEN_FILE, 'another\n');
    expect(await tokenIn(settings)).toBe('another');
  });

  it('lies beside the file of settings that names it', async () => {
    const folder = folderWith({ 'config.json': { metrics: { tokenFile: 'token' } }, token: secret });
    expect(await tokenIn(readSettings({ env: {}, configFile: join(folder, 'config.json') }))).toBe(secret);
  });

  it('is of no concern to a command that sends nothing', () => {
    const folder = folderWith({ 'config.json': { metrics: { tokenFile: '/nowhere' }, ...siteConfig() } });
    const sources = { env: {}, configFile: join(folder, 'config.json'), withoutCredentials: true };
    expect(readSettings(sources).metrics).toBeUndefined();
  });

  it.each([
    [
      { metrics: { token: secret } },
      /^config\.json:3: metrics\.token must not stand in this file; name a file/,
    ],
    [
      { metrics: {} },
      /metrics\.tokenFile is not set; it must be the path of a file with a token of your own/,
    ],
    [
      { metrics: { tokenFile: '/nowhere' } },
      /^config\.json:3: metrics\.tokenFile cannot be read \(\/nowhere: ENOENT\)/,
    ],
    [{ metrics: { tokens: 'x' } }, /^config\.json:3: metrics\.tokens is not a setting; there are tokenFile$/],
    [{ metrics: true }, /^config\.json:2: metrics must be an object with tokenFile$/],
  ])('that is wrong in a file is named by its line: %j', (config, message) => {
    expect(complaintAbout(config)).toMatch(message);
  });

  it('that is wrong in the environment is named by its variable', () => {
    const complaint = complaintOf(() => readSettings({ env: { METRICS_TOKEN_FILE: '/nowhere' } }));
    expect(complaint).toMatch(/^METRICS_TOKEN_FILE cannot be read/);
    expect(readSettings({ env: { METRICS_TOKENS: 'x' } }).warnings).toEqual([
      'METRICS_TOKENS is not a setting; did you mean METRICS_TOKEN?',
    ]);
  });
});
