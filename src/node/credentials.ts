import type * as z from 'zod/mini';
import type { Credentials } from '../connectors/b2c-service/index.ts';
import type { b2cSettingsSchema } from './b2c-settings-schema.ts';
import type { SecretFile } from './secret-file.ts';
import { secretFrom } from './secret-setting.ts';

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

  const secret = (name: 'password' | 'sessionToken' | 'oauthClientSecret') =>
    secretFrom(settings[name], settings[`${name}File`], () => nameOf(`${name}File`));

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
