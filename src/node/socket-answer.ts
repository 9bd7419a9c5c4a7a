import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ProblemKind, problemKinds, problemMediaType } from '../protocol/problem.ts';
import { problemBody } from '../server/http-problem.ts';

/** An answer that no handler has made. */
export interface SocketAnswer {
  readonly kind: ProblemKind;
  /** The request that it is for; undefined where none could be read. */
  readonly request?: IncomingMessage | undefined;
  /** By which pages may read it. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether the connection is closed at once, whoever is still sending. Default: false. */
  readonly isAbrupt?: boolean;
}

/** What some kinds of problem come with: when to come back, in seconds, or what there is. */
const also: Partial<Record<ProblemKind, Readonly<Record<string, string>>>> = {
  'too-many-requests': { 'retry-after': '5' },
  'too-busy': { 'retry-after': '10' },
  'method-not-allowed': { allow: 'GET, HEAD, POST, OPTIONS' },
};

/**
 * How long a sender may go on after its answer, in milliseconds. Who closes while bytes are on their way to it makes
 * the system at the other end throw away what has arrived there: the answer (RFC 9112, 9.6).
 */
const lingerMs = 1_000;

/** Status, headers and body of a problem, after which the connection is closed. */
export function problemParts({ kind, headers }: SocketAnswer) {
  const body = problemBody(kind);
  return {
    status: problemKinds[kind][0],
    headers: {
      date: new Date().toUTCString(),
      connection: 'close',
      'content-type': problemMediaType,
      'content-length': String(Buffer.byteLength(body)),
      vary: 'Origin',
      ...also[kind],
      ...headers,
    },
    body,
  };
}

/** Answers on the bare socket, and closes it once the sender has ended too, or has had the time for it. */
export function answerOnSocket(socket: Duplex, answer: SocketAnswer): void {
  const { status, headers, body } = problemParts(answer);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
  // The sender may be gone already, and that is nobody's error.
  socket.on('error', () => {});
  socket.end(answer.request?.method === 'HEAD' ? head : head + body);
  // Nobody else reads what still comes, and unread it would hold up the sender's end.
  (answer.request ?? socket).resume();
  if (answer.isAbrupt) socket.once('finish', () => socket.destroy());
  const cut = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(cut));
}
