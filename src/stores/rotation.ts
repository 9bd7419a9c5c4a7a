/** Somebody is at work on the data, or started last on them, who has another current key: new ones would come under that. */
export class OtherCurrentKey extends Error {
  override readonly name = 'OtherCurrentKey';
}

/** What a rotation of keys has done, and what is left. */
export interface Rotation {
  /** The id of the key under which everything is wrapped now. */
  readonly keyId: string;
  /** How many keys of applications have been wrapped anew. */
  readonly rewrapped: number;
  /** How many are damaged, and stay as they are. */
  readonly damaged: number;
  /** Keys that are still needed and not at hand, and how many applications need each. */
  readonly missing: readonly { readonly keyId: string; readonly applications: number }[];
}

export interface RotationOptions {
  /** Told after each batch how many of how many have been looked at. Default: nobody. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Waits between two batches, so that a proxy gets its turn. Default: 20 milliseconds. */
  readonly pause?: () => Promise<void>;
}

/** How many keys share a transaction: a few milliseconds, for which a proxy waits. */
export const rewrappedAtOnce = 200;

/** The pause between two batches where nothing else is asked for. */
export const shortPause = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
