import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../queue/log.ts';
import { errorCodes } from './error-codes.ts';
import { SettingsError } from './settings-error.ts';

export interface DeliveryMark {
  /** The data folder. */
  readonly folder: string;
  /** Whether applications go to simulators. */
  readonly areSimulated: boolean;
  /** How many deliveries are not through yet. */
  readonly waiting: number;
}

/**
 * Notes in a data folder whether its applications go to simulators or to sites, and throws {@link SettingsError} where some
 * wait for the other: invented ones would come to recruiters, and real ones to nobody.
 */
export function markDeliveries({ folder, areSimulated, waiting }: DeliveryMark, log: Log): void {
  const file = join(folder, 'delivers-to');
  const now = areSimulated ? 'simulators' : 'sites';
  const before = read(file);
  if (before === now) return;
  if (before !== undefined && waiting > 0) {
    const count = waiting === 1 ? '1 delivery that waits' : `${waiting} deliveries that wait`;
    const held = `${folder} holds ${count} for ${areSimulated ? 'sites that are not configured now' : 'simulators'}`;
    const fix = areSimulated
      ? 'configure the site as before, or set INTAKE_DATA to another folder'
      : `set INTAKE_DATA to another folder, or remove ${file} to have them sent to what is configured`;
    throw new SettingsError(`${held}; ${fix}`);
  }
  try {
    writeFileSync(file, `${now}\n`);
  } catch (error) {
    log.warn({ file, error: errorCodes(error) }, 'where applications go cannot be noted');
  }
}

/** What is noted; undefined where nothing is, or nothing that could be. */
function read(file: string): string | undefined {
  try {
    const noted = readFileSync(file, 'utf8').trim();
    return noted === 'simulators' || noted === 'sites' ? noted : undefined;
  } catch {
    return undefined;
  }
}
