import { describe, expect, it } from 'vitest';
import { b2cServiceMapping } from '../../src/connectors/b2c-service/mapping-target.ts';
import type { Source } from '../../src/connectors/mapping/mapping.ts';
import { parseMapping } from '../../src/connectors/mapping/parse-mapping.ts';
import { protectedClassOf } from '../../src/connectors/protected-class.ts';
import { longForm } from '../support/long-form.ts';

const mistakes = (line: string, source: Source | null) => {
  const parsed = parseMapping(b2cServiceMapping, { contact: { [line]: source } }, [longForm]);
  return 'mistakes' in parsed ? parsed.mistakes.map(({ message }) => message) : [];
};

describe('what tells a protected class', () => {
  it.each([
    ['race', 'race or origin'],
    ['customFields.c.ethnicity', 'race or origin'],
    ['contactPerson.gender.value', 'sex or gender'],
    ['maritalStatus', 'marital or family status'],
    ['spouseName', 'marital or family status'],
    ['DateOfBirth', 'age'],
    ['customFields.c.date_of_birth', 'age'],
    ['customFields.c.age', 'age'],
    ['isSmoker', 'health'],
    ['customFields.c.has-disability', 'health'],
    ['Religion_c', 'religion'],
    ['national_origin', 'race or origin'],
    ['customFields.c.color', 'race or origin'],
    ['ancestry', 'race or origin'],
    ['ApplicantAge_c', 'age'],
    ['ageAtHire', 'age'],
    ['dateofbirth', 'age'],
    ['DOBField', 'age'],
    ['maritalstatus', 'marital or family status'],
    ['married', 'marital or family status'],
    ['medical_condition', 'health'],
    ['genetic_test', 'health'],
    ['sexual_orientation', 'sex or gender'],
    ['creed', 'religion'],
  ])('is known by the name %s', (name, told) => {
    expect(protectedClassOf(name)).toBe(told);
  });

  it.each([
    'answers.minimum_age_confirmed',
    'truck_age',
    'truck_color',
    'medical_card_expires',
    'coverage',
    'national_account',
    'language',
    'terminal',
    'trace',
    'customFields.c.stage',
    'embrace.id',
  ])('is not seen in %s', (name) => {
    expect(protectedClassOf(name)).toBeUndefined();
  });

  it('is refused by the configuration as a field, with the reason', () => {
    expect(mistakes('customFields.c.gender', 'answers.city')).toEqual([
      'would tell sex or gender, by which no employer may decide; it goes to no destination',
    ]);
  });

  it.each([
    ['answers.date_of_birth'],
    [{ from: 'answers.date_of_birth' }],
    [{ template: 'born {date_of_birth}' }],
  ])('is refused by the configuration as an answer: %j', (source) => {
    expect(mistakes('customFields.c.extra', source)).toEqual([
      expect.stringMatching(
        /^names (answers\.)?date_of_birth, which tells age, by which no employer may decide/,
      ),
    ]);
  });
});
