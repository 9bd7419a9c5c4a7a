import { DeliveryError } from './connector.ts';

/** A secret, or a function that reads it wherever it is kept; asked each time it is needed, so it can change. */
export type Secret = string | (() => string | Promise<string>);

/** The secret as it is now. Throws a {@link DeliveryError} where it cannot be read, to be tried again. */
export async function secretNow(secret: Secret): Promise<string> {
  if (typeof secret === 'string') return secret;
  try {
    return await secret();
  } catch (cause) {
    throw new DeliveryError('retry', 'the secret cannot be read', { cause });
  }
}
