import type { Attribute, Attributes } from './attribute.ts';
import { comparable } from './comparable.ts';
import { refusal } from './problem.ts';
import { malformed, queryTokens, type Token } from './query-tokens.ts';
import type { Value, Values } from './rows.ts';
import type { Visit } from './visit.ts';

/** Whether a row is wanted. */
export type Filter = (values: Values) => boolean;

/** The part of a visit that reading a filter needs. */
type Reader = Pick<Visit, 'settings' | 'version'>;

/**
 * The filter that `q` is: conditions such as `Title='x'`, `Title LIKE 'x*'`, `SrId>5` and `QueueId IS NULL`, joined by `;`
 * or `AND`. There are no parentheses and no `OR`. Refuses what is malformed, and attributes that there are not.
 */
export function readFilter(q: string | null, attributes: Attributes, reader: Reader): Filter {
  if (q === null) return () => true;
  const { assumptions } = reader.settings;
  const tokens = queryTokens(q, assumptions);
  const filters: Filter[] = [];
  for (;;) {
    filters.push(readCondition(tokens, attributes, reader));
    const joiner = tokens.shift();
    if (joiner === undefined) return (values) => filters.every((fits) => fits(values));
    if (!isJoiner(joiner, reader)) throw malformed();
  }
}

function isJoiner({ kind, text }: Token, { settings, version }: Reader): boolean {
  const { joiners, andFrom } = settings.assumptions;
  const isAnd = kind === 'word' && text.toUpperCase() === 'AND';
  const isSemicolon = kind === 'sign' && text === ';';
  if (joiners === 'both') return isAnd || isSemicolon;
  return version >= andFrom ? isAnd : isSemicolon;
}

/** Takes one condition from the front of the tokens. */
function readCondition(tokens: Token[], attributes: Attributes, reader: Reader): Filter {
  const { text: name, isUpper } = readOperand(tokens, reader, 'word');
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute === undefined) {
    throw refusal('unknownAttribute', `${name.slice(0, 100)} is not an attribute`);
  }
  if (attribute.type === 'base64') throw refusal('query', `${name} cannot be searched`);
  const fold = (value: Value | number) =>
    typeof value === 'string' && (isUpper || reader.settings.assumptions.textIgnoresCase)
      ? value.toUpperCase()
      : value;
  const sign = tokens.shift()?.text.toUpperCase() ?? '';
  if (sign === 'IS') {
    const isNegated = tokens[0]?.kind === 'word' && tokens[0].text.toUpperCase() === 'NOT';
    if (isNegated) tokens.shift();
    const word = tokens.shift();
    if (word?.kind !== 'word' || word.text.toUpperCase() !== 'NULL') throw malformed();
    return (values) => ((values.get(name) ?? null) === null) !== isNegated;
  }
  const operand = readOperand(tokens, reader, 'value');
  // UPPER on the right alone is a plain text in capitals.
  const text = operand.isUpper ? operand.text.toUpperCase() : operand.text;
  if (sign === 'LIKE') {
    const pattern = String(fold(text));
    return (values) => {
      const value = values.get(name) ?? null;
      return value !== null && isLike(String(fold(value)), pattern);
    };
  }
  const compare = COMPARISONS[sign];
  if (compare === undefined) throw malformed();
  const wanted = comparable(fold(typed(text, attribute)) as Value, attribute);
  return (values) => {
    const value = comparable(fold(values.get(name) ?? null) as Value, attribute);
    return value !== null && wanted !== null && compare(value, wanted);
  };
}

const COMPARISONS: Readonly<
  Partial<Record<string, (a: NonNullable<Value> | number, b: NonNullable<Value> | number) => boolean>>
> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** A name or a value, or one of them inside `UPPER( )`. */
function readOperand(
  tokens: Token[],
  { settings }: Reader,
  wanted: 'word' | 'value',
): { text: string; isUpper: boolean } {
  const token = tokens.shift();
  if (token === undefined) throw malformed();
  if (token.kind === 'word' && token.text.toUpperCase() === 'UPPER' && tokens[0]?.text === '(') {
    const [open, inner, close] = tokens.splice(0, 3);
    const isWhole = open?.kind === 'sign' && close?.kind === 'sign' && close.text === ')';
    if (!isWhole || inner === undefined || !settings.assumptions.upperInQueries) throw malformed();
    return { text: read(inner, wanted), isUpper: true };
  }
  return { text: read(token, wanted), isUpper: false };
}

function read({ kind, text }: Token, wanted: 'word' | 'value'): string {
  const isBareFlag = kind === 'word' && /^(true|false)$/i.test(text);
  const fits = wanted === 'word' ? kind === 'word' : kind === 'literal' || kind === 'number' || isBareFlag;
  if (!fits) throw malformed();
  return text;
}

/** What a text stands for where it is compared with an attribute. */
function typed(text: string, { type }: Attribute): Value {
  if (type === 'integer') {
    if (!/^-?[0-9]{1,19}$/.test(text)) throw refusal('query', 'A number is compared with something else');
    return BigInt(text);
  }
  if (type === 'boolean') return /^(true|y)$/i.test(text);
  if (type === 'datetime' && Number.isNaN(Date.parse(text))) {
    throw refusal('query', 'A time is compared with something else');
  }
  return text;
}

/** Whether a text is like a pattern in which `*` and `%` stand for any text. */
function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split(/[*%]/);
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
