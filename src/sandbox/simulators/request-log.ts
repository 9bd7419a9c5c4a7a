import { parseExactJson, withLargeNumbersAsText } from './exact-json.ts';
import { type Json, parseJson } from './json.ts';

/** One call as the simulator saw it, completed once it has been answered. */
export interface LoggedRequest {
  /** When it arrived, ISO 8601. */
  at: string;
  /** What the call does in the simulated system's terms, such as `create-contact`. */
  operation: string;
  method: string;
  /** The vendor's own path, without the simulator's prefix. */
  path: string;
  /** Decoded query parameters; a list where a name came more than once. */
  query: Record<string, string | string[]>;
  /** Header names in lower case, credentials masked. */
  headers: Record<string, string>;
  /** Parsed JSON, in which whole numbers beyond 2^53 are text, otherwise text, otherwise null. */
  body: Json;
  /** Null while no answer was given, and for ever if none will be. */
  status: number | null;
  /** Null until the call has ended, with or without an answer. */
  durationMs: number | null;
  response: { headers: Record<string, string>; body: Json } | null;
  /** The fault that was played on this call. */
  fault: string | null;
}

/** What is known of a call the moment it arrives. */
interface ArrivedRequest {
  operation: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  fault: string | null;
}

/** The open end of a log entry: the simulator fills it in while the call goes on. */
interface OpenEntry {
  received(body: string): void;
  answered(response: Response, body: string): void;
  /** The call ended without an answer: aborted by the caller, or the connection was cut. */
  brokenOff(): void;
}

/** The calls a simulator has seen, oldest first. */
export interface RequestLog {
  open(request: ArrivedRequest): OpenEntry;
  entries(): LoggedRequest[];
  clear(): void;
}

/** Settings of the log. */
export interface RequestLogOptions {
  now: () => number;
  /** Headers that carry a secret, in lower case; `authorization` and cookies are always among them. */
  credentialHeaders?: readonly string[] | undefined;
  /** Headers and query parameters that carry a secret at the moment, besides. */
  credentialNames?: (() => readonly string[]) | undefined;
  /** How many calls are kept; default 10,000, the oldest are dropped. */
  maxEntries?: number | undefined;
  /** How many characters of bodies are kept in all; default 64 million, the oldest calls are dropped. */
  maxBodyCharacters?: number | undefined;
}

const ALWAYS_MASKED = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

interface Kept {
  entry: LoggedRequest;
  /** Characters of its bodies. */
  weight: number;
  dropped: boolean;
}

/** A log that is bounded both in calls and in size, so that a long demo or a benchmark cannot fill the memory. */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { now, maxEntries = 10_000, maxBodyCharacters = 64_000_000 } = options;
  const { credentialHeaders = [], credentialNames = () => [] } = options;
  const maskedNow = () =>
    new Set([...ALWAYS_MASKED, ...credentialHeaders, ...credentialNames().map((name) => name.toLowerCase())]);
  let kept: Kept[] = [];
  let weight = 0;

  function grow(item: Kept, characters: number): void {
    if (item.dropped) return;
    item.weight += characters;
    weight += characters;
    trim();
  }

  function trim(): void {
    while (kept.length > maxEntries || (weight > maxBodyCharacters && kept.length > 1)) {
      const oldest = kept.shift();
      if (oldest === undefined) return;
      oldest.dropped = true;
      weight -= oldest.weight;
    }
  }

  return {
    open(request) {
      const startedAt = now();
      const masked = maskedNow();
      const entry: LoggedRequest = {
        at: new Date(startedAt).toISOString(),
        operation: request.operation,
        method: request.method,
        path: request.path,
        query: decodedQuery(request.query, masked),
        headers: loggedHeaders(request.headers, masked),
        body: null,
        status: null,
        durationMs: null,
        response: null,
        fault: request.fault,
      };
      const item: Kept = { entry, weight: 0, dropped: false };
      kept.push(item);
      trim();
      return {
        received(body) {
          entry.body = loggedBody(body);
          grow(item, body.length);
        },
        answered(response, body) {
          entry.status = response.status;
          entry.durationMs = now() - startedAt;
          entry.response = { headers: loggedHeaders(response.headers, masked), body: loggedBody(body) };
          grow(item, body.length);
        },
        brokenOff() {
          entry.durationMs = now() - startedAt;
        },
      };
    },
    entries: () => kept.map((item) => structuredClone(item.entry)),
    clear() {
      for (const item of kept) item.dropped = true;
      kept = [];
      weight = 0;
    },
  };
}

/** A body nested deeper than this stays text: cloning it, or writing it as JSON, could exhaust the stack. */
const DEEPEST_BODY = 200;

function loggedBody(text: string): Json {
  if (text === '') return null;
  const value = parseJson(text) ?? text;
  if (isDeeperThan(DEEPEST_BODY, value)) return text;
  // Rounded, a wrong id would look like the right one.
  const exact = /[0-9]{16}/.test(text) ? parseExactJson(text) : undefined;
  return exact === undefined ? value : withLargeNumbersAsText(exact);
}

function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each));
}

function decodedQuery(
  query: URLSearchParams,
  masked: ReadonlySet<string>,
): Record<string, string | string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      if (masked.has(name.toLowerCase())) return [name, '***'];
      const values = query.getAll(name);
      const [first = ''] = values;
      return [name, values.length > 1 ? values : first];
    }),
  );
}

function loggedHeaders(headers: Headers, masked: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, masked.has(name) ? maskedValue(name, value) : value]),
  );
}

/** The scheme stays readable, since a test may want to know which one was used. */
function maskedValue(name: string, value: string): string {
  const scheme = name.endsWith('authorization') ? /^[A-Za-z]+(?= )/.exec(value)?.[0] : undefined;
  return scheme === undefined ? '***' : `${scheme} ***`;
}
