import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { cutTo } from '../../../src/connectors/fusion-service/limits.ts';
import { fusionServiceMapping } from '../../../src/connectors/fusion-service/mapping-target.ts';
import { parseMapping } from '../../../src/connectors/mapping/parse-mapping.ts';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { openCanned } from '../../support/canned-fusion.ts';

type Mapping = FusionServiceConnectorOptions['mapping'];

const mistakesIn = (changes: unknown) => {
  const parsed = parseMapping(fusionServiceMapping, changes, builtInForms);
  return 'mistakes' in parsed
    ? parsed.mistakes.map(({ path, message }) => `${path.join('.')} ${message}`)
    : [];
};

async function bodiesOf(
  mapping: Mapping,
  answers = {},
  options: Partial<FusionServiceConnectorOptions> = {},
) {
  const site = openCanned({}, { mapping, ...options });
  await site.deliver(submissionOf(answers));
  return (step: string) => site.callOf(step)?.body;
}

describe('the mapping', () => {
  it('puts codes into attributes of a site’s own, by its names, and yes or no as such', async () => {
    const body = await bodiesOf({
      contact: {
        CdlType_c: { from: 'answers.cdl_type', names: { A: 'CLASS_A' } },
        HasCdl_c: 'answers.has_cdl',
      },
      serviceRequest: { TruckType_c: 'answers.truck_type', SourceCd: { constant: 'ADVERT' } },
    });
    expect(body('create-contact')).toMatchObject({ CdlType_c: 'CLASS_A', HasCdl_c: true });
    expect(body('create-service-request')).toMatchObject({ TruckType_c: 'STRAIGHT', SourceCd: 'ADVERT' });
  });

  it('chooses a queue by an answer, in 18 digits, over the one that is set', async () => {
    const names = { CONTRACTOR: '300000012345678901' };
    const mapping = { serviceRequest: { QueueId: { from: 'answers.application_type', names } } };
    const body = await bodiesOf(mapping, {}, { queueId: '7' });
    expect(body('create-service-request').QueueId).toBe(300000012345678901n);
  });

  it('leaves out what the applicant left out', async () => {
    const body = await bodiesOf({}, { street: undefined, city: undefined });
    expect(Object.keys(body('create-contact'))).not.toContain('AddressLine1');
    expect(Object.keys(body('create-contact'))).not.toContain('City');
  });

  it('sends the country code of a number with the number alone', async () => {
    const body = await bodiesOf({}, { phone: undefined });
    expect(body('create-contact')).not.toHaveProperty('MobileCountryCode');
  });

  it.each([
    ['80207', 'US'],
    ['80207-1234', 'US'],
    ['K1A 0B1', 'CA'],
  ])('tells the country by the postal code %s where nothing else does', async (postal_code, Country) => {
    const answers = { postal_code, state: undefined, country: undefined };
    expect((await bodiesOf({}, answers))('create-contact')).toMatchObject({
      Country,
      PostalCode: postal_code,
    });
  });

  it('keeps an address without a country in the text alone, unless the site wants it anyway', async () => {
    const answers = { postal_code: undefined, state: undefined, country: undefined };
    const body = await bodiesOf({}, answers);
    expect(body('create-contact')).not.toHaveProperty('City');
    const lenient = await bodiesOf({}, answers, { addressNeedsCountry: false });
    expect(lenient('create-contact')).toHaveProperty('City', 'Denver');
  });

  it.each([
    [
      'a lower-case attribute',
      { contact: { city: 'answers.city' } },
      /contact.city is not the name of an attribute/,
    ],
    ['a path', { contact: { 'Address.City': 'answers.city' } }, /has a dot/],
    [
      'what the delivery fills',
      { serviceRequest: { PrimaryContactPartyId: { constant: 1 } } },
      /is filled with the contact/,
    ],
    ['what the site gives', { serviceRequest: { SrNumber: 'id' } }, /is given by the site/],
    [
      'text for an id',
      { serviceRequest: { QueueId: { constant: 'Recruiting' } } },
      /must be an id in digits/,
    ],
    [
      'a template for an id',
      { serviceRequest: { QueueId: { template: '{id}' } } },
      /must be an id, which no text is/,
    ],
    [
      'names that are no ids',
      { serviceRequest: { QueueId: { from: 'answers.cdl_type', names: { A: 'x' } } } },
      /names.A must be an id/,
    ],
    ['no line for the address', { contact: { EmailAddress: null } }, /has no line for EmailAddress/],
    ['a date of birth', { contact: { DateOfBirth: 'answers.email' } }, /would tell age/],
    ['gender', { contact: { Gender: { constant: 'x' } } }, /would tell sex or gender/],
    ['marital status', { contact: { MaritalStatus: { constant: 'x' } } }, /would tell marital/],
    ['a sensitive answer in text', { interaction: { Description: 'answers.ssn' } }, /sensitive|no form has/],
    ['a fact that no form has', { contact: { City: 'answers.town' } }, /which no form has/],
  ])('refuses %s', (_, changes, message) => {
    expect(mistakesIn(changes).join('\n')).toMatch(message);
  });

  it('takes a contact without any line for no contact', () => {
    const lines = Object.fromEntries(
      Object.keys(fusionServiceMapping.defaults.contact).map((line) => [line, null]),
    );
    expect(mistakesIn({ contact: lines })).toEqual([]);
  });

  it('has no default line that tells what is protected', () => {
    expect(mistakesIn(fusionServiceMapping.defaults)).toEqual([]);
  });
});

describe('a text that is longer than the site takes', () => {
  const long = { mapping: { serviceRequest: { Title: { constant: 'x'.repeat(401) } } } };

  it('is cut, with a mark', async () => {
    const body = await bodiesOf(long.mapping);
    expect(body('create-service-request').Title).toBe(`${'x'.repeat(399)}…`);
  });

  it('sets the application aside before anything is sent, where that is wanted', async () => {
    const site = openCanned({}, { ...long, tooLong: 'attention' });
    await expect(site.deliver()).rejects.toMatchObject({
      kind: 'rejected',
      message: 'serviceRequest "Title": the text is longer than the 400 characters that the site takes',
    });
    expect(site.calls).toEqual([]);
  });

  it('is cut all the same where it is a copy of what the message holds', async () => {
    const answers = { street: 'x'.repeat(2_000) };
    const lengths = { 'contact.AddressLine1': 5_000 };
    const body = await bodiesOf({}, answers, { tooLong: 'attention', lengths });
    expect(body('create-service-request').ProblemDescription).toHaveLength(1_000);
    const alone = openCanned({}, { tooLong: 'attention', records: 'interaction', lengths });
    await expect(alone.deliver(submissionOf(answers))).rejects.toMatchObject({ kind: 'rejected' });
  });

  it.each(['EmailAddress', 'MobileNumber', 'Country'])('is never cut where it is %s', async (name) => {
    const site = openCanned({}, { lengths: { [`contact.${name}`]: 1 } });
    await expect(site.deliver()).rejects.toMatchObject({
      kind: 'rejected',
      message: `contact "${name}": the text is longer than the 1 characters that the site takes`,
    });
    expect(site.calls).toEqual([]);
  });

  it('the id of the submission is never cut', async () => {
    const site = openCanned({}, { lengths: { 'serviceRequest.SubmissionId_c': 20 } });
    await expect(site.deliver()).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('is counted as Java counts, and no character is torn apart', () => {
    expect(cutTo('🚚'.repeat(10), 9)).toBe('🚚🚚🚚🚚…');
    expect(cutTo('🚚🚚', 4)).toBe('🚚🚚');
    expect(cutTo('abc', 2)).toBe('a…');
  });
});

it('an application without what the site must have is set aside before anything is sent', async () => {
  const site = openCanned();
  await expect(site.deliver(submissionOf({ last_name: undefined }))).rejects.toMatchObject({
    kind: 'rejected',
    message: 'contact "LastName": the site wants a value, and the application has none',
  });
  expect(site.calls).toEqual([]);
});

it('a place that must have a value may have it from a setting, from the contact or from the id in the title', async () => {
  const site = openCanned(
    {},
    {
      severity: 'ORA_SVC_SEV2',
      submissionIdField: null,
      mapping: { serviceRequest: { Title: null } },
      required: [
        'serviceRequest.SeverityCd',
        'serviceRequest.PrimaryContactPartyId',
        'serviceRequest.Title',
        'interaction.ChannelTypeCd',
      ],
    },
  );
  await site.deliver();
  expect(site.callOf('create-service-request')?.body).toMatchObject({
    SeverityCd: 'ORA_SVC_SEV2',
    Title: expect.stringMatching(/^Application #/),
  });
});
