import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';

/** How many are remembered: some megabytes at the most. */
const most = 10_000;

/**
 * The spans under which the last ten thousand applications were accepted. In memory: an attempt after a restart, or of
 * another process, begins a trace of its own, and so does one that comes after ten thousand further applications.
 */
export function createAcceptedSpans() {
  const contexts = new Map<string, SpanContext>();
  return {
    /** Remembers it, unless nobody traces. */
    add(id: string, context: SpanContext): void {
      if (!isSpanContextValid(context)) return;
      const oldest = contexts.keys().next();
      if (contexts.size >= most && !oldest.done) contexts.delete(oldest.value);
      contexts.set(id, context);
    },
    of: (id: string): SpanContext | undefined => contexts.get(id),
  };
}
