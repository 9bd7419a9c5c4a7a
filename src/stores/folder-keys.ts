import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Keyring, keyBytes, keysIn } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';

/** Where a data folder has keys of its own, the current one first. */
export const folderKeysName = 'intake.key';

export interface FolderKeysOptions {
  /** Whether a key may be made where there is none: not where one has sealed something. */
  readonly mayMake: boolean;
  /** Told of the file when a key has been made. Default: nobody. */
  readonly onMade?: ((file: string) => void) | undefined;
}

/**
 * The keys in the file of a data folder, for whoever has set none; one is made for the first start, on the disk before
 * anything is sealed under it. Throws {@link KeysUnusable}, or Node's own error when the file cannot be read or written.
 */
export function folderKeys(directory: string, { mayMake, onMade }: FolderKeysOptions): Keyring {
  const file = join(directory, folderKeysName);
  const known = read(file);
  if (known === undefined && !mayMake) throw new KeysUnusable('missing');
  if (known === undefined) {
    writeWhole(file, directory, `${randomBytes(keyBytes).toString('hex')}\n`);
    onMade?.(file);
  }
  const keys = keysIn(known ?? read(file) ?? '');
  if (!keys) throw new KeysUnusable('malformed');
  return keys;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The file is whole or not there, whenever the power goes. */
function writeWhole(file: string, directory: string, content: string): void {
  const part = `${file}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
  const folder = openSync(directory, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
