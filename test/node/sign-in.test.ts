import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Credentials, Secret } from '../../src/connectors/b2c-service/index.ts';
import { credentialsIn } from '../../src/node/destinations/b2c-service.ts';
import { readSettings, type Settings } from '../../src/node/settings.ts';
import {
  complaintAbout,
  complaintOf,
  folderWith,
  passwordEnv,
  readConfig,
  secret,
  siteConfig,
} from '../support/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const B2C_SITE_URL = 'https://carrier.custhelp.com';
const oauth = { B2C_OAUTH_TOKEN_URL: 'https://id.example.com/token', B2C_OAUTH_CLIENT_ID: 'proxy' };

const signInOf = (env: Record<string, string>) => signInIn(readSettings({ env: { B2C_SITE_URL, ...env } }));

/** How a proxy with these settings signs in, and the file that holds the secret. */
function signInIn({ b2cService, destinations: [site] }: Settings) {
  if (!b2cService || !site) return undefined;
  return { credentials: credentialsIn(b2cService, site.secret), secretFile: site.secretFiles[0] };
}

/** The secret of credentials as it is read when it is needed. */
async function secretOf(credentials: Credentials | undefined): Promise<string | undefined> {
  const held: Secret | undefined =
    credentials?.scheme === 'basic'
      ? credentials.password
      : credentials?.scheme === 'session'
        ? credentials.token
        : credentials?.clientSecret;
  return typeof held === 'function' ? held() : held;
}

describe('the ways to sign in', () => {
  it('are by name and password', () => {
    const { credentials, secretFile } = signInOf({ B2C_USERNAME: 'integration', ...passwordEnv }) ?? {};
    expect(credentials).toEqual({ scheme: 'basic', username: 'integration', password: secret });
    expect(secretFile).toBeUndefined();
  });

  it('or by an agent’s session', () => {
    expect(signInOf({ B2C_SESSION_TOKEN: secret })?.credentials).toEqual({
      scheme: 'session',
      token: secret,
    });
  });

  it('or by a token of an identity provider', () => {
    const { credentials } =
      signInOf({ ...oauth, B2C_OAUTH_CLIENT_SECRET: secret, B2C_OAUTH_SCOPE: 'api' }) ?? {};
    expect(credentials).toEqual({
      scheme: 'oauth',
      tokenUrl: 'https://id.example.com/token',
      clientId: 'proxy',
      clientSecret: secret,
      scope: 'api',
    });
    expect(signInOf({ ...oauth, B2C_OAUTH_CLIENT_SECRET: secret })?.credentials).not.toHaveProperty('scope');
  });

  it.each([
    [
      { B2C_USERNAME: 'integration', ...passwordEnv, ...oauth, B2C_OAUTH_CLIENT_SECRET: secret },
      'B2C_OAUTH_TOKEN_URL',
      'username',
    ],
    [
      { B2C_USERNAME: 'integration', ...passwordEnv, B2C_SESSION_TOKEN: secret },
      'B2C_SESSION_TOKEN',
      'username',
    ],
    [
      { B2C_SESSION_TOKEN: secret, ...oauth, B2C_OAUTH_CLIENT_SECRET: secret },
      'B2C_OAUTH_TOKEN_URL',
      'sessionToken',
    ],
  ])('are one and not two: %#', (env, name, first) => {
    expect(complaintOf(() => signInOf(env))).toBe(
      `${name} is another way to sign in than ${first}; choose one of them`,
    );
  });

  it.each([
    [{}, /^B2C_USERNAME is not set; it must be the name of the staff account/],
    [
      { B2C_USERNAME: 'integration' },
      /^B2C_PASSWORD is not set; it must be the password .* B2C_PASSWORD_FILE/,
    ],
    [{ B2C_USERNAME: 'a:b', ...passwordEnv }, /^B2C_USERNAME must be .* without a colon/],
    [{ B2C_OAUTH_CLIENT_ID: 'proxy' }, /^B2C_OAUTH_TOKEN_URL is not set; it must be the address/],
    [
      { B2C_OAUTH_TOKEN_URL: oauth.B2C_OAUTH_TOKEN_URL },
      /^B2C_OAUTH_CLIENT_ID is not set; it must be the id/,
    ],
    [oauth, /^B2C_OAUTH_CLIENT_SECRET is not set; it must be the secret .* B2C_OAUTH_CLIENT_SECRET_FILE/],
  ])('are told what they lack: %j', (env, message) => {
    expect(complaintOf(() => signInOf(env))).toMatch(message);
  });

  it('need no secret for what signs in nowhere', () => {
    const read = (env: Record<string, string>, sampleSite = false) =>
      readSettings({ env, withoutCredentials: true, sampleSite }).b2cService;
    expect(read({})).toBeUndefined();
    expect(read({}, true)).toMatchObject({
      siteUrl: 'https://site.invalid',
      submissionIdField: 'submission_id',
    });
    expect(read({ B2C_SITE_URL, ...oauth, B2C_PASSWORD_FILE: '/nowhere' })).toMatchObject({
      siteUrl: B2C_SITE_URL,
      username: 'username',
      password: 'password',
    });
  });
});

describe('a secret', () => {
  it.each(['password', 'sessionToken', 'oauthClientSecret'])(
    'never stands in the configuration file: %s',
    (name) => {
      const message = `config.json:5: b2cService.${name} must not stand in this file; name a file that holds it as b2cService.${name}File, or set it in the environment`;
      expect(complaintAbout(siteConfig({ [name]: secret }))).toBe(message);
      expect(complaintAbout(siteConfig({ [name]: secret }), passwordEnv)).toBe(message);
    },
  );

  it.each([
    ['B2C_PASSWORD_FILE', { B2C_USERNAME: 'integration' }],
    ['B2C_SESSION_TOKEN_FILE', {}],
    ['B2C_OAUTH_CLIENT_SECRET_FILE', oauth],
  ])('may stand in a file of its own, with or without a line end: %s', async (name, env) => {
    for (const content of [secret, `${secret}\n`, `${secret}\r\n`]) {
      const path = join(folderWith({ secret: content }), 'secret');
      expect(await secretOf(signInOf({ ...env, [name]: path })?.credentials)).toBe(secret);
    }
  });

  it('may be named in the configuration file by its file', async () => {
    const passwordFile = join(folderWith({ password: secret }), 'password');
    const { credentials } = signInIn(readConfig(siteConfig({ passwordFile }))) ?? {};
    expect(await secretOf(credentials)).toBe(secret);
  });

  it('of the environment wins, and then the file need not be there', async () => {
    const folder = folderWith({ password: 'other' });
    for (const name of ['password', 'missing']) {
      const config = siteConfig({ passwordFile: join(folder, name) });
      expect(await secretOf(signInIn(readConfig(config, passwordEnv))?.credentials)).toBe(secret);
    }
  });

  it('in a file that cannot be read is a mistake of whoever named the file', () => {
    const missing = join(temporaryFolder(), 'missing');
    expect(complaintAbout(siteConfig({ passwordFile: missing }))).toBe(
      `config.json:5: b2cService.passwordFile cannot be read (${missing}: ENOENT); check the path and its permissions`,
    );
    expect(complaintAbout(siteConfig(), { B2C_PASSWORD_FILE: missing })).toBe(
      `B2C_PASSWORD_FILE cannot be read (${missing}: ENOENT); check the path and its permissions`,
    );
  });

  it('in a file that is named by a relative path lies beside the configuration file', async () => {
    const folder = folderWith({
      password: secret,
      'config.json': siteConfig({ passwordFile: 'password' }),
    });
    const settings = readSettings({ env: {}, configFile: join(folder, 'config.json') });
    expect(await secretOf(signInIn(settings)?.credentials)).toBe(secret);
  });

  it.each(['', '\n', '\r\n'])('is not an empty file: %j', (content) => {
    const passwordFile = join(folderWith({ password: content }), 'password');
    expect(complaintAbout(siteConfig({ passwordFile }))).toBe(
      'config.json:5: b2cService.passwordFile names an empty file; write the secret into it',
    );
  });

  it('in a file is read anew each time, and outlives a moment without the file', async () => {
    const path = join(folderWith({ password: 'first' }), 'password');
    const { credentials } = signInOf({ B2C_USERNAME: 'integration', B2C_PASSWORD_FILE: path }) ?? {};
    writeFileSync(path, 'second\n');
    expect(await secretOf(credentials)).toBe('second');
    writeFileSync(path, '');
    expect(await secretOf(credentials)).toBe('second');
    writeFileSync(path, 'third');
    expect(await secretOf(credentials)).toBe('third');
  });
});
