import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/connectors/b2c-service/roql.ts';
import { DeliveryError } from '../../../src/connectors/connector.ts';
import { tokenize } from '../../../src/sandbox/simulators/b2c-service/roql/tokens.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { seededRandom } from '../../support/random.ts';

const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Pieces from which attacks on a query are made. */
const pieces = [
  ...[
    "'",
    "''",
    "'''",
    '"',
    '\\',
    "\\'",
    ';',
    '--',
    '/*',
    '*/',
    '%',
    '_',
    '\0',
    '\n',
    '\r',
    '\t',
    '`',
    '‘',
    '’',
    '＇',
  ],
  ...[
    ' OR ',
    ' AND ',
    '1=1',
    "' OR '1'='1",
    "'; DELETE FROM INCIDENTS LIMIT 100; SELECT '",
    'UNION SELECT',
    'DELETE',
  ],
  ...[
    'ʼ',
    '\u2028',
    '\u0000',
    '\ud800',
    '\udfff',
    '🚚',
    'é',
    '%27',
    '&#39;',
    '{$a}',
    '$',
    '(',
    ')',
    '=',
    '.',
    '@',
  ],
  ...[
    'a',
    'Z',
    '0',
    'driver',
    "o'brien",
    'example.com',
    '@example.com',
    ' ',
    '+',
    '-',
    'USE REPORT;',
    "'||'",
  ],
];
const hostile = () => Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(pieces)).join('');

describe(`any text (seed ${seed}; set TEST_SEED to repeat)`, () => {
  it('is refused, or one literal that means exactly this text', () => {
    let taken = 0;
    for (let round = 0; round < 4_000; round += 1) {
      const text = hostile();
      let written: string;
      try {
        written = literal(text);
      } catch (error) {
        expect(error, JSON.stringify(text)).toBeInstanceOf(DeliveryError);
        expect(error).toMatchObject({ kind: 'rejected' });
        expect(String(error)).not.toContain(text);
        continue;
      }
      taken += 1;
      const tokens = tokenize(`SELECT ID FROM Contacts WHERE Emails.Address = ${written} LIMIT 100`);
      const strings = tokens.filter(({ kind }) => kind === 'string');
      expect(strings, JSON.stringify(text)).toMatchObject([{ kind: 'string', value: text }]);
      expect(tokens).toHaveLength(12);
      expect(tokens.some(({ kind }) => kind === 'unrecognized')).toBe(false);
    }
    expect(taken).toBeGreaterThan(400);
  });

  it('as an address asks one question of one literal, or none, and never does harm', async () => {
    const crm = openCrm();
    let asked = 0;
    for (let round = 0; round < 2_500; round += 1) {
      const email = random() < 0.5 ? hostile() : `${hostile()}@example.com`;
      await crm.deliver(submissionOf({ email }), pick([1, 2])).catch((error: unknown) => {
        expect(error, JSON.stringify(email)).toBeInstanceOf(DeliveryError);
      });
      for (const { what } of crm.calls()) {
        if (!what.startsWith('SELECT')) continue;
        asked += 1;
        const tokens = tokenize(what);
        const literals = tokens.flatMap((token) => (token.kind === 'string' ? [token.value] : []));
        expect(literals, what).toHaveLength(1);
        if (what.includes('Contacts')) expect(literals).toEqual([email.toLowerCase()]);
        expect(
          tokens.some((token) => token.kind === 'symbol' && token.text === ';'),
          what,
        ).toBe(false);
      }
      expect(crm.simulator.securityFailures()).toEqual([]);
      crm.simulator.reset();
    }
    expect(asked).toBeGreaterThan(100);
  });
});

describe('an address with an apostrophe', () => {
  it.each(["o'brien@example.com", "''@example.com", "'a'@example.com", "d'a'b'c@mail.example.com"])(
    '%s finds its contact again',
    async (email) => {
      const crm = openCrm();
      await crm.deliver(submissionOf({ email }));
      await crm.deliver(submissionOf({ email: email.toUpperCase() }), 2);
      expect(crm.contacts()).toHaveLength(1);
      expect(crm.contacts()[0].emails[0].address).toBe(email);
      expect(crm.incidents()).toHaveLength(2);
    },
  );
});

it('a pattern is not something that an address can hold', async () => {
  const crm = openCrm();
  await crm.deliver(submissionOf({ email: 'a_b%c@example.com' }));
  await crm.deliver(submissionOf({ email: 'axbyyc@example.com' }));
  expect(crm.contacts()).toHaveLength(2);
});
