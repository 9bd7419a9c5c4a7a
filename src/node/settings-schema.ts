import * as z from 'zod/mini';
import { mappingWith } from '../connectors/b2c-service/mapping.ts';

/** What every setting must be. Each message goes after the setting's name and says how to put it right. */

const wholeNumber = (min: number, max: number, example: number) => {
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

const text = (error: string) => z.string({ error }).check(z.minLength(1, { error }));

const matching = (pattern: RegExp, error: string) => z.string({ error }).check(z.regex(pattern, { error }));

const originHint = 'must list origins, scheme and host only, such as https://www.example.com';
const origin = z.string({ error: originHint }).check(
  z.refine(
    (given: string) =>
      URL.canParse(given) && /^https?:\/\//.test(given) && new URL(given).origin === given.toLowerCase(),
    { error: originHint },
  ),
  // Browsers write it in small letters, and origins are compared as they are written.
  z.overwrite((given: string) => given.toLowerCase()),
);

const siteHint = 'must be the address of your site, such as https://carrier.custhelp.com';
const siteUrl = z.string({ error: siteHint }).check(
  z.refine((given: string) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
    error: siteHint,
    abort: true,
  }),
  z.refine((given: string) => isEncrypted(new URL(given)), {
    error: 'must begin with https://, since credentials travel with it',
  }),
  z.refine((given: string) => `${new URL(given).username}${new URL(given).password}` === '', {
    error: 'must not contain the credentials; put them into B2C_USERNAME and B2C_PASSWORD',
  }),
  z.refine((given: string) => !/[?#]/.test(given), {
    error: 'must not contain ? or #; paths are added to it',
  }),
);

const sourceHint =
  'must be a source such as answers.city, {"from", "names"}, {"constant"}, {"template"}, or null for none';
const sourceName = z
  .string({ error: sourceHint })
  .check(z.regex(/^(id|answers\.\w+|attribution\.\w+)$/, { error: sourceHint }));

/** A mapping line (see `Source` of the connector); null takes a default line away. */
const source = z.nullable(
  z.union(
    [
      sourceName,
      z.strictObject({ from: sourceName, names: z.record(z.string(), z.string()) }),
      z.strictObject({ constant: z.union([z.string(), z.number(), z.boolean()]) }),
      z.strictObject({ template: z.string() }),
    ],
    { error: sourceHint },
  ),
);
const path = z.string().check(z.regex(/^(?!.*(^|\.)(__proto__|constructor|prototype)(\.|$))\w+(\.\w+)*$/));
const lines = z._default(
  z.record(path, source, {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'must be a path such as customFields.c.cdl_type.lookupName'
        : 'must be an object of paths and sources',
  }),
  {},
);

/** Changes to the default mapping. A line may not fill what another line, changed or not, needs as an object. */
const mapping = z.strictObject({ contact: lines, incident: lines }).check(
  z.check(({ value, issues }) => {
    for (const [object, merged] of Object.entries(mappingWith(value))) {
      const paths = Object.keys(merged);
      const filled = paths.find((one) => paths.some((other) => other.startsWith(`${one}.`)));
      if (filled === undefined) continue;
      const message = 'has lines below it too; set to null what you do not want';
      issues.push({ code: 'custom', path: [object, filled], message, input: undefined });
    }
  }),
);

const b2cService = z.strictObject({
  siteUrl,
  username: matching(
    /^[^:]+$/,
    'must be the name of the staff account that calls the API, without a colon, which Basic authentication cannot carry',
  ),
  password: text(
    'must be the password of the staff account; B2C_PASSWORD_FILE may name a file that holds it',
  ),
  /** The text custom field of incidents that carries the submission's id; null where there is none. */
  submissionIdField: z._default(
    z.nullable(matching(/^\w+$/, 'must be the name of a custom field, such as submission_id')),
    'submission_id',
  ),
  mapping: z._default(mapping, { contact: {}, incident: {} }),
  /** How long one call may take, in milliseconds. */
  timeoutMs: z._default(wholeNumber(100, 120_000, 30_000), 30_000),
  /** How long to wait before looking whether a call without an answer got through, in milliseconds. */
  settleMs: z._default(wholeNumber(0, 600_000, 30_000), 30_000),
  /** How many applications may be on their way at one time. */
  concurrency: z._default(wholeNumber(1, 64, 4), 4),
});

/** All settings, in the shape of the configuration file. */
export const settingsSchema = z.strictObject({
  port: z._default(wholeNumber(0, 65_535, 8080), 8080),
  /** The address to listen on; every one by default. */
  host: z.optional(text('must be an address of this machine, such as 127.0.0.1')),
  /** The data folder. */
  data: z._default(text('must be the path of a folder'), './data'),
  allowedOrigins: z._default(z.array(origin, { error: originHint }), []),
  /** How many applications one address may send a minute; 0 for no limit. */
  rateLimit: z._default(wholeNumber(0, 1_000_000, 120), 120),
  /** How many reverse proxies of the operator's own stand in front. */
  trustedProxies: z._default(wholeNumber(0, 16, 1), 0),
  logLevel: z._default(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    }),
    'info',
  ),
  b2cService: z.optional(b2cService),
});

/** The settings that a table of them may hold, by the path of the table. */
export const knownSettings: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(settingsSchema.shape),
  b2cService: [...Object.keys(b2cService.shape).filter((key) => key !== 'password'), 'passwordFile'],
  'b2cService.mapping': ['contact', 'incident'],
};

function isEncrypted({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
