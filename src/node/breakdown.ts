import type { Log } from '../queue/log.ts';
import { errorCodes, errorPlaces } from './error-codes.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Ends the process when something was thrown that nobody caught, with {@link exitCodes.brokeDown}, so that a supervisor
 * starts it again: who knows what state it is in, and the next start takes up whatever was under way. It tells the kind
 * of error and where it arose, and not its message, which may quote what a person typed; Node by itself prints that.
 */
export function exitOnBreakdown(log: Log): void {
  process.on('uncaughtException', (error: unknown) => {
    const fields = { error: errorCodes(error), at: errorPlaces(error) };
    log.error(fields, 'broke down; to be started again');
    try {
      process.stderr.write(`applicant-intake: broke down: ${JSON.stringify(fields)}\n`);
    } finally {
      process.exit(exitCodes.brokeDown);
    }
  });
  // A terminal that was closed, or a reader of the log that has ended, is no breakdown.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
