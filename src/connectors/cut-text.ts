/** Stands at the end of text that was cut. */
const mark = '…';

/**
 * Text of so many characters at the most: cut, with a mark at its end, where it is longer. Counted in UTF-16 code units,
 * of which no way of counting finds more, and never in the middle of a character.
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength - mark.length);
  const isSplit = /[\ud800-\udbff]$/.test(kept);
  return (isSplit ? kept.slice(0, -1) : kept) + mark;
}
