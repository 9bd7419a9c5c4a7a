import type { Tenant } from './tenant.ts';

/** Slows callers down as the tenant's settings have it. The documented signal is a header; refusals are inferred. */
export interface Throttle {
  /** How long a call that comes now has come too soon, in milliseconds; 0 when it may pass. */
  earlyBy(): number;
  /** Marks the answer to a call that passed. The pause that it asks for begins now. */
  mark(response: Response): void;
  /** Marks the refusal of a call that came too soon. The pause goes on as it was. */
  markRefusal(response: Response, earlyByMs: number): void;
  reset(): void;
}

const HEADER = 'osvc-crest-next-request-after';

/** Counts all callers together, as one account. */
export function createThrottle(tenant: Tenant): Throttle {
  let notBefore = 0;
  /** When the calls of the current window came, oldest first. */
  let passed: number[] = [];

  return {
    earlyBy() {
      const { strict, limit } = tenant.settings.throttling;
      const now = tenant.now();
      if (strict && now < notBefore) return notBefore - now;
      if (limit === null) return 0;
      passed = passed.filter((at) => at > now - limit.perMs);
      const [oldest = now] = passed.slice(-limit.calls);
      if (passed.length >= limit.calls) return oldest + limit.perMs - now;
      passed.push(now);
      return 0;
    },
    mark(response) {
      const { nextRequestAfterMs } = tenant.settings.throttling;
      notBefore = nextRequestAfterMs === null ? 0 : tenant.now() + nextRequestAfterMs;
      if (nextRequestAfterMs === null) return;
      response.headers.set(HEADER, String(nextRequestAfterMs));
    },
    markRefusal(response, earlyByMs) {
      response.headers.set('retry-after', String(Math.ceil(earlyByMs / 1_000)));
      if (tenant.settings.throttling.nextRequestAfterMs !== null) {
        response.headers.set(HEADER, String(Math.ceil(earlyByMs)));
      }
    },
    reset() {
      notBefore = 0;
      passed = [];
    },
  };
}
