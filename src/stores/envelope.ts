import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Unreadable } from '../queue/unreadable.ts';
import { type Keyring, keyBytes } from './keyring.ts';

/** A key that is wrapped under a master key, as it is stored. */
export interface WrappedKey {
  /** The id of the master key. */
  readonly keyId: string;
  /** Always of one length, so that another may be written over it. */
  readonly wrappedKey: Uint8Array;
}

/** Seals and opens what belongs to one owner, such as an application. */
export interface DataKey {
  /** `place` says where the content stands, such as `content` or a file's name: nowhere else can it be opened. */
  seal(content: Uint8Array | string, place: string): Uint8Array;
  /** What was sealed for this place. Throws {@link Unreadable}. */
  open(sealed: Uint8Array, place: string): Uint8Array;
  /** The same for text. Throws {@link Unreadable}. */
  openText(sealed: Uint8Array, place: string): string;
}

/** The layout of what is sealed: this byte, a nonce, the tag of GCM, the content. */
const layout = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

/** How long a wrapped key is, in bytes. */
export const wrappedKeyBytes = headBytes + keyBytes;

/**
 * Envelope encryption by AES-256-GCM: everything of an application is sealed under a key of its own, and that key is
 * wrapped under a master key, so that a new master key takes the wrapping of small keys and leaves contents alone. What
 * is sealed is bound to its owner and its place: moved to another row, it cannot be opened. Synchronous, since a group
 * commit is.
 */
export function createEnvelope({ current, byId }: Keyring) {
  // Prepared once: to hand bytes over with each call takes Node three times as long.
  const masters = new Map(Array.from(byId, ([id, { bytes }]) => [id, createSecretKey(bytes)]));
  const currentMaster = createSecretKey(current.bytes);

  function wrap(owner: string, key: Uint8Array): WrappedKey {
    return { keyId: current.id, wrappedKey: encrypt(currentMaster, key, bound(owner, 'key')) };
  }

  function unwrap(owner: string, { keyId, wrappedKey }: WrappedKey): Uint8Array {
    const master = masters.get(keyId);
    if (!master) throw new Unreadable('unknown-key', keyId);
    return decrypt(master, wrappedKey, bound(owner, 'key'), keyId);
  }

  return {
    /** The id of the master key under which new keys are wrapped. */
    keyId: current.id,

    /** Makes a key for an owner. */
    makeKey(owner: string): { readonly wrapped: WrappedKey; readonly dataKey: DataKey } {
      const key = draw(keyBytes);
      return { wrapped: wrap(owner, key), dataKey: dataKeyOf(owner, key, current.id) };
    },

    /** The key of an owner. Throws {@link Unreadable}. */
    openKey: (owner: string, wrapped: WrappedKey): DataKey =>
      dataKeyOf(owner, unwrap(owner, wrapped), wrapped.keyId),

    /** Wraps a key that seals nothing itself, such as one for hashes. */
    wrap,

    /** What {@link wrap} was given. Throws {@link Unreadable}. */
    unwrap,

    /** The same key under the current master key. Throws {@link Unreadable}. */
    rewrap: (owner: string, wrapped: WrappedKey): WrappedKey => wrap(owner, unwrap(owner, wrapped)),
  };
}

export type Envelope = ReturnType<typeof createEnvelope>;

function dataKeyOf(owner: string, bytes: Uint8Array, keyId: string): DataKey {
  const key = createSecretKey(bytes);
  const opened = (sealed: Uint8Array, place: string) => decrypt(key, sealed, bound(owner, place), keyId);
  return {
    seal: (content, place) => encrypt(key, content, bound(owner, place)),
    open(sealed, place) {
      // Bytes and no more: a Buffer has methods of Node's own, and prints itself otherwise.
      const { buffer, byteOffset, byteLength } = opened(sealed, place);
      return new Uint8Array(buffer, byteOffset, byteLength);
    },
    openText: (sealed, place) => opened(sealed, place).toString('utf8'),
  };
}

/** So many random bytes are asked for at once: to ask for each nonce takes longer than to encrypt a key. */
const drawnAtOnce = 4_096;
let drawn = Buffer.alloc(0);

/** Random bytes for a nonce or a key, which are never handed out again. */
function draw(bytes: number): Uint8Array {
  if (drawn.byteLength < bytes) drawn = randomBytes(drawnAtOnce);
  const next = drawn.subarray(0, bytes);
  drawn = drawn.subarray(bytes);
  return next;
}

/** What is authenticated beside the content. JSON, so that no two pairs look alike. */
const bound = (owner: string, place: string) => Buffer.from(JSON.stringify([owner, place]));

function encrypt(key: KeyObject, content: Uint8Array | string, aad: Uint8Array): Buffer {
  const nonce = draw(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const body = typeof content === 'string' ? cipher.update(content, 'utf8') : cipher.update(content);
  cipher.final();
  return Buffer.concat([Buffer.of(layout), nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: KeyObject, sealed: Uint8Array, aad: Uint8Array, keyId: string): Buffer {
  if (sealed.byteLength < headBytes || sealed[0] !== layout) throw new Unreadable('tampered', keyId);
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
  const content = decipher.update(sealed.subarray(headBytes));
  try {
    decipher.final();
  } catch (cause) {
    throw new Unreadable('tampered', keyId, cause);
  }
  return content;
}
