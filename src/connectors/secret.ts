/** A secret, or a function that reads it wherever it is kept; asked each time it is needed, so it can change. */
export type Secret = string | (() => string | Promise<string>);

/** The secret as it is now. */
export async function secretNow(secret: Secret): Promise<string> {
  return typeof secret === 'string' ? secret : secret();
}
