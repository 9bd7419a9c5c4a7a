import { describe, expect, it } from 'vitest';
import { checkEmail } from '../../../src/model/rules.ts';
import { tokenize } from '../../../src/sandbox/simulators/b2c-service/roql/tokens.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { seededRandom } from '../../support/random.ts';

const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const many = (pieces: readonly string[], most: number) =>
  Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(pieces)).join('');

/** What an address may hold before its @, put together as an attacker would. */
const local = [
  ...[
    "'",
    "''",
    "'''",
    "'or'",
    "'--",
    '--',
    '/*',
    '*/',
    '%',
    '_',
    '{',
    '}',
    '{id}',
    '$',
    '$a',
    '`',
    '|',
    '||',
    '&',
    '=',
  ],
  ...[
    '1=1',
    'DELETE',
    'delete',
    'UNION',
    'SELECT',
    'or',
    'null',
    'true',
    '.',
    '+',
    '-',
    '?',
    '^',
    '~',
    '!',
    '#',
    '*',
  ],
  ...['%27', '&#39', 'constructor', '__proto__', 'o', "o'brien", 'A', 'z', '0'],
];
const domains = [
  'example.com',
  'EXAMPLE.com',
  'mail.example.com',
  'a-b.example.com',
  'xn--bcher-kva.example.com',
];

/** What a name may hold: anything. */
const inNames = [
  ...local,
  ...[
    "'; DELETE FROM INCIDENTS LIMIT 100; SELECT '",
    '"',
    '\\',
    "\\'",
    ';',
    '<script>',
    '</b>',
    '{{',
    '\u202e',
    '\u2028',
  ],
  ...[
    '\n',
    '\t',
    ' ',
    'é',
    'e\u0301',
    'ß',
    'İ',
    '東京',
    'العربية',
    '🚚',
    '👩‍🚒',
    '\ud83d',
    '\udfff',
    '’',
    '＇',
    '\u0000',
  ],
];

/** The text of a name, without what the site itself would trim. */
const nameOf = () => [...`x${many(inNames, 5)}x`].slice(0, 80).join('');

/** An address that passes our own check, so that a query is made of it. */
function addressOf(): string {
  for (;;) {
    const address = `${many(local, 6)}@${pick(domains)}`;
    if (address.length <= 80 && !checkEmail(address)) return address;
  }
}

const swapCase = (text: string) =>
  [...text].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('');

describe(`ten thousand people of ill will (seed ${seed}; set TEST_SEED to repeat)`, () => {
  it('get a contact each by one statement with one literal, under the very name they gave', async () => {
    const statements: string[] = [];
    let incident: ReturnType<typeof JSON.parse>;
    const crm = openCrm({
      connector: {
        // The log of the simulator is copied each time it is read, which takes too long here.
        fetch: async (input, init) => {
          const url = new URL(String(input));
          const statement = url.searchParams.get('query');
          if (statement !== null) statements.push(statement);
          if (url.pathname.endsWith('/incidents')) incident = JSON.parse(String(init?.body));
          return crm.simulator.fetch(new Request(input, init));
        },
      },
    });
    for (let people = 0; people < 10_000; people += 200) {
      crm.simulator.reset();
      const contactOf = new Map<string, number>();
      const nameFor = new Map<number, readonly [string, string]>();
      for (let person = 0; person < 200; person += 1) {
        const again = contactOf.size > 0 && random() < 0.1;
        const address = again ? pick([...contactOf.keys()]) : addressOf();
        const key = address.toLowerCase();
        const names = [nameOf(), nameOf()] as const;
        const email = random() < 0.5 ? address : swapCase(address);
        statements.length = 0;
        await crm.deliver(submissionOf({ email, first_name: names[0], last_name: names[1] }));
        const tokens = statements.flatMap((statement) => tokenize(statement));
        const literals = tokens.flatMap((token) => (token.kind === 'string' ? [token.value] : []));
        // The same person again is the same contact, somebody else never is.
        const id = contactOf.get(key) ?? 51_718 + contactOf.size;
        expect([statements.length, tokens.length, literals, incident.primaryContact]).toEqual([
          1,
          14,
          [key],
          { id },
        ]);
        if (!contactOf.has(key)) nameFor.set(id, names);
        contactOf.set(key, id);
      }
      const contacts = crm.contacts();
      expect(contacts.map(({ id, name }) => [id, [name.first, name.last]])).toEqual([...nameFor]);
      expect(contacts.map(({ id, emails }) => [emails[0].address, id])).toEqual([...contactOf]);
      expect(crm.incidents()).toHaveLength(200);
      expect(crm.simulator.securityFailures()).toEqual([]);
    }
  }, 120_000);
});
