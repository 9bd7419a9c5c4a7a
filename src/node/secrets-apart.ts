import { resolve } from 'node:path';
import type { ConfigFile } from './config-file.ts';
import { destinationKinds } from './destinations/kinds.ts';
import { SettingsError } from './settings-error.ts';

type Table = Record<string, unknown>;

/** The tables of settings that have secrets, and which of their settings those are. */
const secretsOf: Readonly<Record<string, (name: string) => boolean>> = {
  ...Object.fromEntries(
    destinationKinds.map(({ table, secrets }) => [table, (name: string) => secrets.includes(name)]),
  ),
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

/**
 * Settings with placeholders in place of credentials, and of an address that is not set. With `sampleSite` also of the
 * first kind of back end, where none is set.
 */
export function withPlaceholders(
  { altcha: _, metrics: __, encryption: ___, ...rest }: Table,
  { sampleSite }: { readonly sampleSite: boolean },
): Table {
  const tables = destinationKinds.flatMap(({ table, placeholders, isSignIn }): [string, Table][] => {
    const given = rest[table];
    if (!isTable(given)) return [];
    const kept = Object.fromEntries(Object.entries(given).filter(([name]) => !isSignIn(name)));
    // An address of the operator's own goes over the placeholder; a way to sign in does not.
    return [[table, { ...placeholders, ...kept }]];
  });
  const [first] = destinationKinds;
  const shown = tables.length > 0 || !sampleSite || !first ? tables : [[first.table, first.placeholders]];
  return { ...rest, ...Object.fromEntries(shown) };
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
