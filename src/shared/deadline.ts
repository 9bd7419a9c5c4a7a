/** Why work was aborted by {@link withDeadline}. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/**
 * Runs work under a signal that aborts when `parent` does, when the work itself calls `abort`, or after `ms`
 * milliseconds with {@link DeadlineExceeded}.
 * Clears up after itself at once: `AbortSignal.any` and `AbortSignal.timeout` would keep every signal of a busy
 * server alive until its time had run out.
 */
export async function withDeadline<T>(
  ms: number,
  parent: AbortSignal,
  work: (signal: AbortSignal, abort: (reason: unknown) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(parent.reason);
  const timer = setTimeout(() => controller.abort(new DeadlineExceeded()), ms);
  if (parent.aborted) abort();
  else parent.addEventListener('abort', abort);
  try {
    return await work(controller.signal, (reason) => controller.abort(reason));
  } finally {
    clearTimeout(timer);
    parent.removeEventListener('abort', abort);
  }
}
