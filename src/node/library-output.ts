import type { Log } from '../queue/log.ts';
import { errorCodes, errorPlaces } from './error-codes.ts';

/**
 * Has what libraries say on the console go to the log, in codes: they print whole errors there, whose messages may quote
 * what a person typed, as the HTTP server does when an answer cannot be written. Their words are withheld.
 */
export function withholdLibraryOutput(log: Log): void {
  for (const level of ['error', 'warn', 'info', 'log', 'debug'] as const) {
    console[level] = (...said: unknown[]) => {
      const error = said.find((each) => each instanceof Error);
      const fields = error ? { error: errorCodes(error), at: errorPlaces(error) } : {};
      log[level === 'error' ? 'error' : 'info'](
        { console: level, ...fields },
        'a library had something to say',
      );
    };
  }
}
