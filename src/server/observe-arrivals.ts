import type { MiddlewareHandler } from 'hono';
import type { Arrival, ServerObserver } from './server-observer.ts';

/** What a route that takes applications finds in its context. */
export interface ArrivalEnv {
  Variables: { arrival: Arrival };
}

/** Tells an observer of each request that brings an application, from the first guard to the answer. */
export function observeArrivals(observer: ServerObserver): MiddlewareHandler<ArrivalEnv> {
  return async (c, next) => {
    const arrival = observer.arrived(c.req.raw.headers);
    c.set('arrival', arrival);
    await next();
    arrival.answered(c.res.status);
  };
}
