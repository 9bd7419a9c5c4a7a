import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/shared/retry-after.ts';

describe('Retry-After', () => {
  it('in seconds becomes milliseconds', () => {
    expect(retryAfterMs('0')).toBe(0);
    expect(retryAfterMs('120')).toBe(120_000);
  });

  it('as a date becomes the time until then', () => {
    const inAMinute = retryAfterMs(new Date(Date.now() + 60_000).toUTCString());
    expect(inAMinute).toBeGreaterThan(30_000);
    expect(inAMinute).toBeLessThanOrEqual(60_000);
  });

  it('in the past means now', () => {
    expect(retryAfterMs('Fri, 31 Dec 1999 23:59:59 GMT')).toBe(0);
  });

  it.each([null, '', 'soon', 'NaN', '12 monkeys later'])('%j says nothing', (header) => {
    expect(retryAfterMs(header)).toBeUndefined();
  });
});
