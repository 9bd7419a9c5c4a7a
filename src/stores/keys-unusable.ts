/**
 * `missing`: what is stored was sealed under a key that is not there. `malformed`: the file of keys holds something else.
 */
export type KeysUnusableKind = 'missing' | 'malformed';

/** The data cannot be opened with the keys at hand. */
export class KeysUnusable extends Error {
  override readonly name = 'KeysUnusable';
  readonly kind: KeysUnusableKind;
  /** The key that is missing, where that is known. */
  readonly keyId: string | undefined;

  constructor(kind: KeysUnusableKind, keyId?: string, cause?: unknown) {
    super(keyId === undefined ? `The keys are ${kind}` : `The key ${keyId} is ${kind}`, { cause });
    this.kind = kind;
    this.keyId = keyId;
  }
}
