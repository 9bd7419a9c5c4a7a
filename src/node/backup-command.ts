import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { NewerSchema } from '../stores/other-schema.ts';
import { type Backup, BackupError, backUp } from '../stores/sqlite-backup.ts';
import type { CommandOutput } from './check-command.ts';
import { errorCodes } from './error-codes.ts';
import { exitCodes } from './exit-codes.ts';
import { folderError, noDatabaseIn } from './open-store.ts';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';
import { UsageError } from './usage-error.ts';

/**
 * `applicant-intake backup`: copies the applications of a data folder into a file, also while a proxy is at work on it.
 * Resolves to the exit code.
 */
export async function backupCommand(
  { data, database }: Pick<Settings, 'data' | 'database'>,
  { file, json }: { readonly file: string; readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  if (database) {
    throw new UsageError(
      `DATABASE_URL: backup copies a data folder, and the applications are in a database; run pg_dump --format=custom --file=${file} with its address, and keep INTAKE_KEY apart from that copy, which nobody can read without`,
    );
  }
  const backup = await copy(data, file, (done) => note(`  ${Math.floor(done * 100)} %`));
  if (json) print(JSON.stringify({ file: resolve(file), ...backup }));
  else print(`${file} holds ${inWords(backup)}`);
  const keys = readdirSync(data).filter((name) => name.endsWith('.key'));
  if (keys.length > 0) {
    note(`Not in it: ${keys.join(', ')} of ${resolve(data)}. Keep copies of them too, apart from this one.`);
  }
  return exitCodes.ok;
}

async function copy(data: string, file: string, onProgress: (done: number) => void): Promise<Backup> {
  try {
    return await backUp({ directory: data, file, onProgress });
  } catch (error) {
    if (error instanceof NewerSchema) throw folderError(data, error);
    if (error instanceof BackupError) throw new SettingsError(complaint(error, data, file), { cause: error });
    throw error;
  }
}

function complaint({ kind, cause }: BackupError, data: string, file: string): string {
  const folder = resolve(data);
  const { code = 'unknown error' } = errorCodes(cause);
  switch (kind) {
    case 'no-data':
      return noDatabaseIn(data);
    case 'exists':
      return `${file} or ${file}.part is there already; a backup overwrites nothing, so choose another name, or remove what an earlier one has left`;
    case 'no-place':
      return `${file} cannot be made (${code}); check its folder and the permissions there`;
    case 'full':
      return `${file} cannot be written, since the disk is full; nothing of it is left`;
    case 'damaged':
      return `INTAKE_DATA: ${folder} holds an intake.db that is damaged (${code}); nothing was copied. Keep the folder as it is, and go back to an earlier backup`;
    case 'failed':
      return `${file} could not be written (${code}); nothing of it is left`;
  }
}

function inWords({ applications, bytes }: Backup): string {
  const count = new Intl.NumberFormat('en').format(applications);
  const size = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / 1_000_000);
  return `${count} ${applications === 1 ? 'application' : 'applications'} (${size} MB)`;
}
