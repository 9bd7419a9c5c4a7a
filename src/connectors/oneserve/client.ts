import { type CallerOptions, createCaller } from '../caller.ts';
import type { HttpReply, HttpRequest } from '../http-client.ts';
import { createSignIn } from '../sign-in.ts';
import { refusalOf, resultIn } from './failure.ts';
import { createTokenAuthorization, type TokenOptions, tokenHeaders } from './token.ts';

export interface OneserveClientOptions extends CallerOptions, TokenOptions {
  /** The address of the system with its context path, if it has one, such as `https://carrier.example.com/oneserve`. */
  readonly url: string;
  /** Where the contact API lies below it. Default: `rest/contact/contact`. */
  readonly path?: string | undefined;
}

type Signal = HttpRequest['signal'];

/**
 * The one call of Oneserve's classic contact API: a POST of one JSON object. Owns the address, the token, the pace and
 * the judgement of answers; whatever goes wrong leaves here as a {@link DeliveryError}.
 */
export function createOneserveClient(options: OneserveClientOptions) {
  const { url, path = 'rest/contact/contact' } = options;
  const address = `${url.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  const caller = createCaller(options);
  const signIn = createSignIn(createTokenAuthorization(options));

  const post = (operation: string, body: unknown, changes: boolean, signal: Signal): Promise<HttpReply> =>
    signIn(signal, (credential) =>
      caller.call(operation, {
        method: 'POST',
        url: address,
        headers: { 'content-type': 'application/json', ...tokenHeaders(credential, options) },
        body: JSON.stringify(body),
        signal,
        changes,
      }),
    );

  return {
    /** Adds a contact, or brings the one with the same keys up to date. Only `result: "success"` counts, with a 2xx. */
    async saveContact(contact: Readonly<Record<string, unknown>>, signal: Signal): Promise<void> {
      const operation = 'save-contact';
      const reply = await post(operation, contact, true, signal);
      const done = reply.status >= 200 && reply.status < 300 && resultIn(reply)?.success;
      if (!done) throw refusalOf(operation, reply, true);
    },

    /** Sends what the system has to refuse, for a check to see how it does. */
    probe: (body: unknown, signal: Signal): Promise<HttpReply> => post('check', body, false, signal),
  };
}

export type OneserveClient = ReturnType<typeof createOneserveClient>;
