import { describe, expect, it } from 'vitest';
import { driverShort } from '../../src/model/index.ts';
import { parseSubmission } from '../../src/protocol/submission.ts';
import { buildSubmission } from '../support/submissions.ts';

const definitionOf = (form: string) => (form === driverShort.name ? driverShort : undefined);

const parse = (input: unknown) => parseSubmission(input, definitionOf);

/** What is wrong with an otherwise right submission. */
function complaints(envelope: Record<string, unknown>): string[] {
  const parsed = parse(JSON.parse(JSON.stringify(buildSubmission({}, envelope))));
  return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
}

function stored(envelope: Record<string, unknown>) {
  const parsed = parse(buildSubmission({}, envelope));
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const consent = (changes: Record<string, unknown> = {}) => ({
  document: 'sms',
  granted: true,
  language: 'en',
  textSha256: 'ab'.repeat(32),
  at: '2026-11-21T17:00:00Z',
  ...changes,
});

describe('the frame of a submission', () => {
  it.each([
    ['id', '7', 'invalid_format'],
    ['id', 7, 'invalid_type'],
    ['id', undefined, 'required'],
    ['id', '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c1', 'invalid_format'],
    ['id', "0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11' OR 1=1", 'invalid_format'],
    ['form', 'driver-long', 'unknown_form'],
    ['form', '__proto__', 'unknown_form'],
    ['form', undefined, 'required'],
    ['form', 7, 'invalid_type'],
    ['form', 'a/b', 'invalid_format'],
    ['formVersion', '2', 'unsupported_version'],
    ['formVersion', undefined, 'required'],
    ['language', 'english please', 'invalid_format'],
    ['language', undefined, 'required'],
    ['answers', undefined, 'required'],
    ['answers', null, 'invalid_type'],
    ['attribution', [], 'invalid_type'],
    ['consents', {}, 'invalid_type'],
    ['consents', { length: { toString: 1, valueOf: 1 } }, 'invalid_type'],
    ['timeZone', 'x'.repeat(65), 'too_long'],
    ['timeZone', 'America/\nDenver', 'control_characters'],
    ['startedAt', 7, 'invalid_type'],
    ['submittedAt', 'yesterday', 'invalid_format'],
    ['receipt', 'x', 'unknown_key'],
    ['__proto__x', 'x', 'unknown_key'],
  ])('%s that is %j: %s', (key, value, code) => {
    expect(complaints({ [key]: value })).toEqual([`${key} ${code}`]);
  });

  it.each([null, undefined, 7, 'text', true, []])('%j in its place is one mistake', (input) => {
    const parsed = parse(input);
    expect(parsed).toEqual({
      issues: [{ path: '', code: input === undefined ? 'required' : 'invalid_type', params: {} }],
    });
  });

  it('is not opened by keys that every object has', () => {
    const text = JSON.stringify(buildSubmission()).replace('{', '{"__proto__":{"id":"x"},"constructor":1,');
    expect(parse(JSON.parse(text))).toMatchObject({
      issues: [
        { path: '__proto__', code: 'unknown_key' },
        { path: 'constructor', code: 'unknown_key' },
      ],
    });
  });

  it('is stored with its id in lower case, tidied, and without empty attribution', () => {
    const id = '0B7E3F52-6D0A-4B51-9D54-0A6F0F2D8C11';
    const attribution = { application_source: ' CDL  Job Now ', utm_source: ' ' };
    const value = stored({ id, attribution, timeZone: ' America/Denver ' });
    expect(value).toMatchObject({ id: id.toLowerCase(), timeZone: 'America/Denver' });
    expect(value.attribution).toEqual({ application_source: 'CDL Job Now' });
  });

  it('may leave out attribution and consents', () => {
    const value = stored({ attribution: undefined, consents: undefined });
    expect(value).toMatchObject({ attribution: {}, consents: [] });
  });

  it('is stored in one order, whatever order it comes in', () => {
    const submission = buildSubmission(
      {},
      {
        attribution: { utm_source: 'a', application_source: 'b', job_id: 'c' },
        consents: [consent()],
        timeZone: 'America/Denver',
        startedAt: '2026-11-21T17:00:00Z',
      },
    );
    const turned = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, each]) => [key, turned(each)]),
          )
        : Array.isArray(value)
          ? value.map(turned)
          : value;
    expect(JSON.stringify(parse(turned(submission)))).toBe(JSON.stringify(parse(submission)));
  });
});

describe('attribution', () => {
  it('has known keys only', () => {
    expect(complaints({ attribution: { cookie: 'x' } })).toEqual(['attribution.cookie unknown_key']);
    expect(complaints({ attribution: JSON.parse('{"__proto__": "x"}') })).toEqual([
      'attribution.__proto__ unknown_key',
    ]);
  });

  it('is text without control characters, of a length a page address may have', () => {
    expect(complaints({ attribution: { utm_source: 7 } })).toEqual(['attribution.utm_source invalid_type']);
    expect(complaints({ attribution: { referrer: 'a\nb' } })).toEqual([
      'attribution.referrer control_characters',
    ]);
    expect(complaints({ attribution: { referrer: 'x'.repeat(2048) } })).toEqual([]);
    expect(complaints({ attribution: { referrer: 'x'.repeat(2049) } })).toEqual([
      'attribution.referrer too_long',
    ]);
  });
});

describe('a consent', () => {
  it.each([
    [{ document: 'everything' }, 'document invalid_option'],
    [{ document: undefined }, 'document required'],
    [{ granted: 'yes' }, 'granted invalid_type'],
    [{ granted: undefined }, 'granted required'],
    [{ language: '' }, 'language invalid_format'],
    [{ textSha256: 'abc' }, 'textSha256 invalid_format'],
    [{ at: undefined }, 'at required'],
    [{ at: '2026-11-21' }, 'at invalid_format'],
    [{ words: 'I agree' }, 'words unknown_key'],
  ])('with %j: %s', (changes, complaint) => {
    expect(complaints({ consents: [consent(), consent(changes)] })).toEqual([`consents.1.${complaint}`]);
  });

  it('declined is a record as well, and a page that cannot compute the hash leaves it out', () => {
    expect(complaints({ consents: [consent({ granted: false, textSha256: undefined })] })).toEqual([]);
  });

  it('is given or declined once', () => {
    const both = [consent(), consent({ granted: false })];
    expect(complaints({ consents: both })).toEqual(['consents.1.document invalid_option']);
  });

  it('that the form requires has been given', () => {
    const [first, ...steps] = driverShort.steps;
    const terms = {
      key: 'rules',
      kind: 'consent',
      required: true,
      when: { field: 'has_cdl', is: true },
    } as const;
    const definition = {
      ...driverShort,
      steps: [...steps, { key: 'a', fields: [...(first?.fields ?? []), terms] }],
    };
    const complaintsOf = (answers: object, consents: object[]) => {
      const parsed = parseSubmission(buildSubmission({ ...answers }, { consents }), () => definition);
      return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
    };
    expect(complaintsOf({}, [])).toEqual(['consents.rules required']);
    expect(complaintsOf({}, [consent({ document: 'rules', granted: false })])).toEqual([
      'consents.rules required',
    ]);
    expect(complaintsOf({}, [consent({ document: 'rules' })])).toEqual([]);
    expect(complaintsOf({ has_cdl: false, cdl_type: undefined }, [])).toEqual([]);
  });

  it('is limited in number', () => {
    expect(complaints({ consents: Array(32).fill(consent()) })).not.toContain('consents too_long');
    expect(complaints({ consents: Array(33).fill(consent()) })).toEqual(['consents too_long']);
  });
});

describe('a time', () => {
  it.each([
    '2026-11-21T17:00:00Z',
    '2026-11-21T17:00:00.123456789Z',
    '2026-11-21T17:00:00-07:00',
    '2028-02-29T23:59:59Z',
  ])('%s is taken', (startedAt) => {
    expect(complaints({ startedAt })).toEqual([]);
  });

  it.each([
    '2026-11-21T17:00:00',
    '2026-11-21 17:00:00Z',
    '2026-11-21T17:00Z',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T17:60:00Z',
    '2026-11-21T17:00:00+99:99',
    '+002026-11-21T17:00:00Z',
  ])('%s is refused, once', (startedAt) => {
    expect(complaints({ startedAt })).toEqual(['startedAt invalid_format']);
  });
});
