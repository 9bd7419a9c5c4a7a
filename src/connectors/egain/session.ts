import { parse } from '../../model/issue.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import type { Authorization } from '../authorization.ts';
import { DeliveryError } from '../connector.ts';
import { type HttpReply, type HttpRequest, NoReply } from '../http-client.ts';
import { type Secret, secretNow } from '../secret.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { sessionSchema } from './wire.ts';

export interface SessionOptions {
  /** The address of the API, with its version. */
  readonly base: string;
  readonly username: string;
  readonly password: Secret;
  /** Whether the oldest session is ended where the user has too many. */
  readonly forceLogin: boolean;
  /** The statuses of a login that is refused for too many sessions. */
  readonly sessionLimitStatuses: readonly number[];
  /** Makes a call outside of any attempt. */
  readonly send: (operation: 'login' | 'logout', request: HttpRequest) => Promise<HttpReply>;
}

/** After how long a login is tried again that was refused for too many sessions, in milliseconds. */
const tooManyMs = 30_000;

/**
 * The one session that all calls of a process share ("Session"): a user may have five, so nobody logs in for each call.
 * Logged in when it is first needed, and anew when it is refused; one login at a time, however many calls wait for it. A
 * process that is killed leaves its session behind: where there are too many, the oldest one is ended. Each reply names
 * the session to go on with; where that is another one, calls cannot be made side by side.
 */
export function createSession(options: SessionOptions) {
  const { base, username, password, forceLogin, sessionLimitStatuses, send } = options;
  let current: string | undefined;
  let changes = false;
  let pending: Promise<string> | undefined;

  async function logIn(): Promise<string> {
    const secret = await secretNow(password);
    const plain = await ask(secret, '');
    const isFull = sessionLimitStatuses.includes(plain.status);
    const reply = isFull && forceLogin ? await ask(secret, '?forceLogin=yes') : plain;
    const id = parse(sessionSchema, reply.headers.get('x-egain-session'));
    if (reply.status < 300 && 'value' in id) {
      current = id.value;
      return id.value;
    }
    throw refused(reply, isFull);
  }

  async function ask(secret: string, query: string): Promise<HttpReply> {
    try {
      return await send('login', {
        method: 'POST',
        url: `${base}/authentication/user/login${query}`,
        headers: { 'content-type': 'application/json', 'accept-language': 'en-US' },
        body: JSON.stringify({ userName: username, password: secret }),
        // Others wait for this session too, so no single attempt may end it; the time limit does.
        signal: new AbortController().signal,
      });
    } catch (cause) {
      if (!(cause instanceof NoReply)) throw cause;
      throw new DeliveryError('retry', `login: ${cause.message}`, { cause });
    }
  }

  /** One login at a time. */
  function fresh(): Promise<string> {
    pending ??= logIn().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  const authorization: Authorization = {
    header: async () => current ?? fresh(),
    async renew(id) {
      // Another call may have logged in already.
      if (current !== undefined && current !== id) return current;
      current = undefined;
      return fresh();
    },
  };

  return {
    ...authorization,

    /** Whether a reply has named another session than the one it was asked in. */
    get changes(): boolean {
      return changes;
    },

    /** Takes over the session that a reply names, unless it is late: then there is a newer one, or none any more. */
    follow({ status, headers }: HttpReply, sent: string): void {
      const id = parse(sessionSchema, headers.get('x-egain-session'));
      if (status === 401 || 'issues' in id || id.value === sent) return;
      changes = true;
      if (current === sent) current = id.value;
    },

    /** Logs out, if anybody has logged in. */
    async close(): Promise<void> {
      const id = current;
      current = undefined;
      if (id === undefined) return;
      await send('logout', {
        method: 'DELETE',
        url: `${base}/authentication/user/logout`,
        headers: { 'x-egain-session': id },
        signal: new AbortController().signal,
      }).catch(() => {});
    },
  };
}

/** What a login that gave no session means. */
function refused({ status, headers }: HttpReply, isFull: boolean): SiteRefusal {
  const at = { status, code: undefined };
  const asked = retryAfterMs(headers.get('retry-after'));
  if (isFull) {
    const message = `login: status ${status}, the user has too many sessions or no licence`;
    return new SiteRefusal('retry', message, { ...at, retryAfterMs: asked ?? tooManyMs });
  }
  if (status === 401) {
    return new SiteRefusal('misconfigured', 'login: status 401, user name or password is refused', at);
  }
  if (status >= 500 || status === 429)
    return new SiteRefusal('retry', `login: status ${status}`, { ...at, retryAfterMs: asked });
  const message = `login: status ${status}, no session came back; check the address, its context and version`;
  return new SiteRefusal(status < 300 ? 'retry' : 'misconfigured', message, at);
}
