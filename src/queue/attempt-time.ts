/**
 * How long an attempt may take in all, in milliseconds, where one call may take `timeoutMs`: looking, making and
 * looking again, and an upload for each file.
 */
export function attemptTimeMs({ timeoutMs, maxFiles }: { timeoutMs: number; maxFiles: number }): number {
  return timeoutMs * (12 + maxFiles);
}
