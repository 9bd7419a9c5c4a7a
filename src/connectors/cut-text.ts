/** Stands at the end of text that was cut. */
const mark = '…';

/** Text of so many characters at the most: cut, with a mark at its end, where it is longer. */
export function cutText(text: string, maxLength: number): string {
  if (maxLength < 1) return '';
  const characters = [...text];
  return characters.length <= maxLength ? text : characters.slice(0, maxLength - 1).join('') + mark;
}

/**
 * As much of a text as fits, with the mark at its end where it was cut; no character is torn apart. Of what `fits`, every
 * shorter beginning has to fit too.
 */
export function cutToFit(text: string, fits: (cut: string) => boolean): string {
  if (fits(text)) return text;
  const characters = [...text];
  const beginning = (count: number) => characters.slice(0, count).join('') + mark;
  if (!fits(beginning(0))) return '';
  let [enough, tooMany] = [0, characters.length];
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (fits(beginning(middle))) enough = middle;
    else tooMany = middle;
  }
  return beginning(enough);
}
