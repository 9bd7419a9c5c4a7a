import type { Context } from 'hono';
import type { ApplicationState } from '../../protocol/accepted.ts';
import type { DeliveryStore } from '../../queue/delivery-store.ts';
import { statusOf } from '../application-status.ts';
import { HttpProblem } from '../http-problem.ts';

/** `GET /v1/applications/{id}`: how an application stands; nothing a person typed, nothing of the back end. */
export function statusRoute(store: DeliveryStore) {
  return async (c: Context): Promise<Response> => {
    const application = await store.find((c.req.param('id') ?? '').toLowerCase());
    const status = application && statusOf(application);
    if (!application || !status) throw new HttpProblem('not-found');
    const { id, reference, receivedAt } = application;
    const state: ApplicationState = {
      id,
      reference,
      status,
      receivedAt: new Date(receivedAt).toISOString(),
    };
    return c.json(state, 200, { 'cache-control': 'no-store' });
  };
}
