import { expect, it } from 'vitest';
import { attemptTimeMs } from '../../src/queue/attempt-time.ts';

it('an attempt may take a call’s time longer for each file', () => {
  const without = attemptTimeMs({ timeoutMs: 1_000, maxFiles: 0 });
  expect(without).toBeGreaterThanOrEqual(10_000);
  expect(attemptTimeMs({ timeoutMs: 1_000, maxFiles: 5 })).toBe(without + 5_000);
});
