/**
 * Makes the function that is shown a body piece by piece and returns how many lines have begun with the boundary. It
 * looks at each byte once, whatever the body: the line break that a match begins with does not come again in it, so
 * where a match breaks off, none can have begun inside.
 */
export function createPartCounter(boundary: string) {
  const line = new TextEncoder().encode(`\r\n--${boundary}`);
  // As if a line had ended before the body.
  let matched = 2;
  let parts = 0;
  return function count(chunk: Iterable<number>): number {
    for (const byte of chunk) {
      if (byte === line[matched]) matched += 1;
      else matched = byte === line[0] ? 1 : 0;
      if (matched < line.length) continue;
      parts += 1;
      matched = 0;
    }
    return parts;
  };
}
