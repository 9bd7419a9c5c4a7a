import type { Actor, VirtualWorld } from './virtual-world.ts';

/**
 * Between proxies and the site, and between applicants and proxies. A message takes a while, is lost, or comes late; a
 * reply may come after its asker has given up, or twice. A request to the site comes once at the most, as over TCP, and
 * in the end: the settle delay is for late ones, within the bounds below.
 */

/** How late a request may come while its asker waits, in milliseconds: later than a proxy waits. */
const latestMs = 40_000;

/** How late it may come once its asker has given up or is gone, in milliseconds. */
const latestWithoutAskerMs = 12_000;

/** How much longer the site itself may take to carry a request out, in milliseconds. */
export const slowestSiteMs = 8_000;

/** What becomes of an exchange. */
export type Fate =
  | 'passes'
  | 'lost'
  | 'reply-lost'
  | 'reset'
  | 'reply-reset'
  | 'unreachable'
  | 'late'
  | 'reply-late';

/** What is sent. */
export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What comes back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface ExchangeOptions {
  readonly world: VirtualWorld;
  readonly from: Actor;
  readonly to: Actor;
  readonly message: Message;
  readonly what: string;
  readonly fate: Fate;
  /** Answers on the other side; the signal aborts when the asker is gone. Rejects when the connection is cut. */
  readonly serve: (request: Request) => Promise<Response>;
  readonly signal?: AbortSignal | undefined;
}

/** The connection was cut, or never stood (`Unreachable`). */
class ConnectionLost extends TypeError {
  constructor(name: 'ConnectionLost' | 'Unreachable') {
    super('fetch failed');
    this.name = name;
  }
}

/** One message and its reply, over a connection of its own. May never settle, as where a reply is lost. */
export function exchange(options: ExchangeOptions): Promise<Reply> {
  const { world, from, to, message, what, fate, serve, signal } = options;
  const shortMs = () => 1 + Math.floor(world.random() * 60);
  const given = new AbortController();

  return new Promise((resolve, reject) => {
    let over = false;
    let arrivesAt = 0;
    let prevent = () => false;
    /** Settles at the asker's side. */
    function arrive(ms: number, outcome: string, settle: () => void): void {
      world.after(ms, from, 'arrival', `${what}: ${outcome}`, () => {
        over = true;
        settle();
      });
    }
    const cut = (ms: number, name: ConstructorParameters<typeof ConnectionLost>[0] = 'ConnectionLost') =>
      arrive(ms, 'connection lost', () => reject(new ConnectionLost(name)));

    /** What is under way comes soon now, or has come; after it the other side notices that the asker is gone. */
    const hangUp = () => {
      if (over) return;
      if (prevent()) leave(world.random() * latestWithoutAskerMs);
      const noticedMs = Math.max(0, arrivesAt - world.elapsedMs) + shortMs();
      world.after(noticedMs, to, 'arrival', `${what}: hung up`, () => given.abort());
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', () => {
      reject(signal.reason);
      hangUp();
    });
    const forgetAsker = world.onDeath(from, hangUp);
    const forgetServer = world.onDeath(to, () => cut(shortMs()));
    const end = () => {
      forgetAsker();
      forgetServer();
    };

    async function carryOut(): Promise<void> {
      const { method, url, headers, body } = message;
      const request = new Request(url, {
        method,
        headers,
        signal: given.signal,
        ...(body !== undefined && { body }),
      });
      try {
        const response = await serve(request);
        const reply = { status: response.status, headers: response.headers, body: await response.text() };
        if (fate === 'reply-lost') return;
        if (fate === 'reply-reset') return cut(shortMs());
        const ms = fate === 'reply-late' ? Math.floor(world.random() * 90_000) : shortMs();
        arrive(ms, String(reply.status), () => resolve(reply));
        if (world.random() < 0.05) arrive(ms + shortMs(), `${reply.status} again`, () => resolve(reply));
      } catch {
        cut(shortMs());
      } finally {
        end();
      }
    }

    if (!to.alive || fate === 'unreachable') return cut(shortMs(), 'Unreachable');
    if (fate === 'reset') return cut(shortMs());
    if (fate === 'lost') return;
    leave(fate === 'late' ? latestMs * Math.sqrt(world.random()) : shortMs());

    function leave(ms: number): void {
      arrivesAt = world.elapsedMs + ms;
      prevent = world.after(ms, to, 'arrival', what, () => void carryOut());
    }
  });
}
