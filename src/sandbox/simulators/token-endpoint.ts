import type { VendorCall } from './create-simulator.ts';
import { jsonResponse } from './json.ts';
import { readCredential } from './read-credential.ts';

/**
 * Gives out bearer tokens for a client's own credentials (RFC 6749, section 4.4). It stands for the identity provider
 * that a site can be tied to; that such a provider would stand on the site itself is a convenience of the sandbox.
 */
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

/** What a token endpoint is set to. */
export interface TokenService {
  /** The secret of each client. */
  clients: Readonly<Record<string, string>>;
  lifetimeSeconds: number;
}

/** A token endpoint with the settings of the moment. Tokens expire by the simulator's clock. */
export function createTokenEndpoint(service: () => TokenService, now: () => number): TokenEndpoint {
  const expiryByToken = new Map<string, number>();
  let serial = 0;

  function issue(): Response {
    const { lifetimeSeconds } = service();
    serial += 1;
    const token = `sandbox-token-${serial}`;
    expiryByToken.set(token, now() + lifetimeSeconds * 1_000);
    const [oldest] = expiryByToken.keys();
    if (expiryByToken.size > MAX_TOKENS && oldest !== undefined) expiryByToken.delete(oldest);
    return jsonResponse({ access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds }, 200, {
      'cache-control': 'no-store',
    });
  }

  return {
    answer(call) {
      if (call.method !== 'POST') return refusal('invalid_request', 405, { allow: 'POST' });
      const mediaType = call.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (mediaType !== 'application/x-www-form-urlencoded') return refusal('invalid_request');
      const form = new URLSearchParams(call.body);
      const { clients } = service();
      const { id, secret } = clientOf(call.headers.get('authorization'), form);
      if (!Object.hasOwn(clients, id) || clients[id] !== secret) return refusal('invalid_client', 401);
      const grant = form.get('grant_type');
      if (grant === null) return refusal('invalid_request');
      return grant === 'client_credentials' ? issue() : refusal('unsupported_grant_type');
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

function refusal(error: string, status = 400, headers: Record<string, string> = {}): Response {
  return jsonResponse({ error }, status, { 'cache-control': 'no-store', ...headers });
}
