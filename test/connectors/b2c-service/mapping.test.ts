import { describe, expect, it } from 'vitest';
import {
  contactFor,
  defaultMapping,
  incidentFor,
  lookupEmail,
  type Mapping,
  mappingWith,
  subjectToken,
} from '../../../src/connectors/b2c-service/mapping.ts';
import { englishLabels } from '../../../src/model/index.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';

const options = { contactId: 51718, submissionIdField: 'submission_id' };

const contact = (answers = {}, mapping: Mapping = defaultMapping): ReturnType<typeof JSON.parse> =>
  contactFor(submissionOf(answers), mapping);
const incident = (
  answers = {},
  mapping: Mapping = defaultMapping,
  envelope = {},
): ReturnType<typeof JSON.parse> => incidentFor(submissionOf(answers, envelope), mapping, options);

describe('the default mapping', () => {
  it('makes a contact of what the person said', () => {
    expect(contact()).toEqual({
      name: { first: 'Craig', last: 'Daniels' },
      emails: [{ address: 'craig.daniels@example.com', addressType: { id: 0 } }],
      phones: [{ number: '720-555-0113', phoneType: { id: 1 } }],
      address: {
        street: '110 Main St',
        city: 'Denver',
        postalCode: '80207',
        stateOrProvince: { lookupName: 'CO' },
        country: { lookupName: 'US' },
      },
      customFields: {
        c: {
          has_cdl: true,
          cdl_type: { lookupName: 'Class A' },
          driving_preference: { lookupName: 'Solo Driving' },
        },
      },
    });
  });

  it('makes an incident of the application', () => {
    const submission = submissionOf();
    expect(incidentFor(submission, defaultMapping, options)).toEqual({
      primaryContact: { id: 51718 },
      subject: 'Application - Contractor Driver',
      customFields: {
        c: {
          application_type: { lookupName: 'Contractor Driver' },
          truck_type: { lookupName: 'Straight Truck' },
          application_source: { lookupName: 'CDL Job Now' },
          submission_id: submission.id,
        },
      },
    });
  });

  it.each(Object.entries(englishLabels))('gives every code of %s its English name', (field, names) => {
    for (const [code, name] of Object.entries(names)) {
      const { customFields } =
        field in { cdl_type: 1, driving_preference: 1 }
          ? contact({ [field]: code })
          : incident({ [field]: code });
      expect(customFields.c[field]).toEqual({ lookupName: name });
    }
  });

  it.each(Object.keys(englishLabels.application_type))('says %s in the subject', (code) => {
    const name = englishLabels.application_type[code as 'COMPANY'];
    expect(incident({ application_type: code }).subject).toBe(`Application - ${name}`);
  });

  it('leaves out what was not answered, and what would stand around it', () => {
    const answers = { street: undefined, city: undefined, state: undefined, country: undefined };
    expect(contact({ ...answers, phone: undefined, has_cdl: false, cdl_type: undefined })).toEqual({
      name: { first: 'Craig', last: 'Daniels' },
      emails: [{ address: 'craig.daniels@example.com', addressType: { id: 0 } }],
      address: { postalCode: '80207' },
      customFields: { c: { has_cdl: false, driving_preference: { lookupName: 'Solo Driving' } } },
    });
    expect(incident({}, defaultMapping, { attribution: {} }).customFields.c).not.toHaveProperty(
      'application_source',
    );
  });

  it.each([
    ['CO', 'US'],
    ['ON', 'CA'],
    ['PR', 'US'],
  ])('knows the country of %s where the person did not say', (state, country) => {
    expect(contact({ state, country: undefined }).address).toMatchObject({
      stateOrProvince: { lookupName: state },
      country: { lookupName: country },
    });
  });

  it('writes the address in small letters, as it is looked up', () => {
    const submission = submissionOf({ email: "Shaun.O'Brien@Example.COM" });
    expect(contactFor(submission, defaultMapping)).toMatchObject({
      emails: [{ address: "shaun.o'brien@example.com" }],
    });
    expect(lookupEmail(submission)).toBe("shaun.o'brien@example.com");
  });

  it('writes a phone number with hyphens, the only dashes that the site takes', async () => {
    expect(contact({ phone: '720–555‑0113' }).phones[0].number).toBe('720-555-0113');
    const crm = openCrm({ site: { lists: 'strict' } });
    await crm.deliver(submissionOf({ phone: '+1 (720) 555–0113 ext. 5' }));
    expect(crm.contacts()[0].phones[0].number).toBe('+1 (720) 555-0113 ext. 5');
  });
});

describe('the subject', () => {
  const mapping = mappingWith({
    incident: { subject: { template: 'Application - {application_type} {answers.city}' } },
  });
  const subject = (city: string, submissionIdField: string | null) =>
    String(incidentFor(submissionOf({ city }), mapping, { ...options, submissionIdField }).subject);

  it('is cut to 240 characters, its token kept', () => {
    const long = subject('x'.repeat(240), null);
    expect(long).toHaveLength(240);
    expect(long).toMatch(/x \[[0-9A-F]{8}\]$/);
    expect(subject('x'.repeat(240), 'submission_id')).toHaveLength(240);
  });

  it('is never cut in the middle of a character', () => {
    expect([...subject('🚚'.repeat(240), null)]).toHaveLength(240);
    expect(subject('🚚'.repeat(240), null).isWellFormed()).toBe(true);
  });

  it.each([
    ['random ones', '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11', '5c1d9e07-21f4-4a30-8f11-6b2c0d9e4a77'],
    [
      'made in one moment (version 7)',
      '019aa5f0-1c2d-7a41-9d54-0a6f0f2d8c11',
      '019aa5f0-1c2d-7b52-8f11-6b2c0d9e4a77',
    ],
    [
      'of one machine (version 1)',
      'd0c11a70-c6f7-11f0-9d54-0242ac120002',
      'd0c11a71-c6f7-11f0-9d54-0242ac120002',
    ],
  ])('has a token that tells ids apart: %s', (_, one, other) => {
    expect(subjectToken(one)).toMatch(/^\[[0-9A-F]{8}\]$/);
    expect(subjectToken(one)).not.toBe(subjectToken(other));
  });

  it('has nothing of the language in it where a template names what nobody answers', () => {
    const { subject: text } = incidentFor(
      submissionOf(),
      { contact: {}, incident: { subject: { template: 'Hello {constructor}{__proto__}!' } } },
      { contactId: 1, submissionIdField: 'submission_id' },
    );
    expect(text).toBe('Hello !');
  });

  it('is there even where the mapping has none', () => {
    expect(incident({}, mappingWith({ incident: { subject: null } })).subject).toBe('Application');
  });
});

describe('a changed mapping', () => {
  it('replaces lines, takes lines away, and leaves the others', () => {
    const mapping = mappingWith({
      contact: { 'address.street': null, 'address.city': null, 'phones.0.phoneType.id': { constant: 4 } },
      incident: {
        'customFields.c.truck_type.lookupName': null,
        'customFields.c.truck.lookupName': 'answers.truck_type',
      },
    });
    expect(contact({}, mapping).address).not.toHaveProperty('street');
    expect(contact({}, mapping).phones[0].phoneType).toEqual({ id: 4 });
    expect(contact({}, mapping).name).toEqual({ first: 'Craig', last: 'Daniels' });
    expect(incident({}, mapping).customFields.c).toMatchObject({ truck: { lookupName: 'STRAIGHT' } });
    expect(incident({}, mapping).customFields.c).not.toHaveProperty('truck_type');
    expect(mappingWith({})).toEqual(defaultMapping);
  });

  it('takes a whole list away with the line that fills it, its constants with it', () => {
    expect(contact({}, mappingWith({ contact: { 'phones.0.number': null } }))).not.toHaveProperty('phones');
  });

  it('sets constants, also several levels deep and in lists', () => {
    const { incident: lines } = mappingWith({
      incident: {
        'queue.id': { constant: 2 },
        'statusWithType.status.id': { constant: 1 },
        'threads.0.text': { template: 'From {answers.city}, {answers.state}: {cdl_type}, {id}' },
        'threads.0.entryType.id': { constant: 3 },
      },
    });
    const submission = submissionOf();
    expect(incidentFor(submission, { contact: {}, incident: lines }, options)).toMatchObject({
      queue: { id: 2 },
      statusWithType: { status: { id: 1 } },
      threads: [{ text: `From Denver, CO: Class A, ${submission.id}`, entryType: { id: 3 } }],
    });
  });

  it('gives codes other names; what has none stands for itself', () => {
    const names = { A: 'CDL-A' };
    const mapping = mappingWith({
      contact: { 'customFields.c.cdl_type.lookupName': { from: 'answers.cdl_type', names } },
      incident: { 'customFields.c.source.lookupName': { from: 'attribution.application_source', names } },
    });
    expect(contact({}, mapping).customFields.c.cdl_type).toEqual({ lookupName: 'CDL-A' });
    expect(contact({ cdl_type: 'B' }, mapping).customFields.c.cdl_type).toEqual({ lookupName: 'B' });
    for (const application_source of ['constructor', '__proto__', 'toString']) {
      const { customFields } = incident({}, mapping, { attribution: { application_source } });
      expect(customFields.c.source).toEqual({ lookupName: application_source });
    }
  });

  it('leaves gaps in a template empty, and braces of the person as they are', () => {
    const mapping = mappingWith({
      incident: { subject: { template: '{answers.city}|{answers.street}|{nothing}' } },
    });
    expect(incident({ city: '{id}', street: undefined }, mapping).subject).toBe('{id}||');
  });
});
