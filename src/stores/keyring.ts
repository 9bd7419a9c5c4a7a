import { createHmac } from 'node:crypto';

/** A key of the operator's, under which the keys of applications are wrapped. */
export interface MasterKey {
  /** Tells keys apart, and tells nothing of them: what a row that is sealed says of its key. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The keys of the operator: what is new is wrapped under the current one, and what is there may be under any of them. */
export interface Keyring {
  readonly current: MasterKey;
  /** All of them, the current one included, by their ids. */
  readonly byId: ReadonlyMap<string, MasterKey>;
}

/** How long every key is, in bytes: that of AES-256. */
export const keyBytes = 32;

/** Puts keys together, the current one first. */
export function createKeyring([current, ...old]: readonly [Uint8Array, ...Uint8Array[]]): Keyring {
  const first = masterKeyOf(current);
  const all = [first, ...old.map(masterKeyOf)];
  return { current: first, byId: new Map(all.map((key) => [key.id, key])) };
}

/**
 * The keys in a text: one a line or with commas between them, the current one first, each in hexadecimal or base64.
 * Undefined when anything in it is no key, or when there is none.
 */
export function keysIn(text: string): Keyring | undefined {
  const [current, ...old] = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(keyIn);
  const others = old.filter((key) => key !== undefined);
  return current && others.length === old.length ? createKeyring([current, ...others]) : undefined;
}

function keyIn(text: string): Uint8Array | undefined {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[\w+/-]{43}=?$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}

/** A short sum that takes the key to make: as it is no other use of the key, it gives nobody a hold on any of them. */
function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.byteLength !== keyBytes) throw new TypeError(`A key has ${keyBytes} bytes`);
  const id = createHmac('sha256', bytes).update('applicant-intake key id').digest('hex').slice(0, 16);
  return { id, bytes };
}
