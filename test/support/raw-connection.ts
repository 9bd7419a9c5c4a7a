import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { until } from './until.ts';

/** An answer as it came over a socket. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** As loosely typed as `JSON.parse` leaves it; a text where it is no JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface RawConnection {
  readonly socket: Socket;
  write(bytes: string): void;
  /** Whether the other end has closed, for whatever reason. */
  readonly isClosed: boolean;
  /** Every answer that has come whole. */
  answers(): RawAnswer[];
  /** Waits until that many answers have come. */
  answered(count?: number): Promise<RawAnswer[]>;
  /** Waits until the other end has closed; gives all that came before. */
  closed(): Promise<RawAnswer[]>;
}

/** Opens a connection to a server on this machine, for as long as the test lasts. Reads whatever comes. */
export async function openRaw(port: number, first = '', from = '127.0.0.1'): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  let received = '';
  let isClosed = false;
  socket.setEncoding('latin1').on('data', (text) => (received += text));
  for (const event of ['end', 'close']) socket.on(event, () => (isClosed = true));
  socket.on('error', () => {});
  await until(() => !socket.connecting);
  if (first) socket.write(first, 'latin1');
  const answers = () => parseAnswers(received);
  return {
    socket,
    get isClosed() {
      return isClosed;
    },
    write: (bytes) => void socket.write(bytes, 'latin1'),
    answers,
    async answered(count = 1) {
      await until(() => answers().length >= count || isClosed);
      return answers();
    },
    async closed() {
      await until(() => isClosed);
      return answers();
    },
  };
}

/** Sends bytes on a connection of their own, and gives what is answered before the other end closes it. */
export async function sendRaw(port: number, bytes: string): Promise<RawAnswer[]> {
  return (await openRaw(port, bytes)).closed();
}

function parseAnswers(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = received; ; ) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return answers;
    const [line = '', ...fields] = rest.slice(0, end).split('\r\n');
    const headers = new Headers(fields.map((field) => field.split(/: (.*)/s, 2) as [string, string]));
    const status = Number(line.split(' ')[1]);
    const length = Number(headers.get('content-length') ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) return answers;
    answers.push({ status, headers, body: parsed(body) });
    rest = rest.slice(end + 4 + length);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
