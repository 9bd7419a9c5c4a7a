/** What a trace calls the spans in which script runs. */
const scriptSpans = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'v8.callFunction']);

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** In microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly args: { readonly name?: string };
}

/**
 * How long script ran on the page's main thread while a trace was taken, in milliseconds: functions, microtasks and
 * whatever they made the browser do at once. The sum that `Performance.getMetrics` offers leaves out the continuations
 * of promises, in which the libraries do most of their work.
 */
export function scriptMs(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const main = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const spans = traceEvents
    .filter(({ ph, name, pid, tid }) => ph === 'X' && scriptSpans.has(name) && main.includes(`${pid}/${tid}`))
    .toSorted((a, b) => a.ts - b.ts);
  let total = 0;
  let countedUntil = 0;
  // One span may lie within another.
  for (const { ts, dur = 0 } of spans) {
    const end = ts + dur;
    total += Math.max(0, end - Math.max(ts, countedUntil));
    countedUntil = Math.max(countedUntil, end);
  }
  return total / 1000;
}
