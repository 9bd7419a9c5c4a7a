import type { Socket } from 'node:net';
import { networkOf } from '../server/guards/rate-limit.ts';

export interface OpenConnectionsOptions {
  readonly max: number;
  /** How many of them one address may have. */
  readonly maxPerAddress: number;
  /** How many beyond the limits may be open, so that they can be told. */
  readonly maxRefused: number;
  /** Closes a connection that gives way to another one. */
  readonly evict: (socket: Socket) => void;
}

/** Why a new connection is not taken: its address has too many, or all together have. */
export type Refusal = 'too-many-requests' | 'too-busy';

/** An address, as far as it tells senders apart. */
interface Network {
  readonly name: string;
  connections: number;
  readonly idle: Set<Socket>;
}

/**
 * Counts the connections and keeps them below the limits. Before anybody is refused, those without a request under way
 * give way, the one that has been idle for longest first; they lose nothing, since HTTP lets either side close such a
 * connection at any time. An address that has too many displaces its own, so that nobody else's go for them. Where all
 * have requests under way, the new one is refused; those that are being refused give way to one another too.
 *
 * Idle is also who has connected and not yet sent a whole head. The newest go last, so that who sends it at once is
 * heard however many others come.
 */
export function createOpenConnections(options: OpenConnectionsOptions) {
  const { max, maxPerAddress, maxRefused, evict } = options;
  const taken = new Map<Socket, Network>();
  const networks = new Map<string, Network>();
  /** Those without a request under way, in the order in which they became so; each is in its network's, too. */
  const idle = new Set<Socket>();
  const refused = new Set<Socket>();

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
  function makeRoom(among: Set<Socket>): boolean {
    const [longest] = among;
    if (!longest) return false;
    // Gone from the count at once, and from the machine with its next turn.
    leave(longest);
    evict(longest);
    return true;
  }

  function refuse(socket: Socket, why: Refusal): Refusal {
    if (refused.size >= maxRefused) makeRoom(refused);
    refused.add(socket);
    return why;
  }

  return {
    /** Takes a new connection, or says why not; then its request is to be heard only to be refused. */
    enter(socket: Socket): Refusal | undefined {
      socket.once('close', () => leave(socket));
      const name = networkOf(socket.remoteAddress ?? '');
      const own = networks.get(name);
      if (own && own.connections >= maxPerAddress && !makeRoom(own.idle)) {
        return refuse(socket, 'too-many-requests');
      }
      if (taken.size >= max && !makeRoom(idle)) return refuse(socket, 'too-busy');
      const network = networks.get(name) ?? { name, connections: 0, idle: new Set() };
      networks.set(name, network);
      network.connections += 1;
      network.idle.add(socket);
      taken.set(socket, network);
      idle.add(socket);
      return undefined;
    },
    /** Has all of those give way that are idle. */
    clear(): void {
      while (makeRoom(idle));
    },
    /** A request has begun: the connection stays, whoever comes. */
    begin(socket: Socket): void {
      idle.delete(socket);
      taken.get(socket)?.idle.delete(socket);
    },
    /** Its last request has ended. */
    end(socket: Socket): void {
      const network = taken.get(socket);
      if (!network) return;
      idle.add(socket);
      network.idle.add(socket);
    },
  };
}
