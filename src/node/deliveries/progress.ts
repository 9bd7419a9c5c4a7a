const number = new Intl.NumberFormat('en');

/** A count and its thing: `1 delivery`, `1,200 deliveries`. */
export const counted = (count: number, one: string, many: string): string =>
  `${number.format(count)} ${count === 1 ? one : many}`;

/** Makes the function that tells, once a second at the most, how far a long run is. */
export function createProgress(note: (line: string) => void, total: number, now: () => number = Date.now) {
  let toldAt = now();
  return (done: number): void => {
    // The end is told by what follows.
    if (done >= total || now() - toldAt < 1_000) return;
    toldAt = now();
    note(`  ${number.format(done)} of ${number.format(total)}`);
  };
}
