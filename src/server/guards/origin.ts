import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from '../http-problem.ts';

/**
 * Lets a request through that has no `Origin` (another server), comes from the proxy's own host, or from an origin on
 * the list; every other one is a 403. Answers preflights, and lets allowed pages read the answers (Fetch standard,
 * "CORS protocol"). An origin is compared as a whole: scheme, host and port.
 */
export function originGuard(allowed: readonly string[]): MiddlewareHandler {
  const mayRead = createReaders(allowed);

  return async (c, next) => {
    // On every answer, or a cache could hand one made for no page to a page (Fetch, "CORS protocol and HTTP caches").
    c.header('vary', 'Origin');
    const origin = c.req.header('origin');
    if (origin === undefined) return next();
    const readable = mayRead(origin, c.req.header('host') ?? new URL(c.req.url).host);
    if (!readable) throw new HttpProblem('origin-not-allowed');
    for (const [name, value] of Object.entries(readable)) c.header(name, value);
    if (c.req.method !== 'OPTIONS') return next();
    c.header('access-control-allow-methods', 'GET, POST');
    c.header('access-control-allow-headers', 'Content-Type, Idempotency-Key');
    // Two hours, the longest that Chromium keeps.
    c.header('access-control-max-age', '7200');
    return c.body(null, 204);
  };
}

/** Makes the function that gives the headers by which pages of an origin can read an answer; undefined: they may not. */
export function createReaders(allowed: readonly string[]) {
  const origins = new Set(allowed);
  return (origin: string, host: string): Readonly<Record<string, string>> | undefined =>
    origins.has(origin) || isOwn(origin, host)
      ? {
          'access-control-allow-origin': origin,
          'access-control-expose-headers': 'Location, Retry-After',
        }
      : undefined;
}

/** The scheme is left out: behind a proxy that ends TLS we see `http` where the page saw `https`. */
function isOwn(origin: string, host: string): boolean {
  return /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host.toLowerCase();
}
