import { createHmac, createSecretKey } from 'node:crypto';

/** Half of the sum, in bytes: no two things agree in so much, and an index of them is half as large. */
const hashBytes = 16;

/**
 * Hashes by which an application is found again (HMAC-SHA-256), which nobody can guess at who has the database and not
 * the key: there are few enough telephone numbers to try them all. Hashes of different things never agree.
 */
export function createSearchHash(key: Uint8Array) {
  // Prepared once: to hand bytes over with each call takes Node five times as long.
  const prepared = createSecretKey(key);
  const hash = (kind: string, value: string) =>
    createHmac('sha256', prepared).update(`${kind}\0${value}`).digest().toString('base64url', 0, hashBytes);

  return {
    /** Of an e-mail address, however it is written. */
    email: (address: string): string => hash('email', address.trim().toLowerCase()),

    /** Of a telephone number in its normal form (`server/normal-phone.ts`). */
    phone: (number: string): string => hash('phone', number.trim()),

    /** Of the key by which deliveries take turns. */
    serialKey: (serialKey: string): string => hash('serial-key', serialKey),

    /** Of the sum of a file's content: who has the file could otherwise see that it is here. */
    file: (sha256: string): string => hash('file', sha256),
  };
}

export type SearchHash = ReturnType<typeof createSearchHash>;
