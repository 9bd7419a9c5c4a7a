import { expect, it } from 'vitest';
import { createSearchHash } from '../../src/stores/search-hash.ts';

const key = new Uint8Array(32).fill(7);
const hash = createSearchHash(key);

it('an address has one hash, however it is written', () => {
  expect(hash.email(' Craig.Daniels@Example.com ')).toBe(hash.email('craig.daniels@example.com'));
  expect(hash.email('craig@example.com')).not.toBe(hash.email('daniels@example.com'));
});

it('a hash takes the key to make, and says nothing of what it was made of', () => {
  const other = createSearchHash(new Uint8Array(32).fill(8));
  expect(hash.phone('720-555-0113')).not.toBe(other.phone('720-555-0113'));
  expect(hash.phone('720-555-0113')).toMatch(/^[\w-]{22}$/);
});

it('one text has another hash for each thing that it may be', () => {
  const hashes = [hash.email('a'), hash.phone('a'), hash.serialKey('a'), hash.file('a')];
  expect(new Set(hashes).size).toBe(4);
});
