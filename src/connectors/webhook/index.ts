import type { FormDefinition } from '../../model/definition.ts';
import { builtInForms } from '../../model/forms/built-in.ts';
import type { Submission } from '../../model/submission.ts';
import { hex } from '../../shared/hex.ts';
import type { CallerOptions } from '../caller.ts';
import type { ApplicationFile, Connector, DeliveryContext, Receipt } from '../connector.ts';
import type { Secret } from '../secret.ts';
import { createReceiverCheck } from './check.ts';
import { createWebhookClient } from './client.ts';
import { applicationReceived, filesReceived } from './messages.ts';
import { createSigningKeys } from './signing-keys.ts';

export type { Secret } from '../secret.ts';

export interface WebhookConnectorOptions extends CallerOptions {
  /** Where messages are received, such as `https://hooks.example.com/applications`. */
  readonly url: string;
  /** What messages are signed with: `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: Secret;
  /** Secrets that receivers may still have, separated by spaces; messages are signed with these, too. Default: none. */
  readonly oldSecret?: Secret | undefined;
  /**
   * The forms whose applications are delivered. They say which answers are sensitive; of a form that is not among them,
   * only what all forms have goes out. Default: the built-in ones.
   */
  readonly definitions?: readonly FormDefinition[] | undefined;
  /** How long the body of a message may be, in bytes. Default: 256,000. */
  readonly maxPayloadBytes?: number | undefined;
  /** An address that answers GET with a 2xx while the receiver is well. Default: none. */
  readonly checkUrl?: string | undefined;
  /** Whether a check sends a signed message of type `application.check`. Default: true. */
  readonly sendCheck?: boolean | undefined;
}

/**
 * Delivers applications to a receiver of the operator's own, signed as Standard Webhooks 1.0.0 has it.
 *
 * Nothing can be looked up there. The receiver knows a repetition by `webhook-id`, so the same message may be sent as
 * often as need be, and goes out under the same id and with the same body each time:
 * 1. Record which files the message about the application lists, if it lists any. It has to stay the same: a receiver
 *    drops a message that comes again, with whatever is new in it.
 * 2. Send `application.received` under the submission's id, and record that it has been taken. Not recorded: it is sent
 *    once more, and the receiver drops it.
 * 3. There are other files by now than that message lists: send `application.files-received` with all of them, under an id
 *    that follows from them, and record which they were. Not recorded: as above.
 */
export function createWebhookConnector(options: WebhookConnectorOptions): Connector {
  const { url, definitions = builtInForms, maxPayloadBytes: maxBytes = 256_000, now = Date.now } = options;
  const signingKeys = createSigningKeys({ secret: options.secret, oldSecret: options.oldSecret ?? '' });
  const client = createWebhookClient({ ...options, signingKeys });
  const checkReceiver = createReceiverCheck({
    client,
    signingKeys,
    url,
    checkUrl: options.checkUrl,
    sendCheck: options.sendCheck ?? true,
    now,
  });

  /** Sends the message about the application. Resolves to the files that it lists. */
  async function sendApplication(
    submission: Submission,
    context: DeliveryContext,
    all: string,
  ): Promise<string> {
    const listed = await listedBy(context, all);
    const files = context.files.filter(({ id }) => listed.split(' ').includes(id));
    const definition = definitions.find(({ name }) => name === submission.form);
    const body = applicationReceived(submission, { ...context, files }, { definition, maxBytes });
    await client.send('send-application', { id: submission.id, body }, context.signal);
    if (all !== '') await context.record({ told: listed });
    return listed;
  }

  async function sendFiles(submission: Submission, context: DeliveryContext, all: string): Promise<void> {
    const id = `${submission.id}-files-${await shortHash(all)}`;
    const body = filesReceived(submission, context, { maxBytes });
    await client.send('send-files', { id, body }, context.signal);
    await context.record({ told: all });
  }

  return {
    destination: 'webhook',

    async deliver(submission, context): Promise<Receipt> {
      const { signal, files, previous, checkpoints } = context;
      signal.throwIfAborted();
      const all = setOf(files);
      const told = checkpoints.told ?? (previous ? '' : await sendApplication(submission, context, all));
      if (all !== '' && all !== told) await sendFiles(submission, context, all);
      return previous ?? { id: submission.id };
    },

    check: checkReceiver,
  };
}

/** The files that the message about the application lists at every attempt: those that were there at the first. */
async function listedBy({ attempt, checkpoints, record }: DeliveryContext, all: string): Promise<string> {
  // An earlier attempt that listed any has recorded them before it sent anything.
  if (attempt > 1 || checkpoints.listed !== undefined) return checkpoints.listed ?? '';
  if (all !== '') await record({ listed: all });
  return all;
}

/** The ids of files in an order that does not depend on when they came. */
const setOf = (files: readonly ApplicationFile[]) =>
  files
    .map(({ id }) => id)
    .toSorted()
    .join(' ');

async function shortHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hex(new Uint8Array(digest).subarray(0, 8));
}
