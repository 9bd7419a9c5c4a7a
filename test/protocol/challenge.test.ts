import { describe, expect, it } from 'vitest';
import { challengeIn, parseSolution } from '../../src/protocol/challenge.ts';
import { accepted, complaints } from '../support/parsed.ts';

const encoded = (value: unknown) => btoa(typeof value === 'string' ? value : JSON.stringify(value));

const solved = {
  challenge: {
    parameters: {
      algorithm: 'PBKDF2/SHA-256',
      cost: 5_000,
      expiresAt: 1_790_000_000,
      keyLength: 32,
      keyPrefix: 'ab'.repeat(16),
      nonce: 'cd'.repeat(16),
      salt: 'ef'.repeat(16),
    },
    signature: '01'.repeat(32),
  },
  solution: { counter: 200, derivedKey: '23'.repeat(32) },
};

describe('the challenge in a body', () => {
  it('is no part of the submission', () => {
    const value = accepted({ challenge: { hp: 'https://spam.example.com', altcha: 'x' } });
    expect(JSON.stringify(value)).not.toMatch(/challenge|hp|altcha|spam/);
  });

  it('may hold anything, of any length: that is for judging, not for refusing', () => {
    for (const hp of ['', 'x'.repeat(100_000), '\u0000\n\u202e', '{"a":1}']) {
      expect(complaints({ challenge: { hp, altcha: hp } })).toEqual([]);
    }
    expect(complaints({ challenge: {} })).toEqual([]);
  });

  it.each([
    [7, 'challenge invalid_type'],
    [null, 'challenge invalid_type'],
    [[], 'challenge invalid_type'],
    ['text', 'challenge invalid_type'],
    [{ hp: 7 }, 'challenge.hp invalid_type'],
    [{ altcha: {} }, 'challenge.altcha invalid_type'],
    [{ altcha: null }, 'challenge.altcha invalid_type'],
    [{ token: 'x' }, 'challenge.token unknown_key'],
  ])('%j is a mistake of who made the page: %s', (challenge, complaint) => {
    expect(complaints({ challenge })).toEqual([complaint]);
  });

  it('cannot bring marks along, nor take them away', () => {
    expect(complaints({ review: [] })).toEqual(['review unknown_key']);
    expect(complaints({ review: ['honeypot'], challenge: { review: [] } })).toEqual([
      'challenge.review unknown_key',
      'review unknown_key',
    ]);
  });

  it('is read from a body, and from one without', () => {
    expect(challengeIn({ challenge: { hp: 'x', altcha: 'y' } })).toEqual({ hp: 'x', altcha: 'y' });
    for (const body of [{}, null, undefined, 7, { challenge: 7 }]) expect(challengeIn(body)).toEqual({});
  });
});

describe('a solution', () => {
  it('is read as the widget writes it', () => {
    expect(parseSolution(encoded({ ...solved, solution: { ...solved.solution, time: 135.3 } }))).toEqual({
      value: solved,
    });
  });

  it.each([
    ['nothing', ''],
    ['no Base64', '%%%'],
    ['no JSON', encoded('{')],
    ['null', encoded('null')],
    ['a list', encoded([])],
    ['nothing solved', encoded({ challenge: solved.challenge })],
    ['no signature', encoded({ ...solved, challenge: { parameters: solved.challenge.parameters } })],
    ['a counter in words', encoded({ ...solved, solution: { ...solved.solution, counter: '200' } })],
    ['a key that is none', encoded({ ...solved, solution: { ...solved.solution, derivedKey: 'xyz' } })],
    [
      'more than we sign',
      encoded({
        ...solved,
        challenge: { ...solved.challenge, parameters: { ...solved.challenge.parameters, data: {} } },
      }),
    ],
    ['too much', encoded(JSON.stringify(solved).padEnd(2_048))],
    ['nests', encoded('['.repeat(1_500))],
  ])('that is %s is none', (_, text) => {
    expect(parseSolution(text)).toHaveProperty('issues');
  });
});
