import type { Authorization } from '../authorization.ts';
import { DeliveryError } from '../connector.ts';
import { type Secret, secretNow } from '../secret.ts';

export interface TokenOptions {
  /**
   * The token (a JWT) that the vendor gave the integration's own user. Read before each call, so it can be replaced
   * while the proxy runs: the vendor makes a new one, and ends the old, whenever that user logs in.
   */
  readonly token: Secret;
  /** Where the token goes: into a header or a cookie. Default: `header`. */
  readonly tokenPlace?: 'header' | 'cookie' | undefined;
  /** The name of that header or cookie. Default: `OS_REST_AUTH_TOKEN`. */
  readonly tokenName?: string | undefined;
  /** What stands before the token, such as `Bearer ` with its space. Default: nothing. */
  readonly tokenPrefix?: string | undefined;
}

/** What a header (RFC 9110, 5.5) and a cookie (RFC 6265, 4.1.1) can carry, ASCII alone. */
const carried = {
  header: /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/,
  cookie: /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/,
};

/** What is sent as the credential, read anew each time. */
export function createTokenAuthorization({
  token,
  tokenPlace = 'header',
  tokenPrefix = '',
}: TokenOptions): Authorization {
  async function header(): Promise<string> {
    const current = (await secretNow(token)).trim();
    const credential = `${tokenPrefix}${current}`;
    if (current !== '' && carried[tokenPlace].test(credential)) return credential;
    const problem = current === '' ? 'there is none' : `it holds what a ${tokenPlace} cannot carry`;
    throw new DeliveryError('misconfigured', `token: ${problem}`);
  }
  return {
    header,
    // No call makes a new token: either somebody has put one there, or all calls would be refused.
    renew: async (refused) => {
      const current = await header();
      return current === refused ? undefined : current;
    },
  };
}

/** The headers that carry a credential. */
export function tokenHeaders(
  credential: string,
  { tokenPlace = 'header', tokenName = 'OS_REST_AUTH_TOKEN' }: TokenOptions,
): Readonly<Record<string, string>> {
  return tokenPlace === 'cookie' ? { cookie: `${tokenName}=${credential}` } : { [tokenName]: credential };
}
