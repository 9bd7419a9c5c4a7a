/** Work side by side, and work that has to be alone. */
export function createTurns() {
  const together = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    /** Does work beside whatever else is under way. */
    async beside<T>(work: () => Promise<T>): Promise<T> {
      const done = work();
      together.add(done);
      try {
        return await done;
      } finally {
        together.delete(done);
      }
    },

    /** Does work once everything is through that was asked for before. */
    alone<T>(work: () => Promise<T>): Promise<T> {
      const turn = last.then(() => Promise.allSettled(together)).then(work);
      last = turn.catch(() => {});
      return turn;
    },
  };
}
