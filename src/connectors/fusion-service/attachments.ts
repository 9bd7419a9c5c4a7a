import * as z from 'zod/mini';
import { toBase64 } from '../../shared/base64.ts';
import { type ApplicationFile, type DeliveryContext, DeliveryError } from '../connector.ts';
import type { FusionServiceClient } from './client.ts';
import { childOf, type ServiceRequest } from './service-requests.ts';
import { idSchema } from './wire.ts';

/** What the attributes of an attachment are called; none of it is documented for service requests. */
export interface AttachmentNames {
  readonly datatype: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly contents: string;
  readonly category: string;
  readonly title: string;
}

const defaultAttachmentNames: AttachmentNames = {
  datatype: 'DatatypeCode',
  fileName: 'FileName',
  contentType: 'UploadedFileContentType',
  contents: 'FileContents',
  category: 'CategoryName',
  title: 'Title',
};

/** The names that are given, and the default ones of the rest. */
export function attachmentNames(
  given: Partial<Record<keyof AttachmentNames, string | undefined>>,
): AttachmentNames {
  const named = Object.entries(given).filter(([, name]) => name !== undefined);
  return { ...defaultAttachmentNames, ...Object.fromEntries(named) };
}

export interface AttachmentOptions {
  readonly client: FusionServiceClient;
  /** The child of service requests that holds attachments. */
  readonly child: string;
  readonly category: string;
  readonly names: AttachmentNames;
}

/** What proves that a file was taken: an object of its own, with its name, an id or links. */
const madeSchema = ({ fileName }: AttachmentNames) =>
  z.union([
    z.looseObject({ [fileName]: z.string() }),
    z.looseObject({ AttachedDocumentId: idSchema }),
    z.looseObject({ links: z.array(z.unknown()).check(z.minLength(1)) }),
  ]);

/** The checkpoint of a file that is on its service request. */
const done = (file: ApplicationFile) => `file:${file.id}`;

/** What that checkpoint holds once the service request is gone. */
export const fileAnew = 'anew';

/** The files of an application that are not recorded as sent. */
export function missingFiles({
  files,
  checkpoints,
}: Pick<DeliveryContext, 'files' | 'checkpoints'>): ApplicationFile[] {
  const isDone = (name: string) => Object.hasOwn(checkpoints, name) && checkpoints[name] !== fileAnew;
  return files.filter((file) => !isDone(done(file)));
}

/**
 * Puts an application's files on its service request, one call each, and records each success; what is recorded is not
 * sent again. An earlier attempt may have got a file through without our knowing, so from the second one on the
 * attachments are listed first; one of the same name is the one, since names are unique among an application's files. A
 * file that the site refuses, or that cannot be read here, does not keep the others from being sent.
 */
export async function sendFiles(
  { client, child, category, names }: AttachmentOptions,
  serviceRequest: ServiceRequest,
  { files, checkpoints, attempt, record, signal }: DeliveryContext,
): Promise<void> {
  const missing = missingFiles({ files, checkpoints });
  if (missing.length === 0) return;
  const path = childOf(serviceRequest, child);
  const known = attempt > 1 ? await namesThere(client, path, names.fileName, signal) : new Set();
  let refusal: DeliveryError | undefined;
  for (const file of missing) {
    try {
      if (!known.has(file.name)) {
        const body = {
          [names.datatype]: 'FILE',
          [names.fileName]: file.name,
          [names.contentType]: file.type,
          [names.contents]: toBase64(await file.read()),
          [names.category]: category,
          [names.title]: file.name,
        };
        await client.post('attach-file', path, body, madeSchema(names), signal);
      }
      await record({ [done(file)]: '' });
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.kind !== 'rejected') throw error;
      refusal ??= error;
    }
  }
  if (refusal) throw new DeliveryError('rejected', refusal.message, { cause: refusal });
}

/** The names of what is attached. Rows of which none has a name tell nothing of what an earlier attempt sent. */
async function namesThere(
  client: FusionServiceClient,
  path: string,
  attribute: string,
  signal: AbortSignal,
): Promise<ReadonlySet<unknown>> {
  const schema = z.looseObject({ [attribute]: z.optional(z.nullable(z.string())) });
  const rows = await client.list('list-files', `${path}?fields=${attribute}&onlyData=true`, schema, signal);
  const found = rows.map((row) => (row as Record<string, unknown>)[attribute]).filter(Boolean);
  if (rows.length > 0 && found.length === 0) {
    throw new DeliveryError(
      'rejected',
      `list-files: no attachment that the site lists has a ${attribute}, so none is known again; set attachmentNames.fileName to what it is called there`,
    );
  }
  return new Set(found);
}
