import type { Context } from 'hono';
import type { Altcha } from '../altcha.ts';

/** `GET /v1/challenge`: a challenge for one application. No cache may keep it. */
export function challengeRoute(altcha: () => Promise<Altcha>) {
  return async (c: Context): Promise<Response> =>
    c.json(await (await altcha()).issue(), 200, { 'cache-control': 'no-store' });
}
