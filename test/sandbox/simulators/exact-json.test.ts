import { describe, expect, it } from 'vitest';
import {
  parseExactJson,
  withLargeNumbersAsText,
  writeExactJson,
} from '../../../src/sandbox/simulators/exact-json.ts';
import { createThing, createToySimulator, toyRequest } from './toy-simulator.ts';

const LARGE =
  '{"id":300000187654321001,"list":[-9007199254740993,9007199254740991],"text":"300000187654321001"}';

describe('exact JSON', () => {
  it('keeps every digit of a whole number on the way in and out', () => {
    const value = parseExactJson(LARGE);
    expect(value).toEqual({
      id: 300_000_187_654_321_001n,
      list: [-9_007_199_254_740_993n, 9_007_199_254_740_991],
      text: '300000187654321001',
    });
    expect(writeExactJson(value ?? null)).toBe(LARGE);
    expect(withLargeNumbersAsText(value ?? null)).toMatchObject({ id: '300000187654321001' });
  });

  it.each([
    '{"a\\"b":"c\\\\","d":[1.5,-2e3,0,{"n1":"n1","s1":"s"}],"e":true,"f":null,"":""}',
    '"\\u0000 {[ 123 ]}"',
    '-0.5',
    '[]',
    ' [ 1 , "2" ] ',
    '{"__proto__":{"a":1}}',
  ])('is otherwise as JSON.parse has it: %s', (text) => {
    const value = parseExactJson(text);
    expect(value).toEqual(JSON.parse(text));
    expect(JSON.parse(writeExactJson(value ?? null))).toEqual(JSON.parse(text));
  });

  it.each(['', '{', '{"a":01}', '{"a":1n}', "{'a':1}", '[1,]', '"'])('is not %s', (text) => {
    expect(parseExactJson(text)).toBeUndefined();
  });

  it('is not nested beyond what can be gone through', () => {
    expect(parseExactJson('['.repeat(200) + ']'.repeat(200))).toBeDefined();
    expect(parseExactJson('['.repeat(201) + ']'.repeat(201))).toBeUndefined();
    expect(parseExactJson('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBeUndefined();
  });

  it('is read in one go where a text has megabytes', () => {
    const text = JSON.stringify({ a: '\\"x'.repeat(2_000_000) });
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });
});

it('the log shows large numbers as text, exactly', async () => {
  const simulator = createToySimulator();
  await simulator.fetch(createThing({ body: '{"id":300000187654321001,"small":12}' }));
  await simulator.fetch(toyRequest('/things'));
  expect(simulator.requests().map(({ body }) => body)).toEqual([
    { id: '300000187654321001', small: 12 },
    null,
  ]);
});
