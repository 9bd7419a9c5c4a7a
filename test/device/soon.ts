import { expect } from 'vitest';

/** Expects it of something before long, however busy the machine is. */
export const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 10_000 });
