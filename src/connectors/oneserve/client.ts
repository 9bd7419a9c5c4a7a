import * as z from 'zod/mini';
import { parse } from '../../model/issue.ts';
import type { Authorization, Secret } from '../authorization.ts';
import { type CallerOptions, createCaller } from '../caller.ts';
import type { DeliveryErrorKind } from '../connector.ts';
import type { HttpReply } from '../http-client.ts';
import { createSignIn } from '../sign-in.ts';
import { refusalBy, type SiteRefusal } from '../site-refusal.ts';

export interface OneserveClientOptions extends CallerOptions {
  /** The customer's address, with the context path if there is one; `/rest/contact/contact` is added to it. */
  readonly url: string;
  /** The token of the integration user. Read before each call, since a login of that user replaces it. */
  readonly token: Secret;
  /** Where the token goes, which the vendor's page does not say. Default: `header`. */
  readonly tokenPlace?: 'header' | 'cookie' | undefined;
  /** The name of the header or cookie. Default: `OS_REST_AUTH_TOKEN`. */
  readonly tokenName?: string | undefined;
  /** What stands before the token, such as `Bearer `. Default: nothing. */
  readonly tokenPrefix?: string | undefined;
}

/** What every answer of the API looks like, whatever its status ("Responses"). */
const resultSchema = z.object({
  result: z.string(),
  result_msg: z.optional(z.string()),
});

/** What Oneserve says about a call that it took. Its texts can quote what was sent: only codes of ours are passed on. */
export type Verdict = 'success' | 'REST0002' | 'unknown-client' | 'rolled-back' | 'statement' | 'fail';

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: 'the token is refused; a login of the integration user has replaced it, perhaps',
  403: 'the connection is blocked; add this proxy’s address to the allow-list',
  404: 'the address is wrong, or lacks its context path',
  405: 'the address is that of something else',
  415: 'something on the way changes the content type',
};

/** Calls to the contact API. Owns the token, the pace and the judgement of replies; knows nothing of applications. */
export function createOneserveClient(options: OneserveClientOptions) {
  const { tokenPlace = 'header', tokenName = 'OS_REST_AUTH_TOKEN', tokenPrefix = '' } = options;
  const url = `${options.url.replace(/\/+$/, '')}/rest/contact/contact`;
  const caller = createCaller(options);
  const signIn = createSignIn(tokenOf(options.token));

  return {
    /** Posts a body. A refusal of any kind is a {@link SiteRefusal} whose code is the verdict. */
    async post(operation: string, body: unknown, signal: AbortSignal): Promise<void> {
      const verdict = await this.ask(operation, body, signal);
      if (verdict.said !== 'success') throw verdict.refusal;
    },

    /** Posts a body and gives what the API says of it; what it does not say itself is a {@link SiteRefusal}. */
    async ask(
      operation: string,
      body: unknown,
      signal: AbortSignal,
    ): Promise<{ readonly said: Verdict; readonly refusal: SiteRefusal }> {
      const reply = await signIn(signal, (token) => {
        const value = tokenPrefix + token;
        const credential =
          tokenPlace === 'cookie' ? { cookie: `${tokenName}=${value}` } : { [tokenName]: value };
        return caller.call(operation, {
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json', ...credential },
          body: JSON.stringify(body),
          signal,
          changes: true,
        });
      });
      const said = verdictIn(reply);
      if (said === undefined)
        throw refusalBy(operation, reply, { changes: true, hints, ...unreadable(reply) });
      const kind = kindOf(said, reply.status);
      return { said, refusal: refusalBy(operation, reply, { changes: true, code: said, hints, kind }) };
    },
  };
}

export type OneserveClient = ReturnType<typeof createOneserveClient>;

/** The token as it is now. There is no login: where a new one is refused as well, a person has to put another in place. */
function tokenOf(token: Secret): Authorization {
  const header = async () => (typeof token === 'string' ? token : token());
  return {
    header,
    async renew(refused) {
      const current = await header();
      return current === refused ? undefined : current;
    },
  };
}

function verdictIn({ status, json }: HttpReply): Verdict | undefined {
  const parsed = parse(resultSchema, json);
  if ('issues' in parsed) return undefined;
  const { result, result_msg: message = '' } = parsed.value;
  // A failed status with a success in it proves nothing, and the same call again changes nothing.
  if (result === 'success') return status < 300 ? 'success' : undefined;
  if (message.trim() === 'REST0002') return 'REST0002';
  if (/unable to locate client ref/i.test(message)) return 'unknown-client';
  if (/rolled back|rollback-only/i.test(message)) return 'rolled-back';
  if (/could not execute statement/i.test(message)) return 'statement';
  return 'fail';
}

/**
 * What a verdict means for the delivery. A value that the database will not have concerns one application; what nobody
 * has described is trouble that passes, since the same call again changes nothing.
 */
function kindOf(said: Verdict, status: number): DeliveryErrorKind {
  if (said === 'rolled-back' || said === 'statement') return 'rejected';
  if (said === 'fail' || status >= 500) return 'retry';
  return 'misconfigured';
}

/** A 2xx without a verdict, such as a login page, is no proof; nothing says that it lasts. */
const unreadable = ({ status }: HttpReply) =>
  status < 300 ? ({ kind: 'retry', code: 'unreadable' } as const) : {};
