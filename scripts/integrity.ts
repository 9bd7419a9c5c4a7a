import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What `integrity.json` holds: the hashes of the files of one version, by their path beside it. */
export interface Integrity {
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Writes the hash of every script that pages load into `integrity.json` beside them: as the attribute `integrity` of a
 * script element wants it, and the member `integrity` of an import map.
 */
export function writeIntegrity(directory: string): void {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const scripts = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll('\\', '/'))
    .sort();
  const files = Object.fromEntries(
    scripts.map((path) => [path, hashOf(readFileSync(join(directory, path)))]),
  );
  writeFileSync(
    join(directory, 'integrity.json'),
    `${JSON.stringify({ version, files } satisfies Integrity, null, 2)}\n`,
  );
}

/** Reads what {@link writeIntegrity} has written. */
export function readIntegrity(directory: string): Integrity {
  return JSON.parse(readFileSync(join(directory, 'integrity.json'), 'utf8'));
}

const hashOf = (content: Buffer) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** The hashes that pages need, one a line: those of files that are named in pages. */
export function integrityLines({ files }: Integrity): string {
  const entries = Object.entries(files).filter(([path]) => !path.includes('/'));
  const width = Math.max(...entries.map(([path]) => path.length));
  return entries.map(([path, hash]) => `${path.padEnd(width)}  ${hash}\n`).join('');
}
