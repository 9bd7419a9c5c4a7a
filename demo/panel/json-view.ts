import type { Json } from '../../src/sandbox/simulators/json.ts';
import { h } from '../dom.ts';

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** JSON, indented and coloured, as nodes. */
export function jsonView(value: Json): Node[] {
  return JSON.stringify(value, null, 2).split('\n').map(jsonLine);
}

/** A line of JSON; a long value goes on below itself, not below the brace. */
function jsonLine(line: string): Node {
  const text = line.trimStart();
  const element = h('span', { class: 'json-line' });
  element.style.setProperty('--indent', String(line.length - text.length));
  element.append(
    ...colored(text, tokens, ([token, string, colon, number]) => {
      if (string !== undefined && colon !== undefined)
        return [h('span', { class: 'json-key' }, string), colon];
      const kind = string !== undefined ? 'string' : number !== undefined ? 'number' : 'word';
      return [h('span', { class: `json-${kind}` }, token)];
    }),
  );
  return element;
}

const roqlTokens =
  /('(?:[^'\\]|\\.|'')*')|\b(SELECT|FROM|WHERE|AND|OR|LIKE|LIMIT|ORDER BY|IS NULL|USE|REPORT)\b/g;

/** A statement in ROQL, the query language of B2C Service: one clause a line, coloured. */
export function roqlView(statement: string): Node[] {
  const lines = statement.replace(/ (?=(FROM|WHERE|AND|LIMIT)\b)/g, '\n');
  return colored(lines, roqlTokens, ([text, string]) => [
    h('span', { class: string === undefined ? 'roql-word' : 'roql-string' }, text),
  ]);
}

function colored(
  text: string,
  pattern: RegExp,
  view: (match: RegExpMatchArray) => readonly (Node | string)[],
): Node[] {
  const nodes = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.append(text.slice(at, match.index), ...view(match));
    at = match.index + match[0].length;
  }
  nodes.append(text.slice(at));
  return [...nodes.childNodes];
}
