import { parseStatement } from './parse-statement.ts';
import type { Statement } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

const WRITING_VERBS = ['DELETE', 'UPDATE', 'INSERT', 'REPLACE', 'CREATE', 'ALTER', 'DROP', 'TRUNCATE'];

/** A statement that would change data. */
interface WritingStatement {
  verb: string;
  text: string;
}

/** A query cut at its semicolons, not yet understood. */
export interface Script {
  /** The tokens of each statement; empty statements are left out. */
  statements: readonly (readonly Token[])[];
  /**
   * The statements that would change data. They are found before anything is parsed: a script that is broken elsewhere
   * still shows what its sender let through.
   */
  writing: readonly WritingStatement[];
}

/** Cuts a query into its statements. */
export function readScript(query: string): Script {
  const statements: Token[][] = [];
  let current: Token[] = [];
  for (const token of tokenize(query)) {
    if (token.kind === 'symbol' && token.text === ';') {
      statements.push(current);
      current = [];
    } else {
      current.push(token);
    }
  }
  statements.push(current);
  return {
    statements: statements.filter((tokens) => tokens.length > 0),
    writing: statements.flatMap((tokens) => writingStatement(query, tokens)),
  };
}

/** Understands every statement of a script, or throws the engine's complaint about the first bad one. */
export function parseScript(script: Script): Statement[] {
  return script.statements.map(parseStatement);
}

function writingStatement(query: string, tokens: readonly Token[]): WritingStatement[] {
  const first = tokens.find((token) => token.kind !== 'unrecognized' && token.kind !== 'symbol');
  const last = tokens.at(-1);
  if (first?.kind !== 'word' || last === undefined) return [];
  const verb = first.text.toUpperCase();
  return WRITING_VERBS.includes(verb) ? [{ verb, text: query.slice(first.start, last.end) }] : [];
}
