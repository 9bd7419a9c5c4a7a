import { describe, expect, it } from 'vitest';
import { DeadlineExceeded, withDeadline } from '../../src/shared/deadline.ts';

/** Work that ends only when it is told to. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('work with a deadline', () => {
  it('gives what it gives, and its signal stays quiet afterwards', async () => {
    const parent = new AbortController();
    let inner: AbortSignal | undefined;
    const result = await withDeadline(5, parent.signal, async (signal) => {
      inner = signal;
      return 7;
    });
    expect(result).toBe(7);
    parent.abort();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(inner?.aborted).toBe(false);
  });

  it('is aborted when its time is up', async () => {
    const { signal } = new AbortController();
    await expect(withDeadline(5, signal, endless)).rejects.toBeInstanceOf(DeadlineExceeded);
  });

  it('is aborted with the reason of its caller', async () => {
    const parent = new AbortController();
    const work = withDeadline(60_000, parent.signal, endless);
    parent.abort('enough');
    await expect(work).rejects.toBe('enough');
    await expect(withDeadline(60_000, parent.signal, async (signal) => signal.throwIfAborted())).rejects.toBe(
      'enough',
    );
  });

  it('passes on what it throws', async () => {
    const { signal } = new AbortController();
    await expect(withDeadline(60_000, signal, () => Promise.reject(new RangeError('x')))).rejects.toThrow(
      RangeError,
    );
  });
});
