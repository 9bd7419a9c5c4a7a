import { type Json, parseJson } from './json.ts';

/** What JSON can carry, with whole numbers that a JavaScript number would round as a BigInt. */
export type ExactJson =
  | string
  | number
  | bigint
  | boolean
  | null
  | ExactJson[]
  | { [key: string]: ExactJson };

/** A JSON object with exact numbers. */
export type ExactJsonObject = { [key: string]: ExactJson };

/** Text nested deeper than this is not read: going through it could exhaust the stack. */
const DEEPEST = 200;

/** Far more digits than anything counts in would only take long to read. */
const WHOLE_NUMBER = /^-?[0-9]{1,40}$/;

/** Whether a value is an object (and neither a list nor null). */
export function isExactJsonObject(value: ExactJson | undefined): value is ExactJsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value a text holds, its whole numbers to the last digit; undefined when it is not JSON or nested deeper than 200
 * levels. Runtimes that show a reviver the source of a number are not yet everywhere, so the text is marked first.
 */
export function parseExactJson(text: string): ExactJson | undefined {
  if (parseJson(text) === undefined) return undefined;
  const marked = markValues(text);
  return marked === null ? undefined : withoutMarks(JSON.parse(marked) as Json);
}

/** A value as JSON text; a BigInt is written as bare digits. */
export function writeExactJson(value: ExactJson): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(writeExactJson).join(',')}]`;
  if (!isExactJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}:${writeExactJson(each)}`,
  );
  return `{${members.join(',')}}`;
}

/** The same value with its BigInts as text, for whoever can take plain JSON only. */
export function withLargeNumbersAsText(value: ExactJson): Json {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(withLargeNumbersAsText);
  if (!isExactJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withLargeNumbersAsText(each)]),
  );
}

/** A response with a JSON body in which large numbers are exact; `headers` may replace the content type. */
export function exactJsonResponse(
  value: ExactJson,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(writeExactJson(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/**
 * The same JSON with every number made a text, in which `n` stands before the digits and `s` before what was a text
 * already (the name of a member, too); null when it is nested too deeply.
 */
function markValues(text: string): string | null {
  const token = /["[\]{}]|-?[0-9][0-9.eE+-]*/g;
  const parts: string[] = [];
  let depth = 0;
  let at = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [start] = found;
    parts.push(text.slice(at, found.index));
    at = token.lastIndex;
    if (start === '"') {
      const end = endOfString(text, at);
      parts.push('"s', text.slice(at, end));
      token.lastIndex = end;
      at = end;
    } else if (/[[\]{}]/.test(start)) {
      depth += start === '[' || start === '{' ? 1 : -1;
      if (depth > DEEPEST) return null;
      parts.push(start);
    } else {
      parts.push(`"n${start}"`);
    }
  }
  return parts.join('') + text.slice(at);
}

/** Where a string goes on after its closing quote; the text is known to be JSON. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function withoutMarks(value: Json): ExactJson {
  if (typeof value === 'string') return value.startsWith('s') ? value.slice(1) : exactNumber(value.slice(1));
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.slice(1), withoutMarks(each)]));
}

function exactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !WHOLE_NUMBER.test(digits) ? number : BigInt(digits);
}
