import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import { applicationRecord } from '../application-record.ts';
import { type ApplicationFile, DeliveryError } from '../connector.ts';
import { cutToFit } from '../cut-text.ts';
import { presentable } from '../presentable.ts';

export interface MessageDetails {
  readonly reference: string;
  readonly receivedAt: number;
  /** What the message lists. */
  readonly files: readonly ApplicationFile[];
}

/** The body of `application.received`. The same at every attempt, for the same files. */
export function applicationReceived(
  submission: Submission,
  { reference, receivedAt, files }: MessageDetails,
  { definition, maxBytes }: { readonly definition: FormDefinition | undefined; readonly maxBytes: number },
): string {
  const { id, form, formVersion, language, timeZone, attribution, consents, review } = submission;
  const { answers, withheld } = presentable(submission.answers, definition);
  const at = new Date(receivedAt).toISOString();
  const bodyWith = (text: string) =>
    inJson('application.received', at, {
      id,
      reference,
      receivedAt: at,
      form,
      formVersion,
      language,
      ...(timeZone && { timeZone }),
      answers,
      withheld: withheld.map((path) => path.join('.')),
      consents,
      attribution,
      review: review ?? [],
      files: files.map(metadataOf),
      text,
    });
  const text = applicationRecord(submission, { reference, receivedAt, definition });
  const room = maxBytes - bytesOf(bodyWith(''));
  if (room < 0) throw tooLarge(maxBytes);
  return bodyWith(cutToFit(text, (cut) => bytesOf(JSON.stringify(cut)) - 2 <= room));
}

/** The body of `application.files-received`: all files there are by now. The same at every attempt, for the same files. */
export function filesReceived(
  { id }: Submission,
  { reference, receivedAt, files }: MessageDetails,
  { maxBytes }: { readonly maxBytes: number },
): string {
  const at = new Date(receivedAt).toISOString();
  const body = inJson('application.files-received', at, { id, reference, files: files.map(metadataOf) });
  if (bytesOf(body) > maxBytes) throw tooLarge(maxBytes);
  return body;
}

/** The body of `application.check`, which says nothing but that it can be read. */
export function checkBody(at: number): string {
  return inJson('application.check', new Date(at).toISOString(), {});
}

/** "Payload structure": a type, when what it tells of happened, and the data. */
const inJson = (type: string, timestamp: string, data: object) => JSON.stringify({ type, timestamp, data });

const metadataOf = ({ name, type, size }: ApplicationFile) => ({ name, type, size });

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const tooLarge = (maxBytes: number) =>
  new DeliveryError('rejected', `the message is longer than maxPayloadBytes, which is ${maxBytes}`);
