import * as z from 'zod/mini';
import { builtInForms } from '../model/forms/built-in.ts';
import { b2cServiceKind } from './destinations/b2c-service.ts';
import { egainKind } from './destinations/egain.ts';
import { fusionServiceKind } from './destinations/fusion-service.ts';
import { destinationKinds } from './destinations/kinds.ts';
import { oneserveKind } from './destinations/oneserve.ts';
import { webhookKind } from './destinations/webhook.ts';
import { hostedSettingNames, hostedSettingsSchema } from './hosted-settings-schema.ts';
import { oneOf, text, wholeNumber } from './settings-checks.ts';

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

const databaseHint =
  'must be the address of a database, such as postgres://user:password@db.example.com/intake';
const databaseUrl = z.string({ error: databaseHint }).check(
  z.refine((given: string) => /^postgres(ql)?:\/\/./.test(given) && URL.canParse(given), {
    error: databaseHint,
  }),
);

const typesHint =
  'must list media types out of application/pdf, image/jpeg, image/png, image/webp, image/heic';
const fileTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'];

/** What applicants may send along; null for nothing. */
const files = z.nullable(
  z.strictObject(
    {
      maxFiles: z._default(wholeNumber(1, 20, 5), 5),
      maxFileBytes: z._default(wholeNumber(1_024, 20_971_520, 5_242_880), 5_242_880),
      maxTotalBytes: z._default(wholeNumber(1_024, 104_857_600, 15_728_640), 15_728_640),
      /** For how long after the application, in hours. */
      hours: z._default(wholeNumber(1, 720, 24), 24),
      /** For how long the content of a file is kept once its application has been delivered, in days. */
      keepDays: z._default(wholeNumber(1, 3_650, 30), 30),
      types: z._default(
        z.array(z.enum(fileTypes, { error: typesHint }), { error: typesHint }),
        fileTypes.slice(0, 3),
      ),
    },
    { error: 'must be an object, such as { "maxFiles": 5 }, or null for no files' },
  ),
);

/** Challenges that pages solve; none without a secret. */
const altcha = z
  .strictObject(
    {
      secret: z.optional(text('must be a secret of your own')),
      secretFile: z.optional(text('must be the path of a file')),
      /** How much work one try at a challenge is. */
      cost: z._default(wholeNumber(1, 1_000_000, 5_000), 5_000),
    },
    { error: 'must be an object with secretFile' },
  )
  .check(
    z.check(({ value, issues }) => {
      if (value.secret !== undefined || value.secretFile !== undefined) return;
      const message =
        'must be a secret of your own, such as openssl rand -hex 32 prints; ALTCHA_SECRET_FILE may name a file that holds it';
      issues.push({ code: 'custom', path: ['secret'], message, input: undefined });
    }),
  );

/** A PostgreSQL database in place of the file in the data folder. */
const database = z
  .strictObject(
    {
      url: z.optional(databaseUrl),
      urlFile: z.optional(text('must be the path of a file')),
      backend: z._default(oneOf(['postgres', 'cockroachdb', 'yugabytedb', 'citus']), 'postgres'),
      /** How many connections this process may have at one time. */
      connections: z._default(wholeNumber(2, 1_000, 10), 10),
    },
    { error: 'must be an object with urlFile' },
  )
  .check(
    z.check(({ value, issues }) => {
      if (value.url !== undefined || value.urlFile !== undefined) return;
      issues.push({ code: 'custom', path: ['url'], message: databaseHint, input: undefined });
    }),
  );

/** Who may read the metrics; anyone without a token. */
const metrics = z
  .strictObject(
    {
      token: z.optional(text('must be a token of your own')),
      tokenFile: z.optional(text('must be the path of a file')),
    },
    { error: 'must be an object with tokenFile' },
  )
  .check(
    z.check(({ value, issues }) => {
      if (value.token !== undefined || value.tokenFile !== undefined) return;
      const message =
        'must be the path of a file with a token of your own, such as openssl rand -hex 32 prints';
      issues.push({ code: 'custom', path: ['tokenFile'], message, input: undefined });
    }),
  );

/** The keys under which what people type is sealed; without any, the data folder has its own. */
const encryption = z.strictObject(
  {
    key: z.optional(text('must be a key')),
    keyFile: z.optional(text('must be the path of a file')),
    oldKeys: z.optional(text('must be keys')),
  },
  { error: 'must be an object with keyFile' },
);

/** For how long what people typed is kept, in days. */
const retention = z.strictObject(
  {
    /** After an application has been delivered. */
    deliveredDays: z._default(wholeNumber(1, 3_650, 30), 30),
    /** After it first needed attention. */
    attentionDays: z._default(wholeNumber(1, 3_650, 180), 180),
  },
  { error: 'must be an object, such as { "deliveredDays": 30 }' },
);

const destinationNames = destinationKinds.map(({ name }) => name);
const listHint = `must list destinations out of ${destinationNames.join(', ')}`;
const destinationList = z.array(z.enum(destinationNames, { error: listHint }), { error: listHint });

/** Where the applications of single forms go; everywhere, of a form that is not named. */
const forms = z
  .record(
    z.string(),
    z
      .strictObject(
        {
          /** An application is delivered once all of these have it. */
          destinations: destinationList.check(
            z.minLength(1, { error: 'must name one destination at the least' }),
          ),
          /** These get it too, and hold nothing up. */
          optional: z._default(destinationList, []),
        },
        { error: 'must be an object, such as { "destinations": ["b2c-service"] }' },
      )
      .check(
        z.check(({ value: { destinations, optional }, issues }) => {
          const all = [...destinations, ...optional];
          const again = all.findIndex((name, at) => all.indexOf(name) !== at);
          if (again < 0) return;
          const inOptional = again - destinations.length;
          const path = inOptional < 0 ? ['destinations', again] : ['optional', inOptional];
          const message = `names ${all[again]} a second time for this form; once is enough`;
          issues.push({ code: 'custom', path, message, input: undefined });
        }),
      ),
    { error: 'must be an object of forms and their destinations' },
  )
  .check(
    z.check(({ value, issues }) => {
      const known = builtInForms.map(({ name }) => name);
      for (const form of Object.keys(value)) {
        if (known.includes(form)) continue;
        const message = `is not a form; there are ${known.join(', ')}`;
        issues.push({ code: 'custom', path: [form], message, input: undefined });
      }
    }),
  );

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
  /** How many connections may be open at one time. */
  maxConnections: z._default(wholeNumber(16, 1_000_000, 10_000), 10_000),
  logLevel: z._default(oneOf(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  /** How long a person takes over the form at least, in seconds; 0 where any time will do. */
  minSeconds: z._default(wholeNumber(0, 3_600, 3), 3),
  altcha: z.optional(altcha),
  database: z.optional(database),
  metrics: z.optional(metrics),
  encryption: z.optional(encryption),
  retention: z._default(retention, retention.parse({})),
  /** How long a delivery stays with a process that has died at it, in milliseconds. */
  leaseMs: z.optional(wholeNumber(1_000, 3_600_000, 60_000)),
  /** Which share of the deliveries that are begun are the newest applications, in percent. */
  newestPercent: z._default(wholeNumber(0, 100, 25), 25),
  files: z._default(files, files.parse({})),
  hosted: z._default(hostedSettingsSchema, hostedSettingsSchema.parse({})),
  forms: z._default(forms, {}),
  b2cService: z.optional(b2cServiceKind.schema),
  fusionService: z.optional(fusionServiceKind.schema),
  oneserve: z.optional(oneserveKind.schema),
  egain: z.optional(egainKind.schema),
  webhook: z.optional(webhookKind.schema),
});

/** The settings that a table of them may hold, by the path of the table. */
export const knownSettings: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(settingsSchema.shape),
  files: ['maxFiles', 'maxFileBytes', 'maxTotalBytes', 'hours', 'keepDays', 'types'],
  altcha: ['secretFile', 'cost'],
  database: ['urlFile', 'backend', 'connections'],
  metrics: ['tokenFile'],
  encryption: ['keyFile'],
  retention: ['deliveredDays', 'attentionDays'],
  hosted: hostedSettingNames,
  ...Object.fromEntries(builtInForms.map(({ name }) => [`forms.${name}`, ['destinations', 'optional']])),
  ...Object.fromEntries(destinationKinds.map(({ table, settingNames }) => [table, settingNames])),
};
