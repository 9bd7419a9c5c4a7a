import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/connectors/nearest.ts';

describe('the nearest names', () => {
  it.each([
    ['ctiy', ['terminal', 'city', 'county'], ['city', 'county', 'terminal']],
    ['CITY', ['street', 'city'], ['city', 'street']],
    ['', ['b', 'a'], ['b', 'a']],
    ['x', [], []],
    ['a', ['b', 'c', 'b'], ['b', 'c']],
  ])('to %j of %j are %j', (name, names, sorted) => {
    expect(nearest(name, names)).toEqual(sorted);
  });
});
