import { describe, expect, it } from 'vitest';
import { driverShort } from '../../src/model/index.ts';
import { parseSubmission } from '../../src/protocol/submission.ts';
import { seededRandom } from '../support/random.ts';
import { buildSubmission } from '../support/submissions.ts';

const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = seededRandom(seed);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const words = [
  '',
  ' ',
  'A',
  'US',
  'x'.repeat(300),
  'a@example.com',
  '80207',
  '720-555-0113',
  '\0',
  '\ud800',
  '‮',
];
const keys = [
  'id',
  'form',
  'answers',
  'email',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'cdl_type',
  '0',
  '',
];

/** Any JSON value, up to a depth. */
function anyValue(depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 8 : 6));
  if (kind === 0) return null;
  if (kind === 1) return random() < 0.5;
  if (kind === 2) return pick([0, -1, 1.5, 1e308, 2 ** 53, -0]);
  if (kind < 6) return pick(words);
  const values = Array.from({ length: Math.floor(random() * 4) }, () => anyValue(depth - 1));
  // Built from text, so that `__proto__` is a key like any other.
  return kind === 6
    ? values
    : JSON.parse(`{${values.map((each) => `${JSON.stringify(pick(keys))}:${JSON.stringify(each)}`)}}`);
}

/** A right submission with up to four places changed. */
function almostRight(): unknown {
  const submission: Record<string, unknown> = buildSubmission(
    {},
    { consents: [{ document: 'sms', granted: true, language: 'en', at: '2026-11-21T17:00:00Z' }] },
  );
  for (let changes = Math.floor(random() * 5); changes > 0; changes -= 1) {
    const inside = pick([submission, submission.answers, submission.attribution, submission.consents]);
    if (typeof inside !== 'object' || inside === null) continue;
    const key = random() < 0.7 ? pick(Object.keys(inside)) : pick(keys);
    if (key === undefined || key === '__proto__' || key === 'length') continue;
    if (random() < 0.3) delete (inside as Record<string, unknown>)[key];
    else (inside as Record<string, unknown>)[key] = anyValue(2);
  }
  return submission;
}

/** Whether a stored submission keeps the promises that everything behind the door relies on. Written independently. */
function mistakesOf(value: ReturnType<typeof JSON.parse>): string[] {
  const { answers } = value;
  const strings = JSON.stringify(value).includes('\\u00') || JSON.stringify(value).includes('\\ud');
  const known = driverShort.steps.flatMap(({ fields }) => fields.map(({ key }) => key));
  const checks: Record<string, boolean> = {
    id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value.id),
    form: value.form === 'driver-short' && value.formVersion === '1',
    controls: !strings,
    name: /\p{L}/u.test(answers.first_name) && /\p{L}/u.test(answers.last_name),
    email: /^[^\s@"';\\]+@[^\s@"';\\]+\.[^\s@"';\\]+$/.test(String(answers.email).replaceAll("'", '')),
    phone: String(answers.phone).replace(/\D/g, '').length >= 10,
    postal: answers.postal_code.length >= 5,
    cdl: typeof answers.has_cdl === 'boolean' && 'cdl_type' in answers === answers.has_cdl,
    keys: Object.keys(answers).every((key) => known.includes(key)),
    plain: Object.values(answers).every((each) => typeof each === 'string' || typeof each === 'boolean'),
  };
  return Object.keys(checks).filter((name) => !checks[name]);
}

describe(`any JSON value (seed ${seed}; set TEST_SEED to repeat)`, () => {
  const parse = (input: unknown) =>
    parseSubmission(input, (form) => [driverShort].find(({ name }) => name === form));

  it('is refused with issues or accepted as something right, and never throws', () => {
    let accepted = 0;
    for (let round = 0; round < 6_000; round += 1) {
      const input = round % 3 === 0 ? anyValue(4) : almostRight();
      const parsed = parse(input);
      if ('issues' in parsed) {
        expect(parsed.issues.length, JSON.stringify(input)).toBeGreaterThan(0);
        continue;
      }
      accepted += 1;
      expect(mistakesOf(parsed.value), JSON.stringify(input)).toEqual([]);
      expect(parse(parsed.value), 'what is stored passes again, unchanged').toEqual(parsed);
    }
    expect(accepted).toBeGreaterThan(100);
  });

  it('as an answer is never quoted by an issue', () => {
    const secret = 'Zx9Qv7';
    const { answers } = buildSubmission();
    for (const key of Object.keys(answers)) {
      for (const value of [
        secret,
        `${secret}\0`,
        secret.repeat(60),
        [secret],
        { [key]: secret },
        `${secret}@x`,
      ]) {
        const parsed = parse(
          buildSubmission({ [key]: value }, { language: value, timeZone: value, startedAt: value }),
        );
        expect(JSON.stringify(parsed)).not.toContain(secret);
      }
    }
  });

  it('as deep as a body can be does not exhaust the stack', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(parse(deep)).toHaveProperty('issues');
    expect(parse(buildSubmission({ email: deep }))).toHaveProperty('issues');
    expect(parse(buildSubmission({}, { answers: deep, attribution: deep }))).toHaveProperty('issues');
  });
});
