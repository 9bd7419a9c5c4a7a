import { hex } from '../shared/hex.ts';
import type { TransportErrorKind } from '../transport/transport.ts';

/**
 * How sending stands.
 *
 * `editing` → `sending` → `received`, the end until a reset; or → `waiting`, when we cannot be reached: the application
 * goes out by itself, and becomes `received`, or `failed` if it is refused then; or → `failed`, from where the reader
 * tries again; or back to `editing`, when the answers have problems, the reader wants to change them, or the element
 * left the page.
 */
export type Progress =
  | { readonly status: 'editing' | 'sending' }
  | { readonly status: 'failed'; readonly kind: TransportErrorKind }
  | {
      readonly status: 'waiting';
      /** Where the application is kept meanwhile. */
      readonly kept: 'device' | 'page';
      /** Whether it is being sent just now because the reader asked for that; undefined before the first time. */
      readonly trying?: boolean;
    }
  | Received;

/** The server has stored the application. */
export interface Received {
  readonly status: 'received';
  readonly reference: string;
  /** An earlier version of the application had arrived, and counts. */
  readonly earlier: boolean;
}

/** What the reader has been told last: that answers are kept on the device, or have just been cleared from it. */
export type Kept = '' | 'saved' | 'cleared';

/** What an application has from its start. */
export interface Begun {
  /** A UUID. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
}

/** Begins an application. */
export const begin = (): Begun => ({ id: uuid(), startedAt: new Date().toISOString() });

/**
 * A random UUID (RFC 9562, 5.4), on pages without TLS too, where browsers offer the bytes only. The fourth group may
 * begin with 8, 9, a or b; an 8 is as good as another.
 */
const uuid = (): string =>
  hex(crypto.getRandomValues(new Uint8Array(16))).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
