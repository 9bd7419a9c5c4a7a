import { type Comparison, type Condition, type Literal, type Operand, RoqlError } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Reads what stands behind WHERE: OR binds weaker than AND, AND weaker than NOT. */
export function parseCondition(reader: TokenReader): Condition {
  const parts = [parseConjunction(reader)];
  while (reader.take('OR')) parts.push(parseConjunction(reader));
  return joined('any', parts);
}

function parseConjunction(reader: TokenReader): Condition {
  const parts = [parseNegation(reader)];
  while (reader.take('AND')) parts.push(parseNegation(reader));
  return joined('all', parts);
}

function parseNegation(reader: TokenReader): Condition {
  if (reader.take('NOT')) return { kind: 'not', part: reader.nested(() => parseNegation(reader)) };
  if (reader.takeSymbol('(')) {
    refuseSubQuery(reader);
    const inside = reader.nested(() => parseCondition(reader));
    reader.expectSymbol(')');
    return inside;
  }
  return parsePredicate(reader);
}

function parsePredicate(reader: TokenReader): Condition {
  const operand = parseOperand(reader);
  if (reader.take('IS')) {
    const negated = reader.take('NOT');
    reader.expect('NULL');
    return negatedIf(negated, { kind: 'is-null', operand });
  }
  const negated = reader.take('NOT');
  if (reader.take('LIKE')) {
    const token = reader.peek();
    if (token?.kind !== 'string') throw reader.syntaxError();
    reader.next();
    return negatedIf(negated, { kind: 'like', operand, pattern: token.value });
  }
  if (reader.take('IN')) return negatedIf(negated, { kind: 'in', operand, choices: parseChoices(reader) });
  const token = reader.peek();
  const comparison = token?.kind === 'symbol' ? COMPARISONS[token.text] : undefined;
  if (negated || comparison === undefined) throw reader.syntaxError();
  reader.next();
  return { kind: 'compare', comparison, left: operand, right: parseOperand(reader) };
}

/** Either side may be a literal: `'1'='1'` is a true condition, as whoever injects it into a query intends. */
function parseOperand(reader: TokenReader): Operand {
  const literal = takeLiteral(reader);
  if (literal !== undefined) return { kind: 'literal', value: literal };
  if (reader.takeSymbol('(')) {
    refuseSubQuery(reader);
    throw reader.syntaxError();
  }
  return { kind: 'column', path: reader.readPath() };
}

function parseChoices(reader: TokenReader): Literal[] {
  reader.expectSymbol('(');
  refuseSubQuery(reader);
  const choices: Literal[] = [];
  do {
    const literal = takeLiteral(reader);
    if (literal === undefined) throw reader.syntaxError();
    choices.push(literal);
  } while (reader.takeSymbol(','));
  reader.expectSymbol(')');
  return choices;
}

function takeLiteral(reader: TokenReader): Literal | undefined {
  if (reader.take('NULL')) return null;
  const token = reader.peek();
  if (token?.kind !== 'string' && token?.kind !== 'number') return undefined;
  reader.next();
  return token.value;
}

/** Call behind an opening parenthesis. */
function refuseSubQuery(reader: TokenReader): void {
  if (reader.sees('SELECT')) throw new RoqlError('sub-queries are not permitted');
}

function joined(kind: 'all' | 'any', parts: readonly Condition[]): Condition {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function negatedIf(negated: boolean, part: Condition): Condition {
  return negated ? { kind: 'not', part } : part;
}
