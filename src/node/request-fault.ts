import type { IncomingMessage } from 'node:http';
import type { ProblemKind } from '../protocol/problem.ts';

/** The largest head of a request, in bytes; the parser refuses a larger one. */
export const maxHeadBytes = 16_384;

/** Header fields in a head; browsers and the proxies on the way send some thirty. */
const maxHeaderFields = 100;

/** Characters of an address; the least that everyone has to take is 8,000 (RFC 9110, 4.1). */
const maxTargetLength = 8_192;

type Head = Pick<IncomingMessage, 'method' | 'url' | 'httpVersionMajor' | 'httpVersionMinor' | 'rawHeaders'>;

/**
 * What is wrong with the head of a request, beyond what Node's parser refuses by itself. Most of it another server on
 * the way may read in another way than we do, and then one sender's bytes pass for another's request ("request
 * smuggling"; RFC 9112, 11.2). Undefined: nothing.
 */
export function requestFault({ method, url = '', rawHeaders, ...version }: Head): ProblemKind | undefined {
  if (url.length > maxTargetLength) return 'target-too-long';
  if (rawHeaders.length > 2 * maxHeaderFields) return 'head-too-large';
  const isModern = version.httpVersionMajor === 1 && version.httpVersionMinor >= 1;
  const mayLackHost = version.httpVersionMajor === 1 && version.httpVersionMinor === 0;
  let hosts = 0;
  let hasBody = false;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    // Every request passes here: names are written small only where their length can be meant.
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
    if (name.length === 14 && name.toLowerCase() === 'content-length') hasBody ||= rawHeaders[at + 1] !== '0';
    if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') {
      hasBody = true;
      // HTTP/1.0 does not know it (RFC 9112, 6.1), and a coding besides would leave us with what we cannot read.
      if (!isModern || rawHeaders[at + 1]?.toLowerCase() !== 'chunked') return 'malformed-request';
    }
  }
  // RFC 9112, 3.2: exactly one, which only HTTP/1.0 may leave out, as load balancers do that ask whether we are there.
  if (hosts > 1 || (hosts === 0 && !mayLackHost)) return 'malformed-request';
  // RFC 9110, 9.3.1: content means nothing in a GET, and may be refused as an attack.
  if (hasBody && (method === 'GET' || method === 'HEAD')) return 'malformed-request';
  return undefined;
}
