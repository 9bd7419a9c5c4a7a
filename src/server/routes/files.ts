import type { Context } from 'hono';
import type { FilesAccepted } from '../../protocol/accepted.ts';
import { applicationPath } from '../../protocol/paths.ts';
import type { DeliveryStore } from '../../queue/delivery-store.ts';
import type { Log } from '../../queue/log.ts';
import { createByteBudget } from '../guards/byte-budget.ts';
import { readFormFiles } from '../guards/form-files.ts';
import { createOpenUploads } from '../guards/open-uploads.ts';
import { HttpProblem } from '../http-problem.ts';
import { type FileLimits, inspectFiles, tooLarge, tooMany } from '../inspect-files.ts';

type Env = { Bindings: { readonly address?: string } };

export interface FilesOptions {
  readonly store: DeliveryStore;
  readonly limits: FileLimits;
  readonly now: () => number;
  readonly log: Log;
  readonly onAccepted: () => void;
}

/** What a body may have besides the files: boundaries, names, types. */
const formBytes = 65_536;

/**
 * How many uploads of the largest size may be in memory at one time. While its parts are taken out, an upload takes
 * about twice its size: the body and the files of it, and then these and their bytes.
 */
const largestAtOnce = 4;

/** How many uploads of one address may be under way at one time. */
const perAddress = 2;

/**
 * `POST /v1/applications/{id}/files`: adds files to an application, all of them or none. 202 goes out only once they
 * are on stable storage. Nothing gives them back but the connector: there is no route for it.
 */
export function filesRoute({ store, limits, now, log, onAccepted }: FilesOptions) {
  const { maxFiles, maxTotalBytes, deadlineMs, uploadMs } = limits;
  const maxBytes = maxTotalBytes + formBytes;
  const openShare = createByteBudget(largestAtOnce * maxBytes);
  const beginUpload = createOpenUploads(perAddress);

  return async (c: Context<Env>): Promise<Response> => {
    const id = (c.req.param('id') ?? '').toLowerCase();
    const application = await store.find(id);
    if (!application) throw new HttpProblem('not-found');
    if (now() - application.receivedAt > deadlineMs) throw new HttpProblem('files-closed');

    const endUpload = beginUpload(c.env?.address);
    const share = openShare();
    try {
      const onChunk = ({ byteLength }: Uint8Array) => share.take(byteLength);
      const inspected = await inspectFiles(
        await readFormFiles(c, { maxBytes, onChunk, withinMs: uploadMs }),
        limits,
      );
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
      endUpload();
    }
  };
}
