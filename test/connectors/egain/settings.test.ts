import { describe, expect, it } from 'vitest';
import { egainKind } from '../../../src/node/destinations/egain.ts';

const none = Object.fromEntries(
  [
    'application',
    'application_reference',
    'application_type',
    'application_source',
    'has_cdl',
    'cdl_type',
    'driving_preference',
    'truck_type',
  ].map((name) => [name, null]),
);

/** What is wrong with these settings, the place first. */
function complaints(settings: object): string[] {
  const parsed = egainKind.schema.safeParse({
    url: 'https://carrier.example.com',
    username: 'intake',
    password: 'secret',
    ...settings,
  });
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('settings under which an application would be lost on the way are refused', () => {
  it.each<[string, object, RegExp]>([
    [
      'the id in the attribute of the text',
      { submissionIdAttribute: 'application' },
      /^submissionIdAttribute: is filled by a line/,
    ],
    [
      'the id in a mapped attribute of one form',
      { mapping: { forms: { 'driver-short': { attributes: { submission_id: 'reference' } } } } },
      /^submissionIdAttribute: is filled by a line/,
    ],
    [
      'a person asked about a customer whom we may have made',
      { submissionIdAttribute: null, existingCustomer: 'attention' },
      /^submissionIdAttribute: must be set where existingCustomer is attention/,
    ],
    [
      'nothing for a customer who is there',
      { submissionIdAttribute: null, mapping: { attributes: none } },
      /^submissionIdAttribute: must be set where mapping\.attributes has no lines/,
    ],
    [
      'a repetition in one value',
      { submissionIdAttribute: null, severalValues: false },
      /^submissionIdAttribute: must be set where severalValues is false/,
    ],
    ['a status that is none', { sessionLimitStatuses: [200] }, /^sessionLimitStatuses\.0: /],
  ])('%s', (_, settings, message) => {
    expect(complaints(settings)).toEqual([expect.stringMatching(message)]);
  });

  it('and nothing else is', () => {
    expect(complaints({})).toEqual([]);
    expect(complaints({ submissionIdAttribute: null })).toEqual([]);
    expect(complaints({ existingCustomer: 'attention' })).toEqual([]);
  });
});
