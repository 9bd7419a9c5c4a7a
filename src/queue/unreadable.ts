/**
 * `unknown-key`: it was sealed under a key that this process does not have. `tampered`: it is not what was sealed, or was
 * sealed for another place. `damaged`: what stands beside it is not what was written, or is not there.
 */
export type UnreadableKind = 'unknown-key' | 'tampered' | 'damaged';

const messages: Readonly<Record<UnreadableKind, (keyId: string) => string>> = {
  'unknown-key': (keyId) => `unreadable: key ${keyId} is not configured`,
  tampered: (keyId) => `unreadable: what key ${keyId} had sealed is damaged`,
  damaged: () => 'unreadable: what is stored of it is damaged',
};

/** Something is stored and cannot be read. The message is for operators: a key's id, and nothing of the data. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly kind: UnreadableKind;
  /** The key under which it is said to be; empty where that does not matter. */
  readonly keyId: string;

  constructor(kind: UnreadableKind, keyId = '', cause?: unknown) {
    super(messages[kind](keyId), { cause });
    this.kind = kind;
    this.keyId = keyId;
  }
}

/**
 * What a row that could not be read says of itself; undefined where it was not the row, but storage for one. Without the
 * cause where JSON could not be parsed: Node puts a piece of the text into that.
 */
export function unreadableIn(error: unknown): Unreadable | undefined {
  if (error instanceof Unreadable) return error;
  return error instanceof SyntaxError ? new Unreadable('damaged') : undefined;
}
