/** Asks at most once in so many milliseconds: whoever asks sooner shares the last answer, be it a failure. */
export function createRecentAnswer<T>(
  ask: () => Promise<T>,
  ms: number,
  now: () => number,
): () => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const at = now();
    // Also after a clock has been put back.
    if (!last || Math.abs(at - last.at) >= ms) last = { at, answer: ask() };
    return last.answer;
  };
}
