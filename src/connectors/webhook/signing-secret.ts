const prefix = 'whsec_';

/** How long a key may be, in bytes (Standard Webhooks, "Signature scheme": 192 bits at least, 512 at most). */
const [minBytes, maxBytes] = [24, 64];

/** The key in a signing secret, or what is wrong with it in a clause that does not repeat it. */
export function readSecret(
  secret: string,
): { readonly key: Uint8Array<ArrayBuffer> } | { readonly mistake: string } {
  if (!secret.startsWith(prefix)) return { mistake: `does not begin with ${prefix}` };
  const key = bytesOf(secret.slice(prefix.length));
  if (!key) return { mistake: `is not base64 after ${prefix}` };
  if (key.length < minBytes) {
    return { mistake: `is too short: ${key.length} bytes, where ${minBytes} are the fewest` };
  }
  if (key.length > maxBytes) {
    return { mistake: `is too long: ${key.length} bytes, where ${maxBytes} are the most` };
  }
  return { key };
}

/** With its padding, as every library can read it. `atob` would overlook spaces, too. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (base64.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(base64)) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
