import type { Call } from '../call.ts';
import { h } from '../dom.ts';
import { systems, titleOf } from '../systems.ts';
import { jsonView, roqlView } from './json-view.ts';

/** What a call does, and at which back end. */
function nameOf({ system, operation }: Call): string {
  if (system === undefined) return 'Send application';
  return `${titleOf(system)}: ${systems[system]?.operations[operation] ?? operation}`;
}

/** One call in the timeline: a line that opens to show request and response. */
export interface CallRow {
  readonly element: HTMLLIElement;
  /** Shows the call as it is now; what has not changed is left as it is. */
  update(call: Call): void;
}

/** Makes the row of a call. Bodies are drawn when the row is opened. */
export function createCallRow(): CallRow {
  const summary = h('summary');
  const sides = h('div', { class: 'sides' });
  const details = h('details', {}, summary, sides);
  const element = h('li', { class: 'call-row' }, details);
  let shown: Call | undefined;
  let signature = '';

  const drawSides = () => {
    if (details.open && shown) sides.replaceChildren(requestView(shown), responseView(shown));
  };
  details.addEventListener('toggle', drawSides);

  return {
    element,
    update(call) {
      const next = [call.from, call.at, call.operation, call.status, call.durationMs].join();
      if (next === signature) return;
      signature = next;
      shown = call;
      element.dataset.from = call.from;
      element.dataset.operation = call.operation;
      element.dataset.outcome = outcomeOf(call);
      summary.replaceChildren(...summaryView(call));
      drawSides();
    },
  };
}

function outcomeOf({ status, durationMs }: Call): 'good' | 'bad' | 'wait' {
  if (status !== null) return status < 400 ? 'good' : 'bad';
  return durationMs === null ? 'wait' : 'bad';
}

function summaryView(call: Call): Node[] {
  const { system = '', method, path, status, durationMs, fault } = call;
  const outcome = outcomeOf(call);
  const said = status === null ? (outcome === 'wait' ? 'waiting' : 'no answer') : String(status);
  const duration = durationMs === null ? '' : `${durationMs.toLocaleString('en')} ms`;
  const apiRoot = systems[system]?.apiRoot;
  const shortPath = apiRoot && path.startsWith(apiRoot) ? `…${path.slice(apiRoot.length)}` : path;
  const line = h(
    'span',
    { class: 'call-line', title: path },
    h('span', {}, h('b', {}, method), ` ${shortPath}`),
  );
  if (fault) line.append(h('span', { class: 'badge warn' }, fault));
  return [
    h('span', { class: 'call-name' }, nameOf(call)),
    h('span', { class: `badge ${outcome}` }, said),
    h('span', { class: 'call-duration' }, duration),
    line,
  ];
}

function requestView({ method, path, query, headers, body, system }: Call): HTMLElement {
  const side = h(
    'section',
    { class: 'side', 'aria-label': 'Request' },
    h('h4', {}, system === undefined ? 'Request, page to proxy' : `Request, proxy to ${titleOf(system)}`),
    headView(`${method} ${path}`, headers),
  );
  for (const [name, value] of Object.entries(query)) {
    const text = String(value);
    side.append(h('pre', {}, ...(name === 'query' ? roqlView(text) : [`${name} = ${text}`])));
  }
  if (body !== null) side.append(bodyView(body));
  return side;
}

function responseView({ status, durationMs, response }: Call): HTMLElement {
  const side = h('section', { class: 'side', 'aria-label': 'Response' }, h('h4', {}, 'Response'));
  if (!response) {
    const text =
      durationMs === null
        ? 'Nothing yet.'
        : `None: the connection ended after ${durationMs.toLocaleString('en')} ms.`;
    side.append(h('pre', { class: 'head' }, text));
    return side;
  }
  side.append(headView(String(status), response.headers));
  if (response.body !== null) side.append(bodyView(response.body));
  return side;
}

/** Headers worth reading here; browsers and servers add many more. */
const shownHeaders =
  /^(authorization|content-type|idempotency-key|location|retry-after|osvc-|os_rest_|x-egain-|rest-framework|upsert-|webhook-)/;

function headView(firstLine: string, headers: Readonly<Record<string, string>>): HTMLElement {
  const lines = Object.entries(headers).filter(([name]) => shownHeaders.test(name));
  return h(
    'pre',
    { class: 'head' },
    h('b', {}, ...breakable(firstLine)),
    ...lines.map(([name, value]) => `\n${name}: ${value}`),
  );
}

function bodyView(body: NonNullable<Call['body']>): HTMLElement {
  return h('pre', {}, ...(typeof body === 'string' ? [body] : jsonView(body)));
}

/** A path that breaks at its slashes. */
function breakable(path: string): (Node | string)[] {
  return path.split(/(?<=\/)/).flatMap((part) => [part, h('wbr')]);
}
