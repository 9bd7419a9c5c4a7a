/** Checks that several settings share. Each message goes after the setting's name and says how to put it right. */

import * as z from 'zod/mini';

/** A whole number, which the environment gives as text. */
export const wholeNumber = (min: number, max: number, example: number) => {
  const error = `must be a whole number from ${min} to ${max}, such as ${example}`;
  return z.pipe(
    // The environment knows text only. `Number` would also take '', null and true for numbers.
    z.transform((given: unknown) =>
      typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given,
    ),
    z
      .number({ error })
      .check(z.refine((value: number) => Number.isInteger(value) && value >= min && value <= max, { error })),
  );
};

/** Text that is not empty. */
export const text = (error: string) => z.string({ error }).check(z.minLength(1, { error }));

export const matching = (pattern: RegExp, error: string) =>
  z.string({ error }).check(z.regex(pattern, { error }));

/** Yes or no, which the environment gives as text. */
export const yesNo = z.pipe(
  z.transform((given: unknown) => (given === 'true' ? true : given === 'false' ? false : given)),
  z.boolean({ error: 'must be true or false' }),
);

export const oneOf = <const T extends readonly string[]>(names: T) =>
  z.enum(names, { error: `must be ${names.slice(0, -1).join(', ')} or ${names.at(-1)}` });

/**
 * An address to which credentials travel: encrypted, unless it is this machine. `credentials` says where those of this
 * address belong.
 */
export const secureUrl = (
  hint: string,
  credentials = 'must not contain the credentials; put them into B2C_USERNAME and B2C_PASSWORD',
) =>
  z.string({ error: hint }).check(
    z.refine((given: string) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
      error: hint,
      abort: true,
    }),
    z.refine((given: string) => isEncrypted(new URL(given)), {
      error: 'must begin with https://, since credentials travel with it',
    }),
    z.refine((given: string) => `${new URL(given).username}${new URL(given).password}` === '', {
      error: credentials,
    }),
  );

function isEncrypted({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
