/** A cell, and what makes of it what a terminal shows; that takes no room. Default: nothing. */
export interface Cell {
  readonly text: string;
  readonly paint?: ((text: string) => string) | undefined;
}

/**
 * The lines of a table for people: columns aligned, two spaces apart. The last column is cut where a line would be
 * wider than `width`.
 */
export function tableLines(
  rows: readonly (readonly Cell[])[],
  width: number = Number.POSITIVE_INFINITY,
): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.text.length ?? 0)));
  return rows.map((row) => {
    let left = width;
    return row
      .map(({ text, paint = (same) => same }, at) => {
        const last = at === row.length - 1;
        const shown = last ? cut(text, left) : text.padEnd(widths[at] ?? 0);
        left -= shown.length + 2;
        return paint(shown);
      })
      .join('  ')
      .trimEnd();
  });
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
}
