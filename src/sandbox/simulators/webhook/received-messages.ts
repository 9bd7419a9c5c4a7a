import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** What a receiver keeps of messages, each once. */
export interface ReceivedMessages {
  /** Takes a message in, unless one with its id has come before or its type is of no interest. */
  take(id: string, message: JsonObject): void;
  /** `messages` as they came first, each with how often it came. */
  records(): JsonObject;
  reset(): void;
}

interface Kept {
  id: string;
  at: string;
  times: number;
  message: JsonObject;
}

/** Types of messages that this receiver does something with; it answers others as it answers these, and drops them. */
const wanted: readonly (Json | undefined)[] = ['application.received', 'application.files-received'];

const MAX_MESSAGES = 100_000;

/** An empty memory. "Use the `webhook-id` header as an idempotency key". */
export function createReceivedMessages(now: () => number): ReceivedMessages {
  let kept = new Map<string, Kept>();
  return {
    take(id, message) {
      const known = kept.get(id);
      if (known) known.times += 1;
      if (known || !wanted.includes(message.type)) return;
      kept.set(id, { id, at: new Date(now()).toISOString(), times: 1, message });
      const [oldest] = kept.keys();
      if (kept.size > MAX_MESSAGES && oldest !== undefined) kept.delete(oldest);
    },
    records: () =>
      structuredClone({
        messages: [...kept.values()].map(({ id, at, times, message }) => ({
          webhookId: id,
          at,
          times,
          type: message.type ?? null,
          timestamp: message.timestamp ?? null,
          data: isJsonObject(message.data) ? message.data : null,
        })),
      }),
    reset() {
      kept = new Map();
    },
  };
}
