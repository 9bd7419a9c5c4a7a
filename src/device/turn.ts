/**
 * Does work while no other tab of this origin does work under the same name: waits for its turn, and gets it even when
 * the tab before it died. Where there are no Web Locks (no TLS, sandboxed frames) it just works. Once the signal has
 * aborted, a turn that has not come is given up; `work` ends itself.
 */
export async function inTurn(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  let working: Promise<void> | undefined;
  try {
    await navigator.locks.request(name, { signal }, () => {
      working = work();
      return working;
    });
  } catch {
    if (!signal.aborted) await (working ?? work());
  }
}
