import { describe, expect, it } from 'vitest';
import { cutText } from '../../src/connectors/cut-text.ts';

describe('text that is cut', () => {
  it.each([
    ['abc', 4, 'abc'],
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['🚚🚚🚚', 2, '🚚…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('makes of %s with room for %i characters: %s', (text, maxLength, cut) => {
    expect(cutText(text, maxLength)).toBe(cut);
  });
});
