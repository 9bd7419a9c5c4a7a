import { untilAborted } from '../shared/until-aborted.ts';
import type { Authorization } from './authorization.ts';
import { createCredentialTrial } from './credential-trial.ts';
import type { HttpReply } from './http-client.ts';

/**
 * Sends calls with a credential: once more where the destination refused it (401, so the call was not carried out) and
 * there is another one by now, and never two at a time with one that has not been taken yet. An attempt that ends does not
 * wait for a login that others wait for too.
 */
export function createSignIn(authorization: Authorization) {
  const signed = createCredentialTrial();

  return async function signIn(
    signal: AbortSignal,
    send: (credential: string) => Promise<HttpReply>,
  ): Promise<HttpReply> {
    const credential = await untilAborted(authorization.header(), signal);
    return signed(credential, signal, async () => {
      const reply = await send(credential);
      if (reply.status !== 401) return { reply, used: credential };
      const renewed = await untilAborted(authorization.renew(credential), signal);
      if (renewed === undefined) return { reply, used: credential };
      return { reply: await send(renewed), used: renewed };
    });
  };
}
