import { randomBytes } from 'node:crypto';
import { Unreadable } from '../queue/unreadable.ts';
import type { Envelope, WrappedKey } from './envelope.ts';
import { keyBytes } from './keyring.ts';
import { KeysUnusable } from './keys-unusable.ts';

/** To whom the key of the hashes belongs, as far as an envelope asks. */
const owner = 'index-key';

/** The key of the hashes as it is stored. */
export interface StoredIndexKey extends WrappedKey {
  /** The id of the master key that the last process to start had as its current one. */
  readonly currentId: string;
}

/** Makes a key of the hashes, and wraps it. */
export function makeIndexKey(envelope: Envelope): { readonly key: Uint8Array; readonly wrapped: WrappedKey } {
  const key = randomBytes(keyBytes);
  return { key, wrapped: envelope.wrap(owner, key) };
}

/** The key of the hashes. Throws {@link KeysUnusable} when it is wrapped under a key that is not at hand. */
export function unwrapIndexKey(stored: WrappedKey, envelope: Envelope): Uint8Array {
  try {
    return envelope.unwrap(owner, stored);
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause;
    throw new KeysUnusable('missing', cause.keyId, cause);
  }
}

/** The same key under the current master key. Throws `Unreadable`. */
export const rewrappedIndexKey = (stored: WrappedKey, envelope: Envelope): WrappedKey =>
  envelope.rewrap(owner, stored);
