import type { DeliveryError } from '../connectors/connector.ts';

/**
 * Whether a destination is asked at all. It judges by what becomes of attempts; time passes only by what it is told.
 *
 *   closed ──trouble──▶ open ──the pause is over──▶ half-open
 *     ▲                   ▲                            │ │
 *     │                   └───────────trouble──────────┘ │
 *     └──────────────────────an answer───────────────────┘
 *
 * closed     deliveries go out, as many as there is room for.
 * open       none goes out until the pause is over, so a pause uses up no attempt. What opens it:
 *            refused  one delivery that was refused as every other would be, for a wrong password, say. Asked again
 *                     and again, a destination locks the account, which is worse than a delay: the pause is 15 s,
 *                     twice as long each time in a row, up to 15 min. A refusal that is one delivery's own, as far as
 *                     `suspects.ts` can tell, is neither trouble nor an answer.
 *            failing  five different deliveries in a row that met with trouble that passes. One that fails again and
 *                     again does not count twice: that may be its own fault. The pause is 5 s, doubling up to 60 s;
 *                     pauses of this kind and refusals are counted apart.
 *            asked    one delivery at which the destination asked to be left alone. The pause is what it asked for,
 *                     up to an hour; it may be longer than one of the other two, which then gives way to it.
 *            What was under way together fails together, and that is one opening: while it is open, further failures
 *            do not count, but for a refusal, which is worse than the rest, and for a wait that ends later.
 *            A pause whose end is further off than any pause is long is over: the clock has been put back.
 * half-open  one delivery at a time goes out. Trouble of any kind opens it anew; an answer closes it.
 *
 * An answer is a receipt, or the rejection of one application: the destination is there, and takes us. One that comes
 * while it is open was under way before; it ends no pause that was asked for, but the next one will be short again.
 */
export function createBreaker(options: BreakerOptions = {}) {
  const { pauseMs = 15_000, maxFailures = 5, failurePauseMs = 5_000 } = options;

  let pause: Pause | undefined;
  /** How many pauses of each kind there have been without an answer since: trouble makes no first refusal a long one. */
  let pauses = { refused: 0, failing: 0 };
  /** Whose attempts have failed without an answer since. */
  const failed = new Set<string>();

  // No pause is longer than the longest: one that seems to be began on a clock that has been put right since.
  const isOpen = (at: number) =>
    pause !== undefined && at < pause.until && pause.until - at <= Math.max(maxPauseMs, maxAskedMs);

  /** The pause that a failure calls for of itself: none when it is one of too few, or of those that came together. */
  function pauseFor(kind: DeliveryError['kind'], at: number): CountedPause | undefined {
    const doubled = (base: number, times: number, cap: number) =>
      at + Math.min(cap, base * 2 ** Math.min(times, 20));
    if (kind === 'misconfigured') {
      if (isOpen(at) && pause?.reason === 'refused') return undefined;
      return { reason: 'refused', until: doubled(pauseMs, pauses.refused, maxPauseMs) };
    }
    if (isOpen(at) || (!pause && failed.size < maxFailures)) return undefined;
    return { reason: 'failing', until: doubled(failurePauseMs, pauses.failing, maxFailurePauseMs) };
  }

  return {
    /** How it stands at a time. */
    stateAt(at: number): BreakerState {
      if (!pause) return { state: 'closed' };
      return isOpen(at) ? { state: 'open', ...pause } : { state: 'half-open', reason: pause.reason };
    },

    /** The destination has answered. Returns whether that closes it. */
    answered(at: number): boolean {
      pauses = { refused: 0, failing: 0 };
      failed.clear();
      if (!pause || isOpen(at)) return false;
      pause = undefined;
      return true;
    },

    /** An attempt for the submission with this id has failed. Returns the pause that begins with it, if one does. */
    failed(id: string, { kind, retryAfterMs = 0 }: Failure, at: number): Pause | undefined {
      failed.add(id);
      const own = pauseFor(kind, at);
      if (own) pauses[own.reason] += 1;
      const asked: Pause = { reason: 'asked', until: at + Math.min(maxAskedMs, retryAfterMs) };
      const next = own && own.until >= asked.until ? own : asked;
      if (next.until <= at) return undefined;
      if (!isOpen(at) || own) {
        pause = { ...next, until: Math.max(next.until, isOpen(at) ? (pause?.until ?? 0) : 0) };
        return pause;
      }
      if (pause && next.until > pause.until) pause = { ...pause, until: next.until };
      return undefined;
    },

    /** Ends a pause at once, and begins with short ones again: what stood in the way has been put right. */
    endPause(at: number): void {
      pauses = { refused: 0, failing: 0 };
      failed.clear();
      if (pause && isOpen(at)) pause = { ...pause, until: at };
    },
  };
}

export interface BreakerOptions {
  /**
   * How long the destination is left alone when every delivery would be refused alike; doubles up to 15 minutes. In
   * milliseconds. Default: 15,000.
   */
  readonly pauseMs?: number;
  /** How many different deliveries in a row have to meet with trouble until the destination is left alone. Default: 5. */
  readonly maxFailures?: number;
  /** How long it is left alone then, in milliseconds; doubles up to a minute. Default: 5,000. */
  readonly failurePauseMs?: number;
}

export interface Pause {
  readonly reason: 'refused' | 'failing' | 'asked';
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** A pause that is longer with each one of its kind in a row. */
type CountedPause = Pause & { readonly reason: 'refused' | 'failing' };

export type BreakerState =
  | { readonly state: 'closed' }
  | ({ readonly state: 'open' } & Pause)
  | { readonly state: 'half-open'; readonly reason: Pause['reason'] };

export type Breaker = ReturnType<typeof createBreaker>;

type Failure = Pick<DeliveryError, 'kind' | 'retryAfterMs'>;

/** The longest pauses, in milliseconds. */
const maxPauseMs = 900_000;
const maxFailurePauseMs = 60_000;

/** The longest wait that a destination can ask for; one that asks for years must not hide an application for years. */
export const maxAskedMs = 3_600_000;
