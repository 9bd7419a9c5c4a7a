/**
 * `unknown-key`: it was sealed under a key that this process does not have. `tampered`: it is not what was sealed, or was
 * sealed for another place.
 */
export type UnreadableKind = 'unknown-key' | 'tampered';

/** Something is stored, sealed, and cannot be opened. The message is for operators: a key's id, and nothing of the data. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly kind: UnreadableKind;
  /** The key under which it is said to be. */
  readonly keyId: string;

  constructor(kind: UnreadableKind, keyId: string, cause?: unknown) {
    super(
      kind === 'unknown-key'
        ? `unreadable: key ${keyId} is not configured`
        : `unreadable: what key ${keyId} had sealed is damaged`,
      { cause },
    );
    this.kind = kind;
    this.keyId = keyId;
  }
}
