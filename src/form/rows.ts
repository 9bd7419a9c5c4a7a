import type { Answer, Row } from '../model/definition.ts';

/**
 * An answer within a repeater is named by a path: `employers.0.city` is the city of the first row. An answer outside of
 * one is named by its key, which is a path of one part. A key may hold dots itself, so only numbers split a path.
 */
const partsOf = (path: string) => /^(.+?)\.(\d+)\.(.+)$/.exec(path);

/** The key of the field that a path lies in: `employers.0.city` → `employers`. */
export const topOf = (path: string): string => partsOf(path)?.[1] ?? path;

/** The place within a repeater, if a path is one. */
export function placeOf(path: string): { key: string; row: number; inner: string } | undefined {
  const [, key = '', row, inner = ''] = partsOf(path) ?? [];
  return key ? { key, row: Number(row), inner } : undefined;
}

/** The rows that a repeater holds; none when nothing has been entered yet. */
export const rowsIn = (answer: unknown): readonly Row[] =>
  Array.isArray(answer) && answer.every((row) => typeof row === 'object') ? answer : [];

/** The answer at a path, where `top` gives the answers outside of repeaters. */
export function answerAt<T>(path: string, top: (key: string) => T): T | Row[string] | undefined {
  const place = placeOf(path);
  return place ? rowsIn(top(place.key))[place.row]?.[place.inner] : top(path);
}

/** A repeater's rows with one answer of one row changed. */
export function withCell(rows: readonly Row[], row: number, inner: string, answer: Answer): Row[] {
  const changed = [...rows];
  changed[row] = { ...changed[row], [inner]: answer as Row[string] };
  return changed;
}
