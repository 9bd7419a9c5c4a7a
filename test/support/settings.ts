import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readSettings, SettingsError } from '../../src/node/settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A secret that no message may hold. */
export const secret = 'Zx9Qv7-secret';

/** An environment with which a production proxy starts. */
export const siteEnv = {
  B2C_SITE_URL: 'https://carrier.custhelp.com',
  B2C_USERNAME: 'integration',
  B2C_PASSWORD: secret,
};

/** A configuration file with a site, and the environment that completes it. */
export const siteConfig = (changes = {}) => ({
  b2cService: { siteUrl: 'https://carrier.custhelp.com', username: 'integration', ...changes },
});
export const passwordEnv = { B2C_PASSWORD: secret };

/** Writes files beside each other, objects as JSON with a line for each member; gives the folder. */
export function folderWith(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Reads settings from a configuration file with this content, and the environment. */
export function readConfig(config: unknown, env: Readonly<Record<string, string>> = {}) {
  return readSettings({ env, configFile: join(folderWith({ 'config.json': config }), 'config.json') });
}

/** The message about what is wrong: one line, no secret, and of a file its name only. */
export function complaintOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toMatch(/\n/);
    expect(error.message).not.toContain(secret);
    return error.message.replace(/^\S*\/config\.json/, 'config.json');
  }
  throw new Error('nothing is wrong');
}

/** The message about a configuration file. */
export const complaintAbout = (config: unknown, env: Readonly<Record<string, string>> = {}): string =>
  complaintOf(() => readConfig(config, env));
