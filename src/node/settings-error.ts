/** A setting is missing or wrong. The message is one line that names the setting and says how to put it right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
