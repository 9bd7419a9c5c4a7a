import type { VendorCall } from '../create-simulator.ts';
import { jsonResponse } from '../json.ts';
import { readCredential } from './read-credential.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** Where the endpoint stands below the simulator's prefix: a convenience of the sandbox. */
export const TOKEN_PATH = '/oauth2/v1/token';

/** Gives out bearer tokens for a client's own credentials (RFC 6749, section 4.4), in the place of an identity provider. */
export interface TokenEndpoint {
  answer(call: VendorCall): Response;
  /** Whether a token was given out here, and has neither expired nor been revoked. */
  isValid(token: string): boolean;
  revokeAll(): void;
  /** No tokens, and they are counted from the beginning. */
  reset(): void;
}

/** So many tokens are remembered; the oldest are forgotten first, and so no longer valid. */
const MAX_TOKENS = 1_000;

/** The token endpoint of a tenant. */
export function createTokenEndpoint(settings: () => TenantSettings, now: () => number): TokenEndpoint {
  const expiryByToken = new Map<string, number>();
  let serial = 0;

  function issue(): Response {
    const { tokenLifetimeSeconds } = settings();
    serial += 1;
    const token = `sandbox-token-${serial}`;
    expiryByToken.set(token, now() + tokenLifetimeSeconds * 1_000);
    const [oldest] = expiryByToken.keys();
    if (expiryByToken.size > MAX_TOKENS && oldest !== undefined) expiryByToken.delete(oldest);
    const body = { access_token: token, token_type: 'Bearer', expires_in: tokenLifetimeSeconds };
    return jsonResponse(body, 200, { 'cache-control': 'no-store' });
  }

  return {
    answer(call) {
      if (call.method !== 'POST') return refused('invalid_request', 405, { allow: 'POST' });
      const mediaType = call.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (mediaType !== 'application/x-www-form-urlencoded') return refused('invalid_request');
      const form = new URLSearchParams(call.body);
      const { clients } = settings();
      const { id, secret } = clientOf(call.headers.get('authorization'), form);
      if (!Object.hasOwn(clients, id) || clients[id] !== secret) return refused('invalid_client', 401);
      const grant = form.get('grant_type');
      if (grant === null) return refused('invalid_request');
      return grant === 'client_credentials' ? issue() : refused('unsupported_grant_type');
    },
    isValid(token) {
      const expiry = expiryByToken.get(token);
      return expiry !== undefined && now() < expiry;
    },
    revokeAll: () => expiryByToken.clear(),
    reset() {
      expiryByToken.clear();
      serial = 0;
    },
  };
}

/** A client names itself in a Basic header, where both parts are form-encoded, or in the body. */
function clientOf(authorization: string | null, form: URLSearchParams): { id: string; secret: string } {
  const credential = readCredential(authorization);
  if (credential?.scheme === 'basic') {
    return { id: formDecoded(credential.user), secret: formDecoded(credential.password) };
  }
  return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? '';
}

function refused(error: string, status = 400, headers: Record<string, string> = {}): Response {
  return jsonResponse({ error }, status, { 'cache-control': 'no-store', ...headers });
}
