/** Stands at the end of text that was cut. */
const mark = '…';

/** Text of so many characters at the most: cut, with a mark at its end, where it is longer. */
export function cutText(text: string, maxLength: number): string {
  if (maxLength < 1) return '';
  const characters = [...text];
  return characters.length <= maxLength ? text : characters.slice(0, maxLength - 1).join('') + mark;
}
