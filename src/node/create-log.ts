import pino, { type DestinationStream } from 'pino';
import { discreet } from './discreet.ts';

/**
 * The log of a process: a line of JSON for each event, on standard output. Whatever a caller hands over, no message of
 * an error gets in, and nothing under a name that stands for what people type.
 */
export function createLog(level: string, destination: DestinationStream = standardOutput()): pino.Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        // Before pino itself looks at the fields: it would take the message of an error for that of the line.
        logMethod([fields, message], method) {
          if (typeof fields === 'string') method.call(this, fields);
          else method.call(this, discreet(fields) as object, message ?? 'no message');
        },
      },
    },
    destination,
  );
}

/** Where nobody reads any more, as when a terminal was closed, lines are dropped, and the proxy goes on. */
function standardOutput(): DestinationStream {
  const stream = pino.destination({ fd: 1, sync: true });
  stream.on('error', () => {});
  return stream;
}
