import { VendorProblem } from './problem.ts';
import type { Tenant } from './tenant.ts';

const HEADER = 'osvc-crest-api-access-token';

/** Hands out and recognizes `osvc-crest-api-access-token`: a caller sends back, unchanged, the last one that it was given. */
export interface AccessTokens {
  /** Refuses a token that was altered. A call without one is served all the same. */
  check(headers: Headers): void;
  /** Gives the answer to a call its token. */
  mark(response: Response, headers: Headers): void;
}

/** A token carries its own check sum, so none needs to be remembered, and a reset makes none of them bad. */
export function createAccessTokens(tenant: Tenant): AccessTokens {
  let serial = 0;
  return {
    check(headers) {
      const sent = headers.get(HEADER);
      if (tenant.settings.accessTokens === 'off' || sent === null) return;
      const [, body = '', sum] = /^([0-9a-z]+)\.([0-9a-z]+)$/.exec(sent.trim()) ?? [];
      if (sum === checkSum(body)) return;
      throw new VendorProblem(tenant.settings.assumptions.codes.accessToken, `Invalid value for ${HEADER}`);
    },
    mark(response, headers) {
      const { accessTokens } = tenant.settings;
      if (accessTokens === 'off' || (accessTokens === 'issued' && headers.has(HEADER))) return;
      serial += 1;
      const body = serial.toString(36).padStart(8, '0');
      response.headers.set(HEADER, `${body}.${checkSum(body)}`);
    },
  };
}

/** FNV-1a: enough to notice an altered token. */
function checkSum(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(36);
}
