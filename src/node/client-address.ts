import type { IncomingMessage } from 'node:http';
import { isIP, SocketAddress } from 'node:net';

/**
 * The sender's IP address: that of the socket, or what the outermost of our own proxies saw. What lies left of that in
 * `X-Forwarded-For` anyone can write, and what is no address there is not believed: then it is the socket's.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
  const own = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (trustedProxies === 0 || forwarded === undefined) return own;
  // Node joins several such headers in the order in which they came (RFC 9110, 5.3).
  const hops = (typeof forwarded === 'string' ? forwarded : forwarded.join(',')).split(',');
  return plainAddress(hops.at(-trustedProxies) ?? '') ?? own;
}

/**
 * An address in its one spelling, without the brackets and the port that some proxies add: with a port, each connection
 * would be a sender of its own. Undefined: none.
 */
function plainAddress(hop: string): string | undefined {
  const [, bracketed, dotted] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+)(?::\d+)?$/.exec(hop.trim()) ?? [];
  const address = bracketed ?? dotted ?? hop.trim();
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? address : new SocketAddress({ address, family: 'ipv6' }).address;
}
