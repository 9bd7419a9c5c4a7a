/** Why a message is not taken for genuine. */
export type Doubt = 'header-missing' | 'bad-timestamp' | 'out-of-tolerance' | 'no-signature-matches';

export interface VerifyOptions {
  /** `whsec_` and base64. */
  secret: string;
  /** In milliseconds since 1970. */
  now: number;
  /** How far the timestamp may be from now, in seconds, to either side. */
  toleranceSeconds: number;
}

/**
 * Whether a message is genuine (Standard Webhooks 1.0.0, "Verifying signatures"): one of the signatures fits the id, the
 * timestamp and the body as it came, and the timestamp is of these minutes. Undefined where it is.
 */
export async function doubtAbout(
  { headers, body }: { headers: Headers; body: string },
  { secret, now, toleranceSeconds }: VerifyOptions,
): Promise<Doubt | undefined> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headers.get(`webhook-${name}`),
  );
  if (!id || !timestamp || !signatures) return 'header-missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'bad-timestamp';
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) return 'out-of-tolerance';
  const key = await keyOf(secret);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',');
    // `v1a` is the asymmetric scheme, for which this receiver has no key.
    if (version !== 'v1') continue;
    const given = bytesOf(value);
    // Compares in constant time.
    if (given && (await crypto.subtle.verify('HMAC', key, given, signed))) return undefined;
  }
  return 'no-signature-matches';
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (!bytes) throw new RangeError('The secret is not base64');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
