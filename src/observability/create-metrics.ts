import { collectDefaultMetrics, Registry } from 'prom-client';
import type { CallEnd, CallObserver } from '../connectors/call-observer.ts';
import type { LeasedDelivery } from '../queue/delivery.ts';
import type { DeliveryObserver } from '../queue/observer.ts';
import type { ServerObserver } from '../server/server-observer.ts';
import { readBacklogs, type Watched } from './backlog.ts';
import type { replies } from './catalog.ts';
import { beginAtZero, createMeters } from './meters.ts';

export interface MetricsOptions {
  /** The names of the forms that are taken. */
  readonly forms: readonly string[];
  /** The names of the connectors. */
  readonly destinations: readonly string[];
  /** The version that runs. */
  readonly version: string;
  /** Milliseconds that only ever grow. Default: those of the process. */
  readonly clock?: () => number;
}

/**
 * Measures what a proxy does, in a registry of its own. Counters are written as things happen; how the backlog stands
 * is looked up when somebody asks.
 */
export function createMetrics(options: MetricsOptions) {
  const { forms, destinations, version, clock = () => performance.now() } = options;
  const registry = new Registry();
  const meters = createMeters(registry);
  beginAtZero(meters, { form: forms, destination: destinations });
  meters.info.set({ version }, 1);
  collectDefaultMetrics({ register: registry });

  const secondsSince = (startedAt: number) => (clock() - startedAt) / 1000;

  const server: ServerObserver = {
    arrived() {
      const startedAt = clock();
      return {
        stored({ form, outcome, review }) {
          if (outcome !== 'added') return;
          meters.accepted.inc({ form });
          for (const reason of review) meters.marked.inc({ reason });
        },
        answered(status) {
          if (status === 202) meters.acceptance.observe(secondsSince(startedAt));
        },
      };
    },
    refused: (problem) => meters.refused.inc({ problem }),
  };

  const begunAt = new WeakMap<LeasedDelivery, number>();
  const deliveries: DeliveryObserver = {
    begun(delivery) {
      begunAt.set(delivery, clock());
      meters.attempts.inc({ destination: delivery.destination });
    },
    ended(delivery, outcome) {
      const { destination } = delivery;
      const ended = outcome.kind === 'failure' ? outcome.failure.kind : outcome.kind;
      const startedAt = begunAt.get(delivery);
      if (startedAt !== undefined) {
        meters.attempt.observe({ destination, outcome: ended }, secondsSince(startedAt));
      }
    },
    settled({ destination }, settled) {
      if (settled.became === 'delivered') {
        meters.delivered.inc({ destination });
        // A clock may have been put back since.
        meters.delay.observe({ destination }, Math.max(0, settled.afterMs) / 1000);
        return;
      }
      const { kind, uncertain } = settled.failure;
      if (settled.became === 'attention') meters.attention.inc({ destination, kind });
      else meters.retries.inc({ destination, kind, uncertain: String(uncertain) });
    },
  };

  return {
    server,
    deliveries,

    /** What is told of the calls to one destination. */
    callsTo(destination: string): CallObserver {
      return {
        begun(operation) {
          const startedAt = clock();
          return (end) =>
            meters.call.observe({ destination, operation, reply: replyOf(end) }, secondsSince(startedAt));
        },
      };
    },

    /** All of it as Prometheus reads it. What cannot be looked up is left out, and the rest is there all the same. */
    async text(watched: Watched): Promise<string> {
      await readBacklogs(meters, watched);
      return registry.metrics();
    },

    /** The media type of the text. */
    contentType: registry.contentType,
  };
}

function replyOf(end: CallEnd): (typeof replies)[number] {
  if ('noReply' in end) return 'none';
  const [digit = ''] = String(end.status);
  return /[345]/.test(digit) ? (`${digit}xx` as '3xx') : '2xx';
}
