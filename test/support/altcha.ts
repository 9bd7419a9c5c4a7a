import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** So little work that a test does not notice it. */
export const altcha = { secret: 'Zx9Qv7-altcha', cost: 1 };

/** A challenge and its solution, as the widget sends them. */
export const encoded = (challenge: Challenge, solution: Partial<Solution> | null) =>
  btoa(JSON.stringify({ challenge, solution }));

/** Solves a challenge like a page. */
export async function solve(challenge: Challenge): Promise<string> {
  return encoded(challenge, await solveChallenge({ challenge, deriveKey }));
}
