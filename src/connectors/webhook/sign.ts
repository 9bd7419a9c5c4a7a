import { toBase64 } from '../../shared/base64.ts';

/** What is sent: an id that stays the same at each retry, and the body to the letter. */
export interface Message {
  /** Without a full stop, which stands between the parts of what is signed. */
  readonly id: string;
  readonly body: string;
}

/** The headers of a message that goes out now, with a signature by each key (Standard Webhooks, "Webhook headers"). */
export async function signedHeaders(
  { id, body }: Message,
  { keys, at }: { readonly keys: readonly Uint8Array<ArrayBuffer>[]; readonly at: number },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(keys.map((key) => signatureBy(key, signed)));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

async function signatureBy(key: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const hmac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', hmac, signed)))}`;
}
