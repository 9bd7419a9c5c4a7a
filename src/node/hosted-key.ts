import { hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keyring } from '../stores/keyring.ts';

/**
 * What hosted pages are signed with: made once for each data folder, so that a page that was drawn before a restart is
 * still good after it.
 */
export function hostedKey(data: string): Uint8Array<ArrayBuffer> {
  const file = join(data, 'hosted.key');
  const fresh = new Uint8Array(randomBytes(32));
  try {
    // Fails when there is one already, be it another process's of this very moment.
    writeFileSync(file, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch {
    const known = read(file);
    if (known) return known;
    writeFileSync(file, fresh, { mode: 0o600 });
    return fresh;
  }
}

/**
 * What hosted pages are signed with where several machines share a database: one may be sent the page that another drew,
 * and the key of the data is what they have in common. With a new one, pages that are open come again as they were filled
 * in.
 */
export const sharedHostedKey = ({ current }: Keyring): Uint8Array<ArrayBuffer> =>
  new Uint8Array(hkdfSync('sha256', current.bytes, '', 'applicant-intake hosted pages', 32));

/** The key in the file; undefined when there is none, or half of one. */
function read(file: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(readFileSync(file));
  return bytes.byteLength === 32 ? bytes : undefined;
}
