import type { Keyring } from '../stores/keyring.ts';
import { SettingsError } from './settings-error.ts';

/** The keys under which a database holds what people typed. Throws {@link SettingsError} where none are set. */
export function databaseKeys(keys: Keyring | undefined): Keyring {
  if (keys) return keys;
  // Whatever was made in a data folder, no other machine would have.
  throw new SettingsError(
    'INTAKE_KEY is not set, nor INTAKE_KEY_FILE; with DATABASE_URL all machines seal under one key, so make it with openssl rand -hex 32 and set it for each of them',
  );
}
