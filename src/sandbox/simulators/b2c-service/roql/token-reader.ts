import { RoqlError } from './syntax.ts';
import type { Token } from './tokens.ts';

const RESERVED = new Set([
  ...['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'IN', 'LIKE', 'IS', 'NULL', 'ORDER', 'BY', 'LIMIT'],
  ...['OFFSET', 'AS', 'ASC', 'DESC', 'DELETE', 'UPDATE', 'INSERT', 'DESCRIBE', 'USE'],
]);

/** Deeper nesting than any real query has; keeps a hostile one from exhausting the stack. */
const DEEPEST_NESTING = 100;

/** A place in the tokens of one statement, and the small steps from which a parser is made. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, undefined at the end. One that is no part of the language is an error as soon as it is looked at. */
  peek(): Token | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'unrecognized') throw new RoqlError(`unrecognized token: "${token.text}"`);
    return token;
  }

  next(): Token | undefined {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether the next token is that keyword, capitals or not. */
  sees(keyword: string): boolean {
    const token = this.peek();
    return token?.kind === 'word' && token.text.toUpperCase() === keyword;
  }

  /** Steps over that keyword if it comes next. */
  take(keyword: string): boolean {
    const seen = this.sees(keyword);
    if (seen) this.#at += 1;
    return seen;
  }

  expect(keyword: string): void {
    if (!this.take(keyword)) throw this.syntaxError();
  }

  /** Steps over that symbol if it comes next. */
  takeSymbol(symbol: string): boolean {
    const token = this.peek();
    const seen = token?.kind === 'symbol' && token.text === symbol;
    if (seen) this.#at += 1;
    return seen;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.peek() !== undefined) throw this.syntaxError();
  }

  /** A name that may have several parts: `Emails.Address`. The first part is no keyword. */
  readPath(): string[] {
    const parts = [this.readName()];
    while (this.takeSymbol('.')) parts.push(this.#readPart());
    return parts;
  }

  /** A single name that is no keyword. */
  readName(): string {
    const token = this.peek();
    if (token?.kind === 'word' && RESERVED.has(token.text.toUpperCase())) throw this.syntaxError();
    return this.#readPart();
  }

  readWholeNumber(): number {
    const token = this.peek();
    if (token?.kind !== 'number' || !Number.isSafeInteger(token.value) || token.value < 0) {
      throw this.syntaxError();
    }
    this.#at += 1;
    return token.value;
  }

  /** Runs a step one level deeper, within reason. */
  nested<T>(step: () => T): T {
    if (this.#depth >= DEEPEST_NESTING) throw this.syntaxError();
    this.#depth += 1;
    const result = step();
    this.#depth -= 1;
    return result;
  }

  syntaxError(): RoqlError {
    const token = this.peek();
    return new RoqlError(token === undefined ? 'syntax error' : `near "${written(token)}": syntax error`);
  }

  #readPart(): string {
    const token = this.peek();
    if (token?.kind !== 'word' && token?.kind !== 'quoted-name') throw this.syntaxError();
    this.#at += 1;
    return token.text;
  }
}

function written(token: Token): string {
  return 'text' in token ? token.text : String(token.value);
}
