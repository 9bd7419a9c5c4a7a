import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { knownSettings, settingsSchema } from './settings-schema.ts';

/** A setting is missing or wrong. The message is one line that names the setting and says how to put it right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Everything that can be set, validated. */
export type Settings = z.infer<typeof settingsSchema>;

/** Environment variable → place in the settings. */
const variables = {
  PORT: 'port',
  HOST: 'host',
  INTAKE_DATA: 'data',
  ALLOWED_ORIGINS: 'allowedOrigins',
  RATE_LIMIT: 'rateLimit',
  TRUSTED_PROXIES: 'trustedProxies',
  LOG_LEVEL: 'logLevel',
  B2C_SITE_URL: 'b2cService.siteUrl',
  B2C_USERNAME: 'b2cService.username',
  B2C_PASSWORD: 'b2cService.password',
  B2C_PASSWORD_FILE: 'b2cService.passwordFile',
  B2C_SUBMISSION_ID_FIELD: 'b2cService.submissionIdField',
  B2C_TIMEOUT_MS: 'b2cService.timeoutMs',
  B2C_SETTLE_MS: 'b2cService.settleMs',
  B2C_CONCURRENCY: 'b2cService.concurrency',
} as const;

type Raw = Record<string, unknown>;

export interface SettingsSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of a JSON file. The environment wins over it. */
  readonly configFile?: string | undefined;
}

/** Reads the settings. Throws {@link SettingsError} for the first one that is wrong. */
export function readSettings({ env, configFile }: SettingsSources): Settings {
  const raw = configFile === undefined ? {} : readConfigFile(configFile);
  if (isRecord(raw.b2cService) && 'password' in raw.b2cService) {
    throw new SettingsError(
      `${configFile}: b2cService.password must not stand in this file; name a file that holds it as b2cService.passwordFile, or set B2C_PASSWORD`,
    );
  }
  const fromEnvironment = new Map<string, string>();
  for (const [name, path] of Object.entries(variables)) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    fromEnvironment.set(path, name);
    put(raw, path, path === 'allowedOrigins' ? value.split(/[\s,]+/).filter(Boolean) : value);
  }
  readPassword(
    raw,
    fromEnvironment.get('b2cService.passwordFile') ?? `${configFile}: b2cService.passwordFile`,
  );

  const parsed = settingsSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  // A setting that is spelt wrong explains the one that is missing.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const known = knownSettings[path.join('.')]?.join(', ') ?? 'none';
    throw new SettingsError(
      `${configFile}: ${[...path, issue.keys[0]].join('.')} is not a setting; there are ${known}`,
    );
  }
  throw new SettingsError(
    `${nameOf(path, fromEnvironment, configFile)} ${problemOf(raw, path, issue?.message)}`,
  );
}

/** What a person set, by the name they set it under; for what is missing, the environment variable. */
function nameOf(
  path: string[],
  fromEnvironment: Map<string, string>,
  configFile: string | undefined,
): string {
  const variableOf = (at: string) => Object.entries(variables).find(([, place]) => place === at)?.[0];
  for (let length = path.length; length > 0; length -= 1) {
    const at = path.slice(0, length).join('.');
    const variable = fromEnvironment.get(at) ?? (configFile === undefined ? variableOf(at) : undefined);
    if (variable) return variable;
  }
  return `${configFile ?? 'configuration'}: ${path.join('.')}`;
}

function problemOf(raw: Raw, path: string[], message = 'is not right'): string {
  const value = path.reduce<unknown>(
    (at, key) => (isRecord(at) || Array.isArray(at) ? at[key as never] : undefined),
    raw,
  );
  return value === undefined && /^must/.test(message) ? `is not set; it ${message}` : message;
}

function readConfigFile(file: string): Raw {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SettingsError(
      `--config ${file} cannot be read (${codeOf(cause)}); check the path and its permissions`,
      { cause },
    );
  }
  try {
    const raw: unknown = JSON.parse(content);
    if (isRecord(raw)) return structuredClone(raw);
  } catch (cause) {
    // The parser's message may quote the file; its position is enough.
    const position = /position (\d+)/.exec(String(cause))?.[1];
    const line = position ? ` near line ${content.slice(0, Number(position)).split('\n').length}` : '';
    throw new SettingsError(`--config ${file} is not valid JSON${line}`);
  }
  throw new SettingsError(`--config ${file} must hold a JSON object`);
}

/** Replaces `passwordFile` by what stands in it, without the line end that editors add. */
function readPassword(raw: Raw, name: string): void {
  const service = raw.b2cService;
  if (!isRecord(service) || service.passwordFile === undefined) return;
  const { passwordFile, ...rest } = service;
  raw.b2cService = rest;
  // The environment has said it already.
  if (rest.password !== undefined) return;
  try {
    rest.password = readFileSync(String(passwordFile), 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new SettingsError(`${name} cannot be read (${codeOf(cause)}); check the path and its permissions`, {
      cause,
    });
  }
  if (rest.password === '')
    throw new SettingsError(`${name} names an empty file; write the password into it`);
}

function put(raw: Raw, path: string, value: unknown): void {
  const [first = '', second] = path.split('.');
  if (second === undefined) raw[first] = value;
  else raw[first] = { ...(isRecord(raw[first]) ? raw[first] : {}), [second]: value };
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? 'unknown error';
}
