import { toBase64 } from '../../shared/base64.ts';
import { type ApplicationFile, type DeliveryContext, DeliveryError } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { B2cServiceClient } from './client.ts';
import { attachedSchema, fileSchema, filesSchema } from './wire.ts';

export interface SendFilesOptions {
  readonly client: B2cServiceClient;
  readonly incidentId: string;
  /** After how long a right to attach that is lacking is worth another look, in milliseconds. */
  readonly recheckMs: number;
}

/** The checkpoint of a file that is on its incident. */
const done = (file: ApplicationFile) => `file:${file.id}`;

/**
 * Puts an application's files on its incident, one call each, and records each success; what is recorded is not sent
 * again. An earlier attempt may have got a file through without our knowing, so from the second one on the incident's
 * files are listed first; a file there of the same name and size is the one. A file that the site refuses does not keep
 * the others from being sent.
 */
export async function sendFiles(
  { client, incidentId, recheckMs }: SendFilesOptions,
  { files, checkpoints, attempt, record, signal }: DeliveryContext,
): Promise<void> {
  const missing = files.filter((file) => !Object.hasOwn(checkpoints, done(file)));
  if (missing.length === 0) return;
  const path = `incidents/${incidentId}/fileAttachments`;
  const there = attempt > 1 ? await filesAt(client, path, signal) : [];
  let refusal: SiteRefusal | undefined;
  for (const file of missing) {
    try {
      if (!there.some((other) => isSame(other, file))) {
        const data = toBase64(await file.read());
        const body = { fileName: file.name, contentType: file.type, data };
        await client.post('attach-file', path, body, attachedSchema, signal);
      }
      await record({ [done(file)]: '' });
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.kind !== 'rejected') throw error;
      refusal ??= error;
    }
  }
  if (!refusal) return;
  // A right can be given; a file that is refused for what it is stays refused.
  const again = refusal.status === 403 ? recheckMs : undefined;
  throw new DeliveryError('rejected', refusal.message, { recheckMs: again, cause: refusal });
}

interface FileThere {
  readonly fileName: string;
  /** Undefined where the site does not tell. */
  readonly size: number | undefined;
}

async function filesAt(client: B2cServiceClient, path: string, signal: AbortSignal): Promise<FileThere[]> {
  const { items } = await client.get('list-files', path, filesSchema, signal);
  const files: FileThere[] = [];
  for (const { href } of items) {
    const id = /\/(\d+)\/?(?:\?.*)?$/.exec(href)?.[1];
    if (id === undefined) throw new DeliveryError('retry', 'list-files: the reply cannot be read');
    const { fileName, size } = await client.get('list-files', `${path}/${id}`, fileSchema, signal);
    files.push({ fileName, size: Number.isFinite(Number(size ?? Number.NaN)) ? Number(size) : undefined });
  }
  return files;
}

/** Names are unique among the files of an application. */
const isSame = ({ fileName, size }: FileThere, file: ApplicationFile) =>
  fileName === file.name && (size === undefined || size === file.size);
