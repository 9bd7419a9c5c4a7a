import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import {
  complaintAbout,
  complaintOf,
  folderWith,
  readConfig,
  secret,
  siteConfig,
} from '../support/settings.ts';

const complaint = (env: Record<string, string>) => complaintOf(() => readSettings({ env }));

/** The secret that settings give, wherever it stands. */
async function secretIn({ altcha }: ReturnType<typeof readSettings>): Promise<string | undefined> {
  return typeof altcha?.secret === 'function' ? altcha.secret() : altcha?.secret;
}

describe('the settings of challenges', () => {
  it('are none by default', () => {
    expect(readSettings({ env: {} }).altcha).toBeUndefined();
    expect(readSettings({ env: { ALTCHA_SECRET: '' } }).altcha).toBeUndefined();
  });

  it('are there with a secret in the environment', () => {
    expect(readSettings({ env: { ALTCHA_SECRET: secret } }).altcha).toEqual({ secret, cost: 5_000 });
    expect(readSettings({ env: { ALTCHA_SECRET: secret, ALTCHA_COST: '20000' } }).altcha).toEqual({
      secret,
      cost: 20_000,
    });
  });

  it('are there with a secret in a file, which may be replaced', async () => {
    const folder = folderWith({ altcha: `${secret}\n` });
    const ALTCHA_SECRET_FILE = join(folder, 'altcha');
    const settings = readSettings({ env: { ALTCHA_SECRET_FILE } });
    expect(await secretIn(settings)).toBe(secret);
    writeFileSync(ALTCHA_SECRET_FILE, 'another\n');
    expect(await secretIn(settings)).toBe('another');
  });

  it('may stand in a file but for the secret, which lies beside it', async () => {
    const folder = folderWith({
      'config.json': { altcha: { secretFile: 'altcha', cost: 7 }, minSeconds: 0 },
      altcha: secret,
    });
    const settings = readSettings({ env: {}, configFile: join(folder, 'config.json') });
    expect(await secretIn(settings)).toBe(secret);
    expect(settings).toMatchObject({ minSeconds: 0, altcha: { cost: 7 } });
  });

  it('take the secret of the environment before that of a file', async () => {
    const config = { altcha: { secretFile: '/nowhere' } };
    expect(await secretIn(readConfig(config, { ALTCHA_SECRET: secret }))).toBe(secret);
  });

  it('are of no concern to a command that sends nothing', () => {
    const folder = folderWith({ 'config.json': { altcha: { secretFile: '/nowhere' }, ...siteConfig() } });
    const sources = { env: {}, configFile: join(folder, 'config.json'), withoutCredentials: true };
    expect(readSettings(sources).altcha).toBeUndefined();
  });

  it.each([
    [{ ALTCHA_COST: '0' }, /^ALTCHA_COST must be a whole number from 1 to 1000000, such as 5000$/],
    [
      { ALTCHA_COST: '5000' },
      /^ALTCHA_SECRET is not set; it must be a secret of your own, .* ALTCHA_SECRET_FILE/,
    ],
    [{ ALTCHA_SECRET: secret, ALTCHA_COST: 'much' }, /^ALTCHA_COST must/],
    [
      { ALTCHA_SECRET_FILE: '/nowhere' },
      /^ALTCHA_SECRET_FILE cannot be read \(\/nowhere: ENOENT\); check the path/,
    ],
    [{ MIN_SECONDS: '-1' }, /^MIN_SECONDS must be a whole number from 0 to 3600, such as 3$/],
    [{ MIN_SECONDS: '2.5' }, /^MIN_SECONDS must/],
  ])('that are wrong are named: %j', (env, message) => {
    expect(complaint(env)).toMatch(message);
  });

  it.each([
    [
      { altcha: { secret } },
      /^config\.json:3: altcha\.secret must not stand in this file; name a file that holds it as altcha\.secretFile, or set it/,
    ],
    [{ altcha: {} }, /^config\.json:2: altcha\.secret is not set; it must be a secret of your own/],
    [
      { altcha: { costs: 1 } },
      /^config\.json:3: altcha\.costs is not a setting; there are cost, secretFile$/,
    ],
    [{ altcha: true }, /^config\.json:2: altcha must be an object with secretFile$/],
    [{ minSeconds: null }, /^config\.json:2: minSeconds must be a whole number/],
  ])('that are wrong in a file are named by their line: %j', (config, message) => {
    expect(complaintAbout(config)).toMatch(message);
  });

  it('that are spelt wrong in the environment are warned of', () => {
    expect(readSettings({ env: { ALTCHA_SECRT: secret } }).warnings).toEqual([
      'ALTCHA_SECRT is not a setting; did you mean ALTCHA_SECRET?',
    ]);
  });
});
