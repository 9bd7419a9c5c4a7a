import type { Assumptions } from './assumptions.ts';
import { refusal } from './problem.ts';

/** A piece of a `q` expression. */
export type Token =
  | { kind: 'word' | 'number' | 'sign'; text: string }
  /** What stands between quotes, its escapes undone. */
  | { kind: 'literal'; text: string };

const PIECE = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(-?[0-9]+)|(<>|!=|<=|>=|[=<>();])|')/y;

/** The pieces of a `q` expression; refuses what is none, and a literal that does not end. */
export function queryTokens(text: string, assumptions: Assumptions): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PIECE.lastIndex = at;
    const found = PIECE.exec(text);
    if (found === null) throw malformed();
    const [, word, number, sign] = found;
    at = PIECE.lastIndex;
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else {
      const literal = readLiteral(text, at, assumptions);
      tokens.push({ kind: 'literal', text: literal.text });
      at = literal.end;
    }
  }
  return tokens;
}

/** A `q` that cannot be read. */
export function malformed(): Error {
  return refusal('query', 'The value of q is malformed');
}

function readLiteral(
  text: string,
  from: number,
  { quoteEscape, semicolonInLiterals }: Assumptions,
): { text: string; end: number } {
  let read = '';
  for (let at = from; at < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    if ((quoteEscape === 'doubled' && pair === "''") || (quoteEscape === 'backslash' && pair === "\\'")) {
      read += "'";
      at += 1;
    } else if (text[at] === "'") {
      return { text: read, end: at + 1 };
    } else if (text[at] === ';' && semicolonInLiterals === 'breaks') {
      throw malformed();
    } else {
      read += text[at];
    }
  }
  throw malformed();
}
