/** Of a settle delay, as much counts here: two clocks that measure the same time differ by a little. */
const share = 0.9;

/**
 * What attempts of this process set going and may still be under way, by the id of the submission. It is measured in
 * time that has passed, not by the clock that due times go by: one that is set ahead cuts no settle delay short.
 */
export function createUnsettled(elapsed: () => number) {
  const waits = new Map<string, { readonly from: number; readonly ms: number }>();

  /** How long it has to be waited for still, in milliseconds; 0 when nothing is under way. */
  function restMs(id: string): number {
    const { from = 0, ms = 0 } = waits.get(id) ?? {};
    const passed = elapsed() - from;
    if (passed >= 0 && passed < ms) return Math.ceil(ms - passed);
    waits.delete(id);
    return 0;
  }

  return {
    restMs,

    /** An attempt has ended whose outcome is known only in so many milliseconds. */
    add(id: string, ms: number): void {
      // Another process may have taken it up since, or a person: nobody here would ask for it again.
      for (const known of waits.keys()) if (restMs(known) > 0) break;
      waits.delete(id);
      waits.set(id, { from: elapsed(), ms: ms * share });
    },

    /** How many are waited for, or were when the last was added. */
    get size(): number {
      return waits.size;
    },
  };
}

export type Unsettled = ReturnType<typeof createUnsettled>;
