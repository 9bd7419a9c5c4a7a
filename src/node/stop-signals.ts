import type { Log } from '../queue/log.ts';
import { exitCodes } from './exit-codes.ts';

export interface StopSignalsOptions {
  readonly log: Log;
  /** How long a stop may take in all, in milliseconds. Default: 15,000. */
  readonly boundMs?: number;
}

/** What comes so soon after the first signal is the same wish: a shell and `npx` both pass on a Ctrl-C. */
const sameWishMs = 1_000;

/** How long what has stopped may keep the process, in milliseconds. */
const lingerMs = 500;

/**
 * Heeds the signals that ask a process to stop: SIGTERM, SIGINT, and SIGHUP, which comes when a terminal is closed. The
 * first one sets `asked` free, whatever the process is at. A further SIGTERM or SIGINT, or the bound, ends the process
 * there and then with {@link exitCodes.cutOff}: what hangs must not keep it from being replaced, and being killed loses
 * nothing.
 */
export function heedStopSignals({ log, boundMs = 15_000 }: StopSignalsOptions) {
  let firstAt: number | undefined;
  let bound: NodeJS.Timeout | undefined;
  let free = () => {};
  const asked = new Promise<void>((resolve) => {
    free = resolve;
  });

  function cutOff(reason: string): void {
    log.warn({ reason }, 'not waiting any longer; what is under way is cut off');
    process.exit(exitCodes.cutOff);
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // The clock that nobody sets.
      const at = performance.now();
      if (firstAt === undefined) {
        firstAt = at;
        bound = setTimeout(cutOff, boundMs, 'time is up').unref();
        free();
      } else if (signal !== 'SIGHUP' && at - firstAt > sameWishMs) {
        cutOff(signal);
      }
    });
  }

  return {
    /** Resolves when the process is asked to stop. */
    asked,
    /** To be called when everything has stopped: whatever holds the process still is left behind. Returns the code. */
    stopped(code: number): number {
      clearTimeout(bound);
      setTimeout(() => process.exit(code), lingerMs).unref();
      return code;
    },
  };
}
