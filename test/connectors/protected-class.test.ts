import { describe, expect, it } from 'vitest';
import { b2cServiceMapping } from '../../src/connectors/b2c-service/mapping-target.ts';
import type { Source } from '../../src/connectors/mapping/mapping.ts';
import { parseMapping } from '../../src/connectors/mapping/parse-mapping.ts';
import { protectedClassOf } from '../../src/connectors/protected-class.ts';
import { fieldsOf } from '../../src/model/definition.ts';
import { builtInForms } from '../../src/model/forms/built-in.ts';
import { attributionKeys } from '../../src/model/submission.ts';
import { longForm } from '../support/long-form.ts';

/** Keys of the full application of 49 CFR 391.21, and of what carriers ask besides. */
const lawful = `
  middle_name name_suffix other_names phone_type no_email contact_method street2 address_from previous_addresses
  at_least_21 ssn ssn_absent_reason legally_eligible_us english_ability emergency_contact
  haul_preference co_driver owns_truck truck_details experience_bracket hazmat_endorsed twic border_ready
  available_from home_time comments resume_file licenses authority number kind class expires endorsements restrictions
  non_domiciled other_license_states transmission med_cert_expires medical_card medical_examiner passport fast_card
  dl_denied dl_revoked_suspended dl_action_details test_refusal_or_positive rtd_documentation clearinghouse_registered
  truck_school military_driver equipment_class trailer_type approx_miles states_operated
  accidents_none nature location fatalities injuries towed hazmat_spill in_cmv ticketed preventable
  charge penalty bond_forfeited period_kind employer_name employer_usdot employer_address employer_phone
  position start end current reason_leaving subject_fmcsr safety_sensitive dot_mode operated_cmv may_contact
  rights_ack esign_consent certification_text signature_name signature_date referral_detail referring_driver
`
  .trim()
  .split(/\s+/);

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
    ['family_status', 'marital or family status'],
    ['dependants', 'marital or family status'],
    ['numberofdependents', 'marital or family status'],
    ['numberOfChildren', 'marital or family status'],
    ['medical_history', 'health'],
    ['EmployeeMedicalConditions', 'health'],
    ['hispanic', 'race or origin'],
    ['us_citizen', 'race or origin'],
    ['place_of_birth', 'race or origin'],
    ['transgender', 'sex or gender'],
    ['veteran_status', 'veteran status'],
    ['customFields.c.protected_veteran', 'veteran status'],
  ])('is known by the name %s', (name, told) => {
    expect(protectedClassOf(name)).toBe(told);
  });

  it.each([
    ['medicalhistory', 'health'],
    ['disabilitystatus', 'health'],
    ['isdisabled', 'health'],
    ['issmoker', 'health'],
    ['driverhealth', 'health'],
    ['genderidentity', 'sex or gender'],
    ['applicantsex', 'sex or gender'],
    ['pregnancystatus', 'sex or gender'],
    ['familystatus', 'marital or family status'],
    ['ismarried', 'marital or family status'],
    ['spousename', 'marital or family status'],
    ['birthyear', 'age'],
    ['yearofbirth', 'age'],
    ['applicantdob', 'age'],
    ['driverage', 'age'],
    ['agegroup', 'age'],
    ['racecode', 'race or origin'],
    ['ethnicorigin', 'race or origin'],
    ['placeofbirth', 'race or origin'],
    ['citizenshipstatus', 'race or origin'],
    ['religiousaffiliation', 'religion'],
    ['isveteran', 'veteran status'],
  ])('is known by the name %s, whose parts run together', (name, told) => {
    expect(protectedClassOf(name)).toBe(told);
    expect(protectedClassOf(`customFields.c.${name}`)).toBe(told);
    expect(protectedClassOf(`${name}_c`)).toBe(told);
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
    'driving_experience',
    'page',
    'landingpage',
    'message',
    'manager',
    'storage',
    'mileage',
    'packagecode',
    'agent_name',
    'agencycode',
    'brace',
    'racewaydate',
    'independent_contractor',
    'independents',
    'disabling_damage',
    'medicalcardexpires',
    'diagnostics',
    'stubborn',
    'sussexcode',
    'military_driver',
    'decreed',
  ])('is not seen in %s', (name) => {
    expect(protectedClassOf(name)).toBeUndefined();
  });

  it('is asked by no built-in form, nor by what a driver’s application lawfully asks', () => {
    const keys = builtInForms.flatMap(fieldsOf).map(({ key }) => key);
    for (const key of [...keys, ...attributionKeys, ...lawful]) {
      expect(protectedClassOf(key), key).toBeUndefined();
      expect(protectedClassOf(key.replaceAll('_', '')), key).toBeUndefined();
    }
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
