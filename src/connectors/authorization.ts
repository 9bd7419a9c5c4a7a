import * as z from 'zod/mini';
import { parse } from '../model/issue.ts';
import { toBase64 } from '../shared/base64.ts';
import { DeliveryError } from './connector.ts';
import { type HttpReply, type HttpSend, NoReply } from './http-client.ts';
import { type Secret, secretNow } from './secret.ts';

/**
 * How we sign in ("Authentication and Authorization"): as a staff account by name and password, by the token of an
 * agent's session, or by an OAuth token of an identity provider, which is asked for one by client credentials
 * (RFC 6749, 4.4).
 */
export type Credentials =
  | { readonly scheme: 'basic'; readonly username: string; readonly password: Secret }
  | { readonly scheme: 'session'; readonly token: Secret }
  | {
      readonly scheme: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: Secret;
      readonly scope?: string | undefined;
    };

/** The value of the `Authorization` header, kept up to date. */
export interface Authorization {
  header(): Promise<string>;
  /** Another value after the site refused `refused`; undefined where there is none. */
  renew(refused: string): Promise<string | undefined>;
}

/** The token of an identity provider (RFC 6749, 5.1). */
const tokenSchema = z.object({
  access_token: z.string().check(z.regex(/^[\x21-\x7e]+$/)),
  /** Some providers send it as text. What cannot be used is as good as absent. */
  expires_in: z.optional(
    z.pipe(
      z.transform((seconds: unknown) => Number(seconds)),
      z.transform((seconds: number) => (seconds > 0 && Number.isFinite(seconds) ? seconds : undefined)),
    ),
  ),
});

/** A token is renewed this long before it expires, or at four fifths of a short life, in milliseconds. */
const marginMs = 60_000;

/** Makes the header for credentials. `send` goes to the identity provider, `now` tells when a token expires. */
export function createAuthorization(
  credentials: Credentials,
  { send, now }: { send: HttpSend; now: () => number },
): Authorization {
  if (credentials.scheme === 'oauth') return createOAuth(credentials, send, now);
  const header = async () =>
    credentials.scheme === 'session'
      ? `Session ${await secretNow(credentials.token)}`
      : `Basic ${basic(`${credentials.username}:${await secretNow(credentials.password)}`)}`;
  return {
    header,
    // The secret may have been replaced since; the same one again would bring the account closer to being locked.
    renew: async (refused) => {
      const current = await header();
      return current === refused ? undefined : current;
    },
  };
}

function createOAuth(
  { tokenUrl, clientId, clientSecret, scope }: Extract<Credentials, { scheme: 'oauth' }>,
  send: HttpSend,
  now: () => number,
): Authorization {
  let current: { readonly header: string; readonly renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  async function request(): Promise<string> {
    const asked = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) });
    const secret = await secretNow(clientSecret);
    const at = now();
    let reply: HttpReply;
    try {
      reply = await send({
        method: 'POST',
        url: tokenUrl,
        headers: {
          // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
          authorization: `Basic ${basic(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: asked.toString(),
        // Others wait for this token too, so no single attempt may end it; the time limit does.
        signal: new AbortController().signal,
      });
    } catch (cause) {
      if (!(cause instanceof NoReply)) throw cause;
      throw new DeliveryError('retry', `token: ${cause.message}`, { cause });
    }
    const { status } = reply;
    if (status >= 500 || status === 429) throw new DeliveryError('retry', `token: status ${status}`);
    const token = parse(tokenSchema, reply.json);
    if (status !== 200 || 'issues' in token) {
      throw new DeliveryError(
        'misconfigured',
        `token: status ${status}, the identity provider gives no token; check its address, client id and secret`,
      );
    }
    const lifeMs = (token.value.expires_in ?? 3600) * 1000;
    const header = `Bearer ${token.value.access_token}`;
    current = { header, renewAt: at + Math.max(lifeMs - marginMs, lifeMs * 0.8) };
    return header;
  }

  /** One request at a time, however many calls need a token. */
  function fresh(): Promise<string> {
    pending ??= request().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    header: async () => (current && now() < current.renewAt ? current.header : fresh()),
    // Another call may have fetched a new one already.
    renew: async (refused) => (current && current.header !== refused ? current.header : fresh()),
  };
}

/** The credential of the Basic scheme, in UTF-8 (RFC 7617, 2). */
const basic = (pair: string) => toBase64(new TextEncoder().encode(pair));
