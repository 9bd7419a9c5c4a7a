import { describe, expect, it } from 'vitest';
import type { Submission } from '../../src/model/index.ts';
import { backoffMs } from '../../src/queue/backoff.ts';
import { serialKeyOf } from '../../src/queue/delivery.ts';
import { makeReference } from '../../src/queue/reference.ts';
import { buildSubmission } from '../support/submissions.ts';

const keyOf = (email: string | undefined) => serialKeyOf(buildSubmission({ email }) as unknown as Submission);

describe('the key by which deliveries take turns', () => {
  it('is the same for one address however it is written, and tells nothing of it', () => {
    expect(keyOf('Craig.Daniels@Example.com')).toBe(keyOf('craig.daniels@example.com'));
    expect(keyOf('craig.daniels@example.com')).toMatch(/^[\da-z]{1,11}$/);
  });

  it('differs between addresses', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => keyOf(`driver${index}@example.com`));
    expect(new Set(keys).size).toBe(20_000);
  });

  it('is none without an address', () => {
    expect(keyOf(undefined)).toBeNull();
  });
});

describe('a reference', () => {
  it('is eight letters and digits that are hard to confuse', () => {
    for (let made = 0; made < 500; made += 1) {
      expect(makeReference()).toMatch(/^[2-9CFGHJMPQRVWX]{4}-[2-9CFGHJMPQRVWX]{4}$/);
    }
  });

  it('leaves out the bytes that would make some letters likelier', () => {
    const bytes = new Uint8Array([240, 255, 0, 1, 19, 20, 239, 250, 5, 6, 7, 8, 9]);
    expect(makeReference(bytes)).toBe('23X2-X789');
  });

  it('is made anew when too few bytes are left', () => {
    expect(makeReference(new Uint8Array(16).fill(255))).toHaveLength(9);
  });
});

describe('the wait after a failure', () => {
  it('doubles its span up to the cap, and never runs over', () => {
    const spans = [1, 2, 3, 11, 12, 1_000, 2 ** 31].map((attempt) => backoffMs(attempt, () => 1));
    expect(spans).toEqual([2_000, 4_000, 8_000, 2_048_000, 3_600_000, 3_600_000, 3_600_000]);
  });

  it('is a random share of its span', () => {
    expect(backoffMs(3, () => 0.5, { baseMs: 100 })).toBe(200);
    expect(backoffMs(3, () => 0)).toBe(0);
  });
});
