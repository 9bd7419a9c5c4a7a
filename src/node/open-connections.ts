import type { Socket } from 'node:net';
import { networkOf } from '../server/guards/rate-limit.ts';

export interface OpenConnectionsOptions {
  readonly max: number;
  /** How many of them one address may have. */
  readonly maxPerAddress: number;
  /** How many beyond the limits may be open, so that they can be told. */
  readonly maxRefused: number;
  /** How long a connection has been idle at least before it gives way, in milliseconds. */
  readonly minIdleMs: number;
  /** Closes a connection that gives way to another one. */
  readonly evict: (socket: Socket) => void;
  /** Milliseconds that never go back. Default: `performance.now`. */
  readonly now?: () => number;
}

/** Why a new connection is not taken: its address has too many, or all together have. */
export type Refusal = 'too-many-requests' | 'too-busy';

/** An address, as far as it tells senders apart. */
interface Network {
  readonly name: string;
  connections: number;
  readonly idle: Idle;
}

/** Since when each has had no request under way; in the order in which they became so. */
type Idle = Map<Socket, number>;

/**
 * Counts the connections and keeps them below the limits. Before anybody is refused, those without a request under way
 * give way, the one that has been idle for longest first; they lose nothing, since HTTP lets either side close such a
 * connection at any time. An address that has too many displaces its own, so that nobody else's go for them. Where all
 * have requests under way, the new one is refused; those that are being refused give way to one another too.
 *
 * Idle is also who has connected and not yet sent a whole head. Who has only just become idle stays: a request may be on
 * its way, and would end in nothing.
 */
export function createOpenConnections(options: OpenConnectionsOptions) {
  const { max, maxPerAddress, maxRefused, minIdleMs, evict, now = () => performance.now() } = options;
  const taken = new Map<Socket, Network>();
  const networks = new Map<string, Network>();
  /** All that are idle; each is in its network's list, too. */
  const idle: Idle = new Map();
  const refused: Idle = new Map();

  function leave(socket: Socket): void {
    refused.delete(socket);
    const network = taken.get(socket);
    if (!network) return;
    taken.delete(socket);
    idle.delete(socket);
    network.idle.delete(socket);
    network.connections -= 1;
    if (network.connections === 0) networks.delete(network.name);
  }

  /** Whether somebody was there who could leave. */
  function makeRoom(among: Idle, ofAge: number): boolean {
    const [longest] = among;
    if (!longest || now() - longest[1] < ofAge) return false;
    // Gone from the count at once, and from the machine with its next turn.
    leave(longest[0]);
    evict(longest[0]);
    return true;
  }

  function refuse(socket: Socket, why: Refusal): Refusal {
    if (refused.size >= maxRefused) makeRoom(refused, 0);
    refused.set(socket, now());
    return why;
  }

  function rest(socket: Socket, network: Network): void {
    const since = now();
    idle.set(socket, since);
    network.idle.set(socket, since);
  }

  return {
    /**
     * Takes a connection, or says why not; then its request is to be heard only to be refused. May be asked again, since
     * there may be room by the time that the request comes.
     */
    enter(socket: Socket): Refusal | undefined {
      refused.delete(socket);
      const name = networkOf(socket.remoteAddress ?? '');
      const own = networks.get(name);
      if (own && own.connections >= maxPerAddress && !makeRoom(own.idle, minIdleMs)) {
        return refuse(socket, 'too-many-requests');
      }
      if (taken.size >= max && !makeRoom(idle, minIdleMs)) return refuse(socket, 'too-busy');
      const network = networks.get(name) ?? { name, connections: 0, idle: new Map() };
      networks.set(name, network);
      network.connections += 1;
      taken.set(socket, network);
      rest(socket, network);
      return undefined;
    },
    /** The connection is gone. */
    leave,
    /** Has all of those give way that are idle, but for those of which nothing has come yet: something may be on its way. */
    clear(): void {
      for (const socket of [...idle.keys()].filter(({ bytesRead }) => bytesRead > 0)) {
        leave(socket);
        evict(socket);
      }
    },
    /** A request has begun: the connection stays, whoever comes. */
    begin(socket: Socket): void {
      idle.delete(socket);
      taken.get(socket)?.idle.delete(socket);
    },
    /** Its last request has ended. */
    end(socket: Socket): void {
      const network = taken.get(socket);
      if (network) rest(socket, network);
    },
  };
}
