import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Challenge } from 'altcha-lib/types';
import { challengePath } from '../../protocol/paths.ts';

/** How long the proxy may take to give a challenge: an application must not wait for one that does not come. */
const patienceMs = 10_000;

const solutions = new Map<string, Promise<string | undefined>>();

/** The solution of a challenge for an application: one for each, begun when it is first asked for. */
export function solveFor(id: string, endpoint: string): Promise<string | undefined> {
  const solution = solutions.get(id) ?? solve(endpoint);
  solutions.set(id, solution);
  return solution;
}

/**
 * Fetches a challenge from the proxy and solves it while the reader goes on: a fraction of a second of work, a few
 * seconds on an old telephone, in steps so small that nothing is held up. Nobody has to do or see anything. Undefined:
 * there is none to be had, or it could not be solved; the application goes out all the same, and is looked at.
 */
async function solve(endpoint: string): Promise<string | undefined> {
  const asking = new AbortController();
  const timer = setTimeout(() => asking.abort(), patienceMs);
  try {
    const response = await fetch(endpoint.replace(/\/+$/, '') + challengePath, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: asking.signal,
    });
    if (!response.ok) return undefined;
    const challenge: Challenge = await response.json();
    const solution = await solveChallenge({ challenge, deriveKey });
    return solution ? btoa(JSON.stringify({ challenge, solution })) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
