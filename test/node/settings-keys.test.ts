import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import { createKeyring } from '../../src/stores/keyring.ts';
import {
  complaintAbout,
  complaintOf,
  folderWith,
  passwordEnv,
  secret,
  siteConfig,
  siteEnv,
} from '../support/settings.ts';

const [one, two, three] = [randomBytes(32), randomBytes(32), randomBytes(32)] as const;
const [first, second, third] = [one, two, three].map((key) => key.toString('hex')) as [
  string,
  string,
  string,
];
const idsOf = (env: Record<string, string>, configFile?: string) => {
  const { keys } = readSettings({ env: { ...siteEnv, ...env }, configFile });
  return keys && [keys.current.id, ...keys.byId.keys()];
};
const ids = (...keys: [Uint8Array, ...Uint8Array[]]) => {
  const { current, byId } = createKeyring(keys);
  return [current.id, ...byId.keys()];
};

describe('keys in the settings', () => {
  it('are none by default: then the data folder has its own', () => {
    expect(idsOf({})).toBeUndefined();
  });

  it('come from the environment, old ones beside the current one', () => {
    expect(idsOf({ INTAKE_KEY: first })).toEqual(ids(one));
    expect(idsOf({ INTAKE_KEY: one.toString('base64') })).toEqual(ids(one));
    const both = idsOf({ INTAKE_KEY: first, INTAKE_OLD_KEYS: `${second},${third}` });
    expect(both?.[0]).toBe(ids(one)[0]);
    expect(new Set(both)).toEqual(new Set(ids(one, two, three)));
  });

  it('come from a file, the current one in its first line', () => {
    const folder = folderWith({ 'intake.keys': `${first}\n${second}\n` });
    expect(idsOf({ INTAKE_KEY_FILE: join(folder, 'intake.keys') })).toEqual(ids(one, two));
    expect(idsOf({ INTAKE_KEY_FILE: join(folder, 'intake.keys'), INTAKE_KEY: third })).toEqual(ids(three));
  });

  it('come from a file that the configuration names, beside it', () => {
    const folder = folderWith({
      'intake.keys': first,
      'config.json': { ...siteConfig(), encryption: { keyFile: 'intake.keys' } },
    });
    const settings = readSettings({ env: passwordEnv, configFile: join(folder, 'config.json') });
    expect(settings.keys?.current.id).toBe(ids(one)[0]);
  });

  it('are read with the command that needs them and no credentials, and by no other', () => {
    const env = { INTAKE_KEY_FILE: '/nowhere/intake.keys' };
    expect(readSettings({ env, withoutCredentials: true }).keys).toBeUndefined();
    const read = () => readSettings({ env, withoutCredentials: true, withKeys: true });
    expect(complaintOf(read)).toMatch(/^INTAKE_KEY_FILE cannot be read \(\/nowhere\/intake\.keys: ENOENT\)/);
  });
});

describe('mistakes with keys', () => {
  const complaint = (env: Record<string, string>) =>
    complaintOf(() => readSettings({ env: { ...siteEnv, ...env } }));

  it('are named by the setting, without what it holds', () => {
    const hint =
      'must hold keys of 32 bytes each, in hexadecimal or base64, such as openssl rand -hex 32 prints';
    expect(complaint({ INTAKE_KEY: secret })).toBe(`INTAKE_KEY ${hint}`);
    expect(complaint({ INTAKE_KEY: first, INTAKE_OLD_KEYS: secret })).toBe(`INTAKE_OLD_KEYS ${hint}`);
    const file = join(folderWith({ keys: secret }), 'keys');
    expect(complaint({ INTAKE_KEY_FILE: file })).toBe(`INTAKE_KEY_FILE ${hint}`);
    const empty = join(folderWith({ keys: '' }), 'keys');
    expect(complaint({ INTAKE_KEY_FILE: empty })).toMatch(/^INTAKE_KEY_FILE names an empty file/);
  });

  it('are old keys without a current one', () => {
    expect(complaint({ INTAKE_OLD_KEYS: first })).toMatch(
      /^INTAKE_OLD_KEYS has no effect without a current key; set/,
    );
  });

  it('are keys in a file that is shown around', () => {
    for (const name of ['key', 'oldKeys']) {
      expect(complaintAbout({ ...siteConfig(), encryption: { [name]: secret } }, passwordEnv)).toMatch(
        new RegExp(`^config\\.json:\\d+: encryption\\.${name} must not stand in this file`),
      );
    }
  });
});

describe('how long what people typed is kept', () => {
  it('is thirty days after delivery, half a year in attention, or as set', () => {
    expect(readSettings({ env: siteEnv }).retention).toEqual({ deliveredDays: 30, attentionDays: 180 });
    const env = { ...siteEnv, KEEP_DELIVERED_DAYS: '7', KEEP_ATTENTION_DAYS: '365' };
    expect(readSettings({ env }).retention).toEqual({ deliveredDays: 7, attentionDays: 365 });
    expect(complaintOf(() => readSettings({ env: { ...env, KEEP_DELIVERED_DAYS: '0' } }))).toBe(
      'KEEP_DELIVERED_DAYS must be a whole number from 1 to 3650, such as 30',
    );
    expect(complaintAbout({ ...siteConfig(), retention: { days: 3 } }, passwordEnv)).toMatch(
      /retention\.days is not a setting; there are deliveredDays, attentionDays|retention\.days is not a setting/,
    );
  });
});
