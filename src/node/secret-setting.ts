import type { Secret } from '../connectors/secret.ts';
import { openSecretFile, type SecretFile } from './secret-file.ts';
import { SettingsError } from './settings-error.ts';

/** A secret as the settings give it. */
export interface SecretSetting {
  readonly secret: Secret;
  /** The file that holds it, where one does. It is read again whenever the secret is needed. */
  readonly secretFile: SecretFile | undefined;
}

/**
 * The secret that stands in the environment, or else in the file at `path`. `nameOfPath` is what a person calls the
 * setting of the path. Throws {@link SettingsError} when the file cannot be read.
 */
export function secretFrom(
  given: string | undefined,
  path: string | undefined,
  nameOfPath: () => string,
): SecretSetting {
  // The environment has said it already.
  if (given !== undefined || path === undefined) return { secret: given ?? '', secretFile: undefined };
  try {
    const secretFile = openSecretFile(path);
    return { secret: () => secretFile.read(), secretFile };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    const hint = code === 'empty file' ? 'names an empty file; write the secret into it' : '';
    throw new SettingsError(
      `${nameOfPath()} ${hint || `cannot be read (${path}: ${code}); check the path and its permissions`}`,
      { cause },
    );
  }
}
