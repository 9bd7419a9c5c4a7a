import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whose bytes, as they are or as text, stand in any file of a folder: the names of those that do. */
export function foundIn(folder: string, sought: Readonly<Record<string, Uint8Array | string>>): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return Object.entries(sought)
    .filter(([, bytes]) => files.some((file) => file.includes(Buffer.from(bytes))))
    .map(([name]) => name);
}
