import { describe, expect, it } from 'vitest';
import { createPartCounter } from '../../src/server/guards/part-counter.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('the parts of a form', () => {
  it.each([
    ['a body without any', 'x--b\r\nb\n--b\r--b', 0],
    ['the beginning of the body', '--b\r\n', 1],
    ['the beginning of lines', '--b\r\n\r\n--b\r\n--b--', 3],
    ['lines after others that begin alike', '\r\n-\r\n--\r\r\n--\r\n--b', 1],
  ])('are counted at %s', (_, text, parts) => {
    expect(createPartCounter('b')(encode(text))).toBe(parts);
    const count = createPartCounter('b');
    const byByte = Array.from(encode(text), (byte) => count([byte]));
    expect(byByte.at(-1), 'in however small pieces').toBe(parts);
  });

  it('are counted by looking at each byte once, however like the boundary the body is', () => {
    const dashes = '-'.repeat(69);
    for (const [boundary, filling] of [
      [`${dashes}X`, '-'],
      [dashes, `\r\n--${dashes.slice(1)}`],
      [`X${dashes}`, '\r\n--X'],
    ] as const) {
      let looked = 0;
      const body = encode(filling.repeat(1_000));
      // A generator gives each byte once: nothing can go back.
      function* once() {
        for (const byte of body) {
          looked += 1;
          yield byte;
        }
      }
      expect(createPartCounter(boundary)(once())).toBe(0);
      expect(looked).toBe(body.length);
    }
  });
});
