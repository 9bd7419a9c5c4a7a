import type * as z from 'zod/mini';
import type { Credentials, Secret } from '../connectors/b2c-service/index.ts';
import type { b2cSettingsSchema } from './b2c-settings-schema.ts';
import { openSecretFile, type SecretFile } from './secret-file.ts';
import { SettingsError } from './settings-error.ts';

export interface SignIn {
  readonly credentials: Credentials;
  /** The file that holds the secret, where one does. */
  readonly secretFile: SecretFile | undefined;
}

/**
 * How to sign in, as the settings say. A secret in a file is read again whenever it is needed. `nameOf` names a setting
 * as a person set it. Throws {@link SettingsError} when a file cannot be read.
 */
export function signInWith(
  settings: z.infer<typeof b2cSettingsSchema>,
  nameOf: (setting: string) => string,
): SignIn {
  const { username = '', oauthTokenUrl, oauthClientId = '', oauthScope } = settings;

  function secret(name: 'password' | 'sessionToken' | 'oauthClientSecret'): {
    secret: Secret;
    secretFile: SecretFile | undefined;
  } {
    const given = settings[name];
    const path = settings[`${name}File`];
    // The environment has said it already.
    if (given !== undefined || path === undefined) return { secret: given ?? '', secretFile: undefined };
    try {
      const secretFile = openSecretFile(path);
      return { secret: () => secretFile.read(), secretFile };
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
      const hint = code === 'empty file' ? 'names an empty file; write the secret into it' : '';
      throw new SettingsError(
        `${nameOf(`${name}File`)} ${hint || `cannot be read (${path}: ${code}); check the path and its permissions`}`,
        { cause },
      );
    }
  }

  if (oauthTokenUrl !== undefined) {
    const { secret: clientSecret, secretFile } = secret('oauthClientSecret');
    const credentials = {
      scheme: 'oauth',
      tokenUrl: oauthTokenUrl,
      clientId: oauthClientId,
      clientSecret,
    } as const;
    return { credentials: { ...credentials, ...(oauthScope && { scope: oauthScope }) }, secretFile };
  }
  if (settings.sessionToken !== undefined || settings.sessionTokenFile !== undefined) {
    const { secret: token, secretFile } = secret('sessionToken');
    return { credentials: { scheme: 'session', token }, secretFile };
  }
  const { secret: password, secretFile } = secret('password');
  return { credentials: { scheme: 'basic', username, password }, secretFile };
}
