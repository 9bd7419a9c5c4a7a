import { readFileSync } from 'node:fs';
import { type Keyring, keysIn } from '../stores/keyring.ts';
import { secretFrom } from './secret-setting.ts';
import { SettingsError } from './settings-error.ts';

/** Keys as the settings give them. */
export interface KeySettings {
  readonly key?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly oldKeys?: string | undefined;
}

/**
 * The keys under which what people type is sealed: the current one first, and in its file after it, or in `oldKeys`, those
 * that only open what is there. Undefined when none are set: then the data folder has its own. `nameOf` names a setting as
 * a person set it. Throws {@link SettingsError} when a file cannot be read, or holds anything else than keys.
 */
export function dataKeysFrom(
  { key, keyFile, oldKeys }: KeySettings,
  nameOf: (setting: string) => string,
): Keyring | undefined {
  if (key === undefined && keyFile === undefined) {
    if (oldKeys === undefined) return undefined;
    throw new SettingsError(
      `${nameOf('oldKeys')} has no effect without a current key; set INTAKE_KEY or INTAKE_KEY_FILE, or put old keys below the current one in intake.key of the data folder`,
    );
  }
  const name = nameOf(key === undefined ? 'keyFile' : 'key');
  secretFrom(key, keyFile, () => name);
  const current = keysIn(key ?? readFileSync(keyFile ?? '', 'utf8'));
  if (!current) throw malformed(name);
  if (oldKeys === undefined) return current;
  const old = keysIn(oldKeys);
  if (!old) throw malformed(nameOf('oldKeys'));
  return { current: current.current, byId: new Map([...old.byId, ...current.byId]) };
}

const malformed = (name: string) =>
  new SettingsError(
    `${name} must hold keys of 32 bytes each, in hexadecimal or base64, such as openssl rand -hex 32 prints`,
  );
