import * as z from 'zod/mini';
import type { ApplicationFile, DeliveryContext } from '../connector.ts';
import type { B2cServiceClient } from './client.ts';
import { filesSchema } from './wire.ts';

/** The checkpoint of a file that is on its incident. */
const done = (file: ApplicationFile) => `file:${file.id}`;

/**
 * Puts an application's files on its incident, one call each, and records each success; what is recorded is not sent
 * again. An earlier attempt may have got a file through without our knowing, so from the second one on the incident's
 * files are listed first; a file there of the same name and size is the one.
 */
export async function sendFiles(
  client: B2cServiceClient,
  incidentId: string,
  { files, checkpoints, attempt, record, signal }: DeliveryContext,
): Promise<void> {
  const missing = files.filter((file) => !Object.hasOwn(checkpoints, done(file)));
  if (missing.length === 0) return;
  const there = attempt > 1 ? await filesOn(client, incidentId, signal) : new Set<string>();
  for (const file of missing) {
    if (!there.has(keyOf(file.name, file.size))) {
      const data = toBase64(await file.read());
      const body = { fileName: file.name, contentType: file.type, data };
      // What the site answers is not documented beyond that it is an object.
      const path = `incidents/${incidentId}/fileAttachments`;
      await client.post('attach-file', path, body, z.looseObject({}), signal);
    }
    await record({ [done(file)]: '' });
  }
}

async function filesOn(
  client: B2cServiceClient,
  incidentId: string,
  signal: AbortSignal,
): Promise<Set<string>> {
  const path = `incidents/${incidentId}?expand=fileAttachments`;
  const schema = z.looseObject({ fileAttachments: filesSchema });
  const { fileAttachments } = await client.get('list-files', path, schema, signal);
  return new Set(fileAttachments.items.map(({ fileName, size }) => keyOf(fileName ?? '', Number(size))));
}

const keyOf = (name: string, size: number) => `${size} ${name}`;

/** In slices: a function takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
