import { describe, expect, it } from 'vitest';
import { driverShort, validateAnswers } from '../../src/model/index.ts';
import { buildSubmission } from '../support/submissions.ts';

/** What is wrong with the answers of an otherwise right application: `path code` for each issue. */
function complaints(changes: Record<string, unknown>): string[] {
  const parsed = validateAnswers(driverShort, buildSubmission(changes).answers);
  return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
}

/** The answers as they are stored. */
function stored(changes: Record<string, unknown>): Record<string, unknown> {
  const parsed = validateAnswers(driverShort, buildSubmission(changes).answers);
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const needed = [
  'first_name',
  'last_name',
  'email',
  'phone',
  'postal_code',
  'application_type',
  'has_cdl',
  'cdl_type',
  'driving_preference',
  'truck_type',
];
const optional = ['street', 'city', 'state', 'country'];
const choices = ['application_type', 'cdl_type', 'driving_preference', 'truck_type', 'state', 'country'];
const typed = ['first_name', 'last_name', 'email', 'phone', 'postal_code', 'street', 'city'];

describe('the short form', () => {
  it.each(needed.filter((key) => key !== 'has_cdl'))('cannot do without %s', (key) => {
    expect(complaints({ [key]: undefined })).toEqual([`answers.${key} required`]);
    expect(complaints({ [key]: '' })).toEqual([`answers.${key} required`]);
  });

  it('cannot do without has_cdl, and asks for no class until it is answered', () => {
    expect(complaints({ has_cdl: undefined, cdl_type: undefined })).toEqual(['answers.has_cdl required']);
    expect(complaints({ has_cdl: undefined })).toEqual([
      'answers.has_cdl required',
      'answers.cdl_type not_applicable',
    ]);
  });

  it('does without the address but for its postal code', () => {
    const answers = stored(Object.fromEntries(optional.map((key) => [key, undefined])));
    expect(Object.keys(answers)).not.toEqual(expect.arrayContaining(optional));
    expect(complaints({ street: '', city: '', state: '', country: '' })).toEqual([]);
  });

  it('leaves empty answers out of what is stored', () => {
    expect(stored({ street: '   ', city: '' })).not.toHaveProperty('street');
    expect(stored({ street: '   ', city: '' })).not.toHaveProperty('city');
  });

  it.each([...needed, ...optional])('refuses %s of another type', (key) => {
    for (const value of [7, null, [], {}, ['x'], key === 'has_cdl' ? 'true' : true]) {
      // A class without a clear yes is out of place as well.
      expect(complaints({ [key]: value })).toContain(`answers.${key} invalid_type`);
    }
  });

  it.each(choices)('refuses a code that %s does not have', (key) => {
    for (const code of ['NOPE', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'a', ' A']) {
      expect(complaints({ [key]: code })).toContain(`answers.${key} invalid_option`);
    }
  });

  it.each(typed)('refuses control characters in %s', (key) => {
    for (const bad of ['\0', '\n', '\r', '\t', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029']) {
      expect(complaints({ [key]: `7${bad}7` })).toEqual([`answers.${key} control_characters`]);
    }
  });

  it.each(typed.filter((key) => key !== 'phone'))(
    'refuses half a character and reversed writing in %s',
    (key) => {
      for (const bad of ['\ud800', '\udc00', '\u202e', '\u2066']) {
        expect(complaints({ [key]: `7${bad}7` })).toEqual([`answers.${key} control_characters`]);
      }
    },
  );

  it.each([
    ['first_name', 80],
    ['last_name', 80],
    ['street', 240],
    ['city', 80],
  ] as const)('takes %s of up to %i characters, however many bytes they are', (key, max) => {
    const letter = key.endsWith('name') ? '𐐀' : '🚚';
    expect(complaints({ [key]: letter.repeat(max) })).toEqual([]);
    const parsed = validateAnswers(driverShort, buildSubmission({ [key]: letter.repeat(max + 1) }).answers);
    expect(parsed).toEqual({ issues: [{ path: `answers.${key}`, code: 'too_long', params: { max } }] });
  });

  it.each([
    ['email', 80],
    ['phone', 40],
    ['postal_code', 10],
  ] as const)('says how long %s may be', (key, max) => {
    const parsed = validateAnswers(driverShort, buildSubmission({ [key]: '7'.repeat(max + 1) }).answers);
    expect(parsed).toEqual({ issues: [{ path: `answers.${key}`, code: 'too_long', params: { max } }] });
  });

  it('refuses questions it does not ask', () => {
    expect(complaints({ ssn: '123-45-6789' })).toEqual(['answers.ssn unknown_key']);
    expect(complaints({ sms: true })).toEqual(['answers.sms unknown_key']);
    const hostile = JSON.parse('{"__proto__": {"first_name": "x"}, "constructor": 1, "toString": "x"}');
    const parsed = validateAnswers(driverShort, hostile);
    expect(parsed).toMatchObject({
      issues: expect.arrayContaining([{ path: 'answers.__proto__', code: 'unknown_key', params: {} }]),
    });
    expect(({} as Record<string, unknown>).first_name).toBeUndefined();
  });

  it('trims and collapses spaces, non-breaking ones included', () => {
    expect(
      stored({ first_name: '  María   José\u00a0 ', street: ' 110\u00a0 Main \u3000St ' }),
    ).toMatchObject({
      first_name: 'María José',
      street: '110 Main St',
    });
  });

  it('stores answers in one order, whatever order they come in', () => {
    const { answers } = buildSubmission();
    const reversed = Object.fromEntries(Object.entries(answers).reverse());
    const orders = [answers, reversed].map((input) => JSON.stringify(validateAnswers(driverShort, input)));
    expect(orders[0]).toBe(orders[1]);
  });

  it('reports everything at once', () => {
    expect(complaints({ first_name: '', email: 'x', phone: '1', postal_code: '1', city: 7 }).sort()).toEqual([
      'answers.city invalid_type',
      'answers.email invalid_email',
      'answers.first_name required',
      'answers.phone invalid_phone',
      'answers.postal_code invalid_postal_code',
    ]);
  });

  it.each([null, undefined, 7, 'text', [], [{}]])('refuses %j in the place of answers', (input) => {
    expect(validateAnswers(driverShort, input)).toHaveProperty('issues');
  });
});
