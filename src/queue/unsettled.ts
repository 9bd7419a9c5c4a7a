/** Of a settle delay, as much counts here: two clocks that measure the same time differ by a little. */
const share = 0.9;

/**
 * What attempts of this process set going and may still be under way, by the id of the submission. It is measured in
 * time that has passed, not by the clock that due times go by: one that is set ahead cuts no settle delay short.
 */
export function createUnsettled(elapsed: () => number) {
  const waits = new Map<string, { readonly from: number; readonly ms: number }>();

  return {
    /** An attempt has ended whose outcome is known only in so many milliseconds. */
    add: (id: string, ms: number): unknown => waits.set(id, { from: elapsed(), ms: ms * share }),

    /** How long it has to be waited for still, in milliseconds; 0 when nothing is under way. */
    restMs(id: string): number {
      const { from = 0, ms = 0 } = waits.get(id) ?? {};
      const passed = elapsed() - from;
      if (passed >= 0 && passed < ms) return Math.ceil(ms - passed);
      waits.delete(id);
      return 0;
    },
  };
}

export type Unsettled = ReturnType<typeof createUnsettled>;
