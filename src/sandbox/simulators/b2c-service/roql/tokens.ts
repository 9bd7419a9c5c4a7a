/** The smallest parts of a query. */
export type Token =
  | { kind: 'word'; text: string; start: number; end: number }
  /** Text in double quotes: a name, never data. */
  | { kind: 'quoted-name'; text: string; start: number; end: number }
  | { kind: 'string'; value: string; start: number; end: number }
  | { kind: 'number'; value: number; start: number; end: number }
  | { kind: 'symbol'; text: string; start: number; end: number }
  /** Something that is no part of the language. Reading goes on behind it, so that later statements are still seen. */
  | { kind: 'unrecognized'; text: string; start: number; end: number };

const SYMBOLS = ['<=', '>=', '<>', '!=', '=', '<', '>', '(', ')', ',', ';', '*', '.'];

/** Splits a query into tokens. Never fails: what it cannot read becomes a token of its own. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (isBlank(query.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readToken(query, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(query: string, start: number): Token {
  const char = query.charAt(start);
  if (char === "'") return readString(query, start);
  if (char === '"') return readQuotedName(query, start);
  if (isWordStart(char)) {
    const end = skipWhile(query, start, (each) => isWordStart(each) || isDigit(each));
    return { kind: 'word', text: query.slice(start, end), start, end };
  }
  if (isDigit(char) || (char === '-' && isDigit(query.charAt(start + 1)))) return readNumber(query, start);
  const symbol = SYMBOLS.find((each) => query.startsWith(each, start));
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, start, end: start + symbol.length };
  const text = String.fromCodePoint(query.codePointAt(start) ?? 0);
  return { kind: 'unrecognized', text, start, end: start + text.length };
}

/**
 * A string in single quotes, where two quotes stand for one. A backslash does not escape: the literal ends at the next
 * single quote all the same, and the engine objects to the backslash as an unrecognized token.
 */
function readString(query: string, start: number): Token {
  let value = '';
  let at = start + 1;
  while (at < query.length) {
    if (query.charAt(at) === "'") {
      if (query.charAt(at + 1) !== "'") {
        const end = at + 1;
        const badAt = query.slice(start, end).includes('\\');
        return badAt
          ? { kind: 'unrecognized', text: '\\', start, end }
          : { kind: 'string', value, start, end };
      }
      at += 1;
    }
    value += query.charAt(at);
    at += 1;
  }
  return { kind: 'unrecognized', text: "'", start, end: query.length };
}

function readQuotedName(query: string, start: number): Token {
  const close = query.indexOf('"', start + 1);
  if (close === -1) return { kind: 'unrecognized', text: '"', start, end: query.length };
  return { kind: 'quoted-name', text: query.slice(start + 1, close), start, end: close + 1 };
}

function readNumber(query: string, start: number): Token {
  let end = skipWhile(query, start + 1, isDigit);
  if (query.charAt(end) === '.' && isDigit(query.charAt(end + 1))) end = skipWhile(query, end + 1, isDigit);
  const text = query.slice(start, end);
  // An id may have more digits than a number can hold exactly; as text it compares as exactly as it was written.
  if (/^[0-9]{16,}$/.test(text)) return { kind: 'string', value: text, start, end };
  return { kind: 'number', value: Number(text), start, end };
}

function skipWhile(query: string, from: number, accepts: (char: string) => boolean): number {
  let at = from;
  while (at < query.length && accepts(query.charAt(at))) at += 1;
  return at;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function isWordStart(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || char === '_' || char === '$';
}
