import type { CallObserver } from '../connectors/call-observer.ts';
import type { DeliveryObserver } from '../queue/observer.ts';
import type { ServerObserver } from '../server/server-observer.ts';

/** Everything that can be told of a proxy. */
export interface Observers {
  readonly server: ServerObserver;
  readonly deliveries: DeliveryObserver;
  callsTo(destination: string): CallObserver;
}

/**
 * Several observers as one. What one of them throws goes to `onError` and ends there: an operator's exporter may fail,
 * and no application because of it.
 */
export function together(observers: readonly Observers[], onError: (error: unknown) => void): Observers {
  function each<T>(all: readonly T[], tell: (one: T) => void): void {
    for (const one of all) attempt(() => tell(one));
  }
  function attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      onError(error);
      return undefined;
    }
  }
  /** What each of them begins, but for those that throw. */
  const begin = <T>(starts: readonly (() => T)[]): T[] => starts.flatMap((start) => attempt(start) ?? []);

  const servers = observers.map(({ server }) => server);
  const deliveries = observers.map((one) => one.deliveries);
  return {
    server: {
      arrived(headers) {
        const arrivals = begin(servers.map((one) => () => one.arrived(headers)));
        return {
          stored: (facts) => each(arrivals, (one) => one.stored(facts)),
          answered: (status) => each(arrivals, (one) => one.answered(status)),
        };
      },
      refused: (problem) => each(servers, (one) => one.refused(problem)),
    },
    deliveries: {
      begun: (delivery, signal) => each(deliveries, (one) => one.begun(delivery, signal)),
      ended: (delivery, outcome) => each(deliveries, (one) => one.ended(delivery, outcome)),
      settled: (delivery, settled) => each(deliveries, (one) => one.settled(delivery, settled)),
    },
    callsTo(destination) {
      const calls = observers.map((one) => one.callsTo(destination));
      return {
        begun(operation, signal) {
          const ends = begin(calls.map((one) => () => one.begun(operation, signal)));
          return (end) => each(ends, (one) => one(end));
        },
      };
    },
  };
}
