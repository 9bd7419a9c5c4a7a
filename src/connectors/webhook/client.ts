import { type CallerOptions, createCaller } from '../caller.ts';
import type { HttpReply, HttpRequest } from '../http-client.ts';
import { refusalBy } from '../site-refusal.ts';
import { type Message, signedHeaders } from './sign.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface WebhookClientOptions extends CallerOptions {
  /** Where messages are received. */
  readonly url: string;
  readonly signingKeys: SigningKeys;
}

/** What a call is for; it stands in messages and metrics. */
type Operation = 'send-application' | 'send-files' | 'send-check' | 'read-url' | 'read-check-url';

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: 'the receiver refuses the signature',
  403: 'the receiver refuses the message or who sends it',
  404: 'nobody receives messages at this address',
  410: 'the receiver wants no more messages',
};

/** Sends messages, each signed at the moment at which it is sent. Whatever stands in the answer, its status decides. */
export function createWebhookClient(options: WebhookClientOptions) {
  const { url, signingKeys, now = Date.now } = options;
  const caller = createCaller(options);

  async function call(operation: Operation, request: Omit<HttpRequest, 'url'>, to: string, changes: boolean) {
    const reply = await caller.call(operation, { ...request, url: to, changes });
    if (reply.status >= 200 && reply.status < 300) return reply;
    // "Sender should disable the webhook endpoint."
    const kind = reply.status === 410 ? 'misconfigured' : undefined;
    throw refusalBy(operation, reply, { changes, kind, hints });
  }

  return {
    /** Sends a message. Throws a `DeliveryError` unless the receiver takes it. */
    async send(operation: Operation, message: Message, signal: HttpRequest['signal']): Promise<HttpReply> {
      const signed = await signedHeaders(message, { keys: await signingKeys.keys(), at: now() });
      const headers = { 'content-type': 'application/json', ...signed };
      return call(operation, { method: 'POST', headers, body: message.body, signal }, url, true);
    },

    /** Asks for what stands at an address, which changes nothing. */
    async look(
      operation: Operation,
      { method, url: at }: Pick<HttpRequest, 'method' | 'url'>,
      signal: AbortSignal,
    ): Promise<HttpReply> {
      return call(operation, { method, headers: {}, signal }, at, false);
    },
  };
}

export type WebhookClient = ReturnType<typeof createWebhookClient>;
