/** The longest name of a file: in characters for people and destinations, in bytes of UTF-8 for file systems. */
const maxCharacters = 100;
const maxBytes = 200;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const utf8 = new TextEncoder();

/** Joins a name and its end, cutting the name where that would be too long, and no sign of it in half. */
export function fitName(stem: string, end: string): string {
  const fits = (text: string) =>
    Array.from(text).length + end.length <= maxCharacters &&
    utf8.encode(text).length + utf8.encode(end).length <= maxBytes;
  if (fits(stem)) return stem + end;
  // A sign may be longer than all, by marks without end: then it is cut after one of them.
  const signs = Array.from(graphemes.segment(stem), ({ segment }) => segment);
  return (longest(signs, fits) || longest(Array.from(stem), fits)).trimEnd() + end;
}

function longest(pieces: readonly string[], fits: (text: string) => boolean): string {
  let text = '';
  for (const piece of pieces) {
    if (!fits(text + piece)) break;
    text += piece;
  }
  return text;
}
