import { resolve } from 'node:path';
import { isSecret } from './b2c-settings-schema.ts';
import type { ConfigFile } from './config-file.ts';
import { SettingsError } from './settings-error.ts';

type Table = Record<string, unknown>;

/** The tables of settings that have secrets, and which of their settings those are. */
const secretsOf: Readonly<Record<string, (name: string) => boolean>> = {
  b2cService: isSecret,
  altcha: (name) => name === 'secret',
  database: (name) => name === 'url',
  metrics: (name) => name === 'token',
  encryption: (name) => name === 'key' || name === 'oldKeys',
};

/** A file of settings is shown around and kept in version control; no secret belongs there. */
export function refuseSecrets(raw: Table, file: ConfigFile | undefined): void {
  for (const [name, table] of tablesOf(raw)) {
    const secret = Object.keys(table).find((key) => secretsOf[name]?.(key));
    if (secret === undefined) continue;
    throw new SettingsError(
      `${file?.locate([name, secret])}: ${name}.${secret} must not stand in this file; name a file that holds it as ${name}.${fileOf(secret)}, or set it in the environment`,
    );
  }
}

/** The setting that names the file of a secret; old keys stand below the current one. */
const fileOf = (secret: string) => (secret === 'oldKeys' ? 'keyFile' : `${secret}File`);

/** Secrets that a file names by a relative path lie beside it, wherever the process was started. */
export function findBeside(raw: Table, folder: string): void {
  for (const [, table] of tablesOf(raw)) {
    for (const [name, path] of Object.entries(table)) {
      if (/File$/.test(name) && typeof path === 'string' && path !== '') table[name] = resolve(folder, path);
    }
  }
}

/** Settings with placeholders in place of credentials, and of a site that is not set. */
export function withPlaceholders({
  altcha: _,
  metrics: __,
  encryption: ___,
  b2cService,
  ...rest
}: Table): Table {
  const given = isTable(b2cService) ? b2cService : {};
  const kept = Object.entries(given).filter(([key]) => !/^(username|password|sessionToken|oauth)/.test(key));
  return {
    ...rest,
    b2cService: {
      siteUrl: 'https://site.invalid',
      ...Object.fromEntries(kept),
      username: 'username',
      password: 'password',
    },
  };
}

const tablesOf = (raw: Table) =>
  Object.keys(secretsOf).flatMap((name): [string, Table][] => {
    const table = raw[name];
    return isTable(table) ? [[name, table]] : [];
  });

/** Whether a value is an object with names, and not a list. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
