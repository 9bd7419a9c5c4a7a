import type { Context } from 'hono';
import type { FilesAccepted } from '../../protocol/accepted.ts';
import { applicationPath } from '../../protocol/paths.ts';
import type { DeliveryStore } from '../../queue/delivery-store.ts';
import type { Log } from '../../queue/log.ts';
import { createByteBudget } from '../guards/byte-budget.ts';
import { readFormFiles } from '../guards/form-files.ts';
import { HttpProblem } from '../http-problem.ts';
import { type FileLimits, inspectFiles, tooLarge, tooMany } from '../inspect-files.ts';

export interface FilesOptions {
  readonly store: DeliveryStore;
  readonly limits: FileLimits;
  readonly now: () => number;
  readonly log: Log;
  readonly onAccepted: () => void;
}

/** What a body may have besides the files: boundaries, names, types. */
const formBytes = 65_536;

/** How many uploads of the largest size may be in memory at one time. */
const largestAtOnce = 4;

/**
 * `POST /v1/applications/{id}/files`: adds files to an application, all of them or none. 202 goes out only once they
 * are on stable storage. Nothing gives them back but the connector: there is no route for it.
 */
export function filesRoute({ store, limits, now, log, onAccepted }: FilesOptions) {
  const { maxFiles, maxTotalBytes, deadlineMs } = limits;
  const openShare = createByteBudget(largestAtOnce * (maxTotalBytes + formBytes));

  return async (c: Context): Promise<Response> => {
    const id = (c.req.param('id') ?? '').toLowerCase();
    const application = await store.find(id);
    if (!application) throw new HttpProblem('not-found');
    if (now() - application.receivedAt > deadlineMs) throw new HttpProblem('files-closed');

    const share = openShare();
    try {
      const uploads = await readFormFiles(c, maxTotalBytes + formBytes, share.take);
      const inspected = await inspectFiles(uploads, limits);
      if ('issues' in inspected) throw new HttpProblem('invalid-files', { issues: inspected.issues });
      const added = await store.addFiles(id, inspected.value, { maxFiles, maxTotalBytes, now: now() });
      if (added.outcome === 'unknown') throw new HttpProblem('not-found');
      if (added.outcome === 'too-many') throw new HttpProblem('invalid-files', { issues: [tooMany(limits)] });
      if (added.outcome === 'too-large') {
        throw new HttpProblem('invalid-files', { issues: [tooLarge('files', maxTotalBytes)] });
      }
      log.info({ id, files: added.files.length }, 'files accepted');
      onAccepted();
      const accepted: FilesAccepted = {
        id,
        files: added.files.map(({ name, type, size }) => ({ name, type, size })),
      };
      return c.json(accepted, 202, { location: applicationPath(id) });
    } finally {
      share.release();
    }
  };
}
