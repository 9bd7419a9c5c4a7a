/** Bytes that only the holder of the key can read, and only as what they were sealed as. */

/** Encrypted bytes as they are stored. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/**
 * Encrypts with AES-GCM. `name` is authenticated with the bytes, so that one record cannot pass for another. The IV is
 * random, 96 bits (NIST SP 800-38D, 8.2.2), which is safe for some four thousand million records under one key.
 */
export async function seal(key: CryptoKey, name: string, bytes: ArrayBuffer): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(algorithm(name, iv), key, bytes) };
}

/** What was sealed under that name. Rejects when it was not, or is no longer what it was. */
export function unseal(key: CryptoKey, name: string, { iv, data }: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(algorithm(name, iv), key, data);
}

const algorithm = (name: string, iv: BufferSource): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(name),
});
