import { ConnectionReset } from './connection-reset.ts';

/** Resolves after `ms`; rejects at once with the signal's reason when the caller gives up first. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    untilAborted(ms, signal, resolve, reject);
  });
}

/**
 * Never answers: rejects when the caller gives up, or with a `ConnectionReset` after `limitMs`, so that
 * no forgotten call is held for ever. It does not keep a Node process alive.
 */
export function holdOpen(limitMs: number, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    letProcessExit(untilAborted(limitMs, signal, () => reject(new ConnectionReset()), reject));
  });
}

/** What a promise settles with; rejects at once with the signal's reason when the caller gives up first. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Does something after so many milliseconds, whoever still waits for it. It does not keep a Node process alive. */
export function doLater(ms: number, work: () => unknown): void {
  letProcessExit(setTimeout(work, ms));
}

function untilAborted(
  ms: number,
  signal: AbortSignal,
  onElapsed: () => void,
  onAborted: (reason: unknown) => void,
): unknown {
  if (signal.aborted) {
    onAborted(signal.reason);
    return undefined;
  }
  const abort = () => {
    clearTimeout(timer);
    onAborted(signal.reason);
  };
  // The timer's closure also keeps the signal reachable: a request's signal may otherwise be collected.
  const timer = setTimeout(() => {
    signal.removeEventListener('abort', abort);
    onElapsed();
  }, ms);
  signal.addEventListener('abort', abort, { once: true });
  return timer;
}

/** Node's timers are objects that can be told not to keep the process alive; a browser's are numbers. */
function letProcessExit(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref();
  }
}
