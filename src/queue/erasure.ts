/** What keeps a store from holding what people typed for longer than it is needed. */
export interface Erasure {
  /**
   * Erases what people typed of applications of which nothing is under way any more: answers, files and their names, and
   * all by which they could be found by address or number. Their ids, references, times, states and receipts stay, so
   * that a late repetition is answered as the first was, and not delivered again. An application waits for all its
   * deliveries but the optional ones, which are given up. A few at a time: resolves to how many, and is to be called again until that is none.
   */
  eraseEnded(limits: EraseLimits): Promise<number>;

  /**
   * Takes what has been erased or deleted out of the files of the store, too. To be called after either, and again later
   * where this resolves to false: somebody still reads an older state.
   */
  purge(): Promise<boolean>;
}

/** In milliseconds since 1970. */
export interface EraseLimits {
  /** What was delivered before this. */
  readonly deliveredBefore: number;
  /** What has needed attention since before this. */
  readonly attentionBefore: number;
}

/** How many applications a store erases at a time. */
export const erasedAtOnce = 20;

/** The last error of a delivery whose application was erased before it was delivered: it is in attention for good. */
export const erasedError = 'erased';
