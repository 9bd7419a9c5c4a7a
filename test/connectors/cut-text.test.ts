import { describe, expect, it } from 'vitest';
import { cutText, cutToFit } from '../../src/connectors/cut-text.ts';

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

it('keeps as much as fits, by whatever it is measured', () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  expect(cutToFit('éééé', (cut) => bytes(cut) <= 8)).toBe('éééé');
  expect(cutToFit('éééé', (cut) => bytes(cut) <= 7)).toBe('éé…');
  expect(cutToFit('éééé', (cut) => bytes(cut) <= 2)).toBe('');
  expect(cutToFit('🚚🚚🚚', (cut) => cut.length <= 5)).toBe('🚚🚚…');
});
