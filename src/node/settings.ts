import { dirname } from 'node:path';
import type * as z from 'zod/mini';
import { nearest } from '../connectors/nearest.ts';
import type { Secret } from '../connectors/secret.ts';
import type { Keyring } from '../stores/keyring.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { dataKeysFrom } from './data-keys.ts';
import { destinationUse } from './destination-use.ts';
import { type ConfiguredDestination, configured } from './destinations/configured-destination.ts';
import type { DestinationSettings } from './destinations/destination-kind.ts';
import { destinationKinds } from './destinations/kinds.ts';
import { secretFrom } from './secret-setting.ts';
import { findBeside, isTable, refuseSecrets, withPlaceholders } from './secrets-apart.ts';
import { settingPath } from './setting-path.ts';
import { SettingsError } from './settings-error.ts';
import { knownSettings, settingsSchema } from './settings-schema.ts';

export { SettingsError } from './settings-error.ts';

type Parsed = z.infer<typeof settingsSchema>;

/** Everything that can be set, validated. */
export type Settings = Omit<Parsed, 'altcha' | 'database' | 'encryption' | 'metrics' | 'leaseMs'> & {
  readonly leaseMs: number;
  /** The destinations that are configured, in the order of their kinds. */
  readonly destinations: readonly ConfiguredDestination[];
  /** Absent where pages are given no challenges. */
  readonly altcha?: { readonly secret: Secret; readonly cost: number };
  /** Absent where the data folder has keys of its own. */
  readonly keys?: Keyring;
  /** Absent where the data folder holds everything. */
  readonly database?: DatabaseSettings;
  /** Absent where anyone may read the metrics. */
  readonly metrics?: { readonly token: Secret };
  /** What is set and yet has no effect, a sentence each. */
  readonly warnings: readonly string[];
};

export type DatabaseSettings = Omit<NonNullable<Parsed['database']>, 'url' | 'urlFile'> & {
  readonly url: Secret;
};

/** Environment variable → place in the settings. */
const variables: Readonly<Record<string, string>> = {
  PORT: 'port',
  HOST: 'host',
  INTAKE_DATA: 'data',
  INTAKE_KEY: 'encryption.key',
  INTAKE_KEY_FILE: 'encryption.keyFile',
  INTAKE_OLD_KEYS: 'encryption.oldKeys',
  KEEP_DELIVERED_DAYS: 'retention.deliveredDays',
  KEEP_ATTENTION_DAYS: 'retention.attentionDays',
  ALLOWED_ORIGINS: 'allowedOrigins',
  RATE_LIMIT: 'rateLimit',
  TRUSTED_PROXIES: 'trustedProxies',
  MAX_CONNECTIONS: 'maxConnections',
  MIN_SECONDS: 'minSeconds',
  ALTCHA_SECRET: 'altcha.secret',
  ALTCHA_SECRET_FILE: 'altcha.secretFile',
  ALTCHA_COST: 'altcha.cost',
  DATABASE_URL: 'database.url',
  DATABASE_URL_FILE: 'database.urlFile',
  DATABASE_BACKEND: 'database.backend',
  DATABASE_CONNECTIONS: 'database.connections',
  METRICS_TOKEN: 'metrics.token',
  METRICS_TOKEN_FILE: 'metrics.tokenFile',
  LEASE_MS: 'leaseMs',
  NEWEST_PERCENT: 'newestPercent',
  LOG_LEVEL: 'logLevel',
  ...Object.fromEntries(
    destinationKinds.flatMap(({ table, variables: own }) =>
      Object.entries(own).map(([variable, setting]) => [variable, `${table}.${setting}`]),
    ),
  ),
};

type Raw = Record<string, unknown>;

export interface SettingsSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of a JSON file. The environment wins over it. */
  readonly configFile?: string | undefined;
  /** Puts placeholders in place of credentials. Default: false. */
  readonly withoutCredentials?: boolean;
  /** Besides, has whoever has set no back end look at what the first kind of them would get. Default: false. */
  readonly sampleSite?: boolean;
  /** Reads the keys of the data also where credentials have placeholders. Default: false. */
  readonly withKeys?: boolean;
}

/** Reads the settings. Throws {@link SettingsError} for the first one that is wrong. */
export function readSettings(sources: SettingsSources): Settings {
  const { env, configFile, withoutCredentials = false, sampleSite = false, withKeys = false } = sources;
  const file = configFile === undefined ? undefined : readConfigFile(configFile);
  let raw: Raw = structuredClone(file?.content ?? {});
  refuseSecrets(raw, file);
  if (configFile !== undefined) findBeside(raw, dirname(configFile));
  const fromEnvironment = new Map<string, string>();
  for (const [name, path] of Object.entries(variables)) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    fromEnvironment.set(path, name);
    put(raw, path, fromText(path, value));
  }
  if (withoutCredentials) {
    const { encryption } = raw;
    raw = {
      ...withPlaceholders(raw, { sampleSite }),
      ...(withKeys && encryption !== undefined && { encryption }),
    };
  }
  const nameOf = (path: readonly PropertyKey[]) => nameOfSetting(path, fromEnvironment, file);
  const makerOf = (table: string) =>
    file && file.content[table] === undefined
      ? [...fromEnvironment].find(([path]) => path.startsWith(`${table}.`))?.[1]
      : undefined;

  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) throw mistake(parsed.error.issues, raw, { nameOf, makerOf });
  const { altcha, database, encryption, metrics, ...rest } = parsed.data;
  const destinations = destinationKinds.flatMap((kind) => {
    const table = (rest as unknown as Record<string, DestinationSettings | undefined>)[kind.table];
    return table ? [configured(kind, table, (setting) => nameOf([kind.table, setting]))] : [];
  });
  const minLeaseMs = 2 * Math.max(0, ...destinations.map(({ timeoutMs }) => timeoutMs));
  const { leaseMs = Math.max(60_000, minLeaseMs) } = rest;
  if (leaseMs < minLeaseMs) {
    throw new SettingsError(
      `${nameOf(['leaseMs'])} must be ${minLeaseMs} at the least, twice the time that a call may take, or a delivery could be taken from a process that is still at it`,
    );
  }
  // Whoever looks at deliveries need not have what stands in the environment of the proxy.
  if (!withoutCredentials || sampleSite) {
    refuseMissing(
      rest.forms,
      destinations.map(({ name }) => name),
      nameOf,
    );
  }
  const unused = destinations
    .filter(({ name }) => destinationUse(name, rest.forms) === 'unused')
    .map(({ name, table }) => {
      const maker = makerOf(table);
      const where = maker ? `${table} (${maker})` : nameOf([table]);
      return `${where} is configured and no form names ${name}; nothing new goes there`;
    });
  const address =
    database && secretFrom(database.url, database.urlFile, () => nameOf(['database', 'urlFile']));
  const challenges =
    altcha && secretFrom(altcha.secret, altcha.secretFile, () => nameOf(['altcha', 'secretFile']));
  const readers =
    metrics && secretFrom(metrics.token, metrics.tokenFile, () => nameOf(['metrics', 'tokenFile']));
  const keys = encryption && dataKeysFrom(encryption, (setting) => nameOf(['encryption', setting]));
  return {
    ...rest,
    leaseMs,
    destinations,
    warnings: [...unknownVariables(env), ...unused],
    ...(keys && { keys }),
    ...(address && database && { database: { ...database, url: address.secret } }),
    ...(challenges && { altcha: { secret: challenges.secret, cost: altcha.cost } }),
    ...(readers && { metrics: { token: readers.secret } }),
  };
}

/** How messages call what is set. */
interface Names {
  /** A setting, by the name that it was set under. */
  readonly nameOf: (path: readonly PropertyKey[]) => string;
  /** The variable that makes a table of settings where there is a file and the table is not in it. */
  readonly makerOf: (table: string) => string | undefined;
}

/** Refuses forms that name what is not configured. Where nothing is, they choose among simulators. */
function refuseMissing(forms: Settings['forms'], given: readonly string[], nameOf: Names['nameOf']): void {
  if (given.length === 0) return;
  for (const [form, lists] of Object.entries(forms)) {
    for (const list of ['destinations', 'optional'] as const) {
      const at = lists[list].findIndex((name) => !given.includes(name));
      const kind = destinationKinds.find(({ name }) => name === lists[list][at]);
      if (!kind) continue;
      const [variable] = Object.keys(kind.variables);
      throw new SettingsError(
        `${nameOf(['forms', form, list, at])} names ${kind.name}, which is not configured; add the table ${kind.table} or set ${variable}, or take the name out`,
      );
    }
  }
}

/** A value of the environment, as the file would have it. */
function fromText(path: string, value: string): unknown {
  if (path === 'allowedOrigins') return value.split(/[\s,]+/).filter(Boolean);
  return path === 'b2cService.submissionIdField' && value === 'null' ? null : value;
}

function mistake(issues: readonly z.core.$ZodIssue[], raw: Raw, { nameOf, makerOf }: Names): SettingsError {
  // A setting that is spelt wrong explains the one that is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = nearest(key, knownSettings[path.join('.')] ?? []).join(', ');
    return new SettingsError(`${nameOf([...path, key])} is not a setting${known && `; there are ${known}`}`);
  }
  const value = path.reduce<unknown>(
    (at, key) => (isTable(at) || Array.isArray(at) ? at[key as never] : undefined),
    raw,
  );
  const message = issue?.message ?? 'is not right';
  const absent = value === undefined && /^must/.test(message);
  const maker = makerOf(String(path[0]));
  const notSet = `is not set${maker ? `, though ${maker} is` : ''}; it ${message}`;
  return new SettingsError(`${nameOf(path)} ${absent ? notSet : message}`);
}

/**
 * What a person set, by the name they set it under and the line. For what is missing, the environment variable, unless the
 * file has something around it.
 */
function nameOfSetting(
  path: readonly PropertyKey[],
  fromEnvironment: ReadonlyMap<string, string>,
  file: ConfigFile | undefined,
): string {
  const variableOf = (at: string) => Object.entries(variables).find(([, place]) => place === at)?.[0];
  const keys = path.map(String);
  const isInFile = file?.content[keys[0] ?? ''] !== undefined;
  for (let length = keys.length; length > 0; length -= 1) {
    const at = keys.slice(0, length).join('.');
    const variable = fromEnvironment.get(at) ?? (isInFile ? undefined : variableOf(at));
    if (variable) return variable;
  }
  const places = path.map((key) => (/^\d+$/.test(String(key)) ? Number(key) : String(key)));
  return `${file?.locate(places) ?? 'configuration'}: ${settingPath(keys)}`;
}

const ownPrefix = new RegExp(
  `^(INTAKE|ALTCHA|DATABASE|METRICS|${destinationKinds.map(({ variables: own }) => Object.keys(own)[0]?.split('_')[0]).join('|')})_`,
);

/** Names that look like ours and are not: most likely slips of the pen. */
function unknownVariables(env: SettingsSources['env']): string[] {
  const known = Object.keys(variables);
  return Object.keys(env)
    .filter((name) => ownPrefix.test(name) && !known.includes(name))
    .map((name) => `${name} is not a setting; did you mean ${nearest(name, known)[0]}?`);
}

function put(raw: Raw, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) raw[first] = value;
  else raw[first] = { ...(isTable(raw[first]) ? raw[first] : {}), [second]: value };
}
