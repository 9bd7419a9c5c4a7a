import type { CommandOutput } from './check-command.ts';
import { readSettings, type Settings, type SettingsSources } from './settings.ts';

/** Reads the settings for a command, and tells what is set and yet has no effect. Throws as {@link readSettings} does. */
export function settingsFor(
  configFile: string | undefined,
  { note }: Pick<CommandOutput, 'note'>,
  options: Omit<SettingsSources, 'env' | 'configFile'> = {},
): Settings {
  const settings = readSettings({ env: process.env, configFile, ...options });
  for (const warning of settings.warnings) note(`applicant-intake: ${warning}`);
  return settings;
}
