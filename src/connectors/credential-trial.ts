import type { HttpReply } from './http-client.ts';

/** A reply, and the header that the site took or refused with it. */
export interface Signed {
  readonly reply: HttpReply;
  readonly used: string;
}

/**
 * Sees to it that a credential is tried by one call at a time until the site has taken it. What comes meanwhile waits,
 * and shares its fate: refused side by side, calls would bring the account so much closer to being locked.
 */
export function createCredentialTrial() {
  /** The credential that the site took last. */
  let taken: string | undefined;
  /** Resolves to the refusal that a trial met, if it met one. */
  let trial: Promise<HttpReply | undefined> | undefined;

  return async function signed(
    header: string,
    signal: AbortSignal,
    send: () => Promise<Signed>,
  ): Promise<HttpReply> {
    while (trial && header !== taken) {
      const refused = await trial;
      signal.throwIfAborted();
      if (refused) return refused;
    }
    const trying = header === taken ? undefined : Promise.withResolvers<HttpReply | undefined>();
    if (trying) trial = trying.promise;
    let refused: HttpReply | undefined;
    try {
      const { reply, used } = await send();
      if (reply.status === 401) {
        refused = reply;
        taken = undefined;
      } else if (reply.status < 500) {
        taken = used;
      }
      return reply;
    } finally {
      if (trying) {
        trial = undefined;
        trying.resolve(refused);
      }
    }
  };
}
