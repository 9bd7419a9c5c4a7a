import { describe, expect, it } from 'vitest';
import { driverShort, holds, validateAnswers } from '../../src/model/index.ts';
import { buildSubmission } from '../support/submissions.ts';

/** What is wrong with the answers of an otherwise right application. */
function complaints(changes: Record<string, unknown>): string[] {
  const parsed = validateAnswers(driverShort, buildSubmission(changes).answers);
  return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
}

describe('the class of licence', () => {
  it('is asked of those who have one', () => {
    expect(complaints({ has_cdl: true, cdl_type: undefined })).toEqual(['answers.cdl_type required']);
  });

  it('is not taken from those who say they have none', () => {
    expect(complaints({ has_cdl: false, cdl_type: 'A' })).toEqual(['answers.cdl_type not_applicable']);
    expect(complaints({ has_cdl: false, cdl_type: undefined })).toEqual([]);
    expect(complaints({ has_cdl: false, cdl_type: '' })).toEqual([]);
  });

  it('is not taken from those who do not say', () => {
    expect(complaints({ has_cdl: 'true' })).toEqual([
      'answers.has_cdl invalid_type',
      'answers.cdl_type not_applicable',
    ]);
  });
});

describe('the postal code', () => {
  it.each([
    ['80207', 'US'],
    ['80207-1234', 'US'],
    ['K1A 0B1', 'CA'],
    ['k1a-0b1', 'CA'],
    ['K1A0B1', 'CA'],
    ['K1A 0B1', undefined],
    ['80207', undefined],
  ])('%s is right for %s', (postal_code, country) => {
    expect(complaints({ postal_code, country, state: undefined })).toEqual([]);
  });

  it.each([
    ['8020', 'US'],
    ['8020', undefined],
    ['802071', 'US'],
    ['80207-12', 'US'],
    ['K1A 0B1', 'US'],
    ['80207', 'CA'],
    ['D1A 0B1', 'CA'],
    ['K1A  0B12', 'CA'],
    ['٨٠٢٠٧', 'US'],
    ['80207', 'constructor'],
  ])('%s is wrong for %s', (postal_code, country) => {
    const found = complaints({ postal_code, country, state: undefined });
    expect(found).toEqual([
      country === 'constructor'
        ? 'answers.country invalid_option'
        : 'answers.postal_code invalid_postal_code',
    ]);
  });
});

describe('the state', () => {
  it('must lie in the country', () => {
    expect(complaints({ state: 'ON', country: 'US' })).toEqual(['answers.state mismatch']);
    expect(complaints({ state: 'CO', country: 'CA', postal_code: 'K1A 0B1' })).toEqual([
      'answers.state mismatch',
    ]);
    expect(complaints({ state: 'ON', country: 'CA', postal_code: 'K1A 0B1' })).toEqual([]);
  });

  it('may stand alone', () => {
    expect(complaints({ state: 'ON', country: undefined, postal_code: 'K1A 0B1' })).toEqual([]);
    expect(complaints({ state: undefined, country: 'US' })).toEqual([]);
  });

  it('says which field it disagrees with', () => {
    const parsed = validateAnswers(driverShort, buildSubmission({ state: 'ON' }).answers);
    expect(parsed).toEqual({
      issues: [{ path: 'answers.state', code: 'mismatch', params: { field: 'country' } }],
    });
  });
});

describe('a condition', () => {
  const answers = { a: 'x', b: true };

  it('holds when there is none', () => {
    expect(holds(undefined, answers)).toBe(true);
  });

  it('compares one answer with one or several values', () => {
    expect(holds({ field: 'a', is: 'x' }, answers)).toBe(true);
    expect(holds({ field: 'a', is: ['y', 'x'] }, answers)).toBe(true);
    expect(holds({ field: 'b', is: 'true' }, answers)).toBe(false);
    expect(holds({ field: 'c', is: 'x' }, answers)).toBe(false);
  });

  it('combines others', () => {
    const is = { field: 'a', is: 'x' };
    const isNot = { not: is };
    expect(holds({ all: [is, isNot] }, answers)).toBe(false);
    expect(holds({ any: [is, isNot] }, answers)).toBe(true);
    expect(holds({ all: [] }, answers)).toBe(true);
    expect(holds({ any: [] }, answers)).toBe(false);
  });
});
