import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { parseSolution } from '../protocol/challenge.ts';
import type { DeliveryStore } from '../queue/delivery-store.ts';

export interface AltchaOptions {
  /** What challenges are signed with: text, or a function that gives it. Whoever knows it can make their own. */
  readonly secret: string | (() => string | Promise<string>);
  /** How much work one try is: rounds of PBKDF2. Default: 5,000. */
  readonly cost?: number;
}

/** Where solutions are remembered, and the clock. */
export interface AltchaSurroundings {
  readonly store: Pick<DeliveryStore, 'spend'>;
  readonly now: () => number;
}

/** How many tries a solution takes: known bounds, so that nobody's phone is unlucky. */
const [fewestTries, mostTries] = [100, 300] as const;

/** How long a challenge can be solved, in milliseconds. */
const lifetimeMs = 600_000;

/** For how much longer a solution is remembered, in milliseconds: one that was in time may still be on its way here. */
const marginMs = 60_000;

/**
 * Challenges of ALTCHA: small pieces of work that a page does while a person fills in the form, and that cost a program
 * something which sends applications by the thousand. Each is signed, expires after ten minutes, and is good for one
 * submission.
 */
export function createAltcha({ secret, cost = 5_000 }: AltchaOptions, { store, now }: AltchaSurroundings) {
  const signingKey = async () => (typeof secret === 'string' ? secret : secret());

  return {
    /** A new challenge, to be sent to a page as JSON. */
    issue: async () =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost,
        counter: randomInt(mostTries, fewestTries),
        deriveKey,
        expiresAt: new Date(now() + lifetimeMs),
        hmacSignatureSecret: await signingKey(),
      }),

    /** Whether this solves a challenge of ours, in time, and has not been used for another submission. */
    async accepts(text: string, submissionId: string): Promise<boolean> {
      const parsed = parseSolution(text);
      if ('issues' in parsed) return false;
      const { challenge, solution } = parsed.value;
      const { expiresAt, nonce } = challenge.parameters;
      if (expiresAt * 1000 < now()) return false;
      const hmacSignatureSecret = await signingKey();
      const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret });
      if (!verified) return false;
      return store.spend(nonce, { submissionId, expiresAt: expiresAt * 1000 + marginMs, now: now() });
    },
  };
}

export type Altcha = ReturnType<typeof createAltcha>;
