import { describe, expect, it } from 'vitest';
import { englishLabels } from '../../../src/model/index.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { mapped } from '../../support/mapped.ts';

const contact = (answers = {}) => mapped('contact', { answers });
const incident = (answers = {}, envelope = {}) => mapped('incident', { answers, envelope });

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

  it('makes an incident of the application, all of it in the thread as a customer’s plain text', () => {
    expect(incident()).toEqual({
      subject: 'Application - Contractor Driver',
      threads: [
        {
          text: expect.stringContaining('\nFirst name: Craig\n'),
          entryType: { id: 3 },
          contentType: { id: 1 },
        },
      ],
      customFields: {
        c: {
          application_type: { lookupName: 'Contractor Driver' },
          truck_type: { lookupName: 'Straight Truck' },
          application_source: { lookupName: 'CDL Job Now' },
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

  it.each(Object.entries(englishLabels.application_type))('says %s in the subject: %s', (code, name) => {
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
    expect(incident({}, { attribution: {} }).customFields.c).not.toHaveProperty('application_source');
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
    expect(contact({ email: "Shaun.O'Brien@Example.COM" }).emails).toMatchObject([
      { address: "shaun.o'brien@example.com" },
    ]);
  });

  it('writes a phone number with hyphens, the only dashes that the site takes', async () => {
    expect(contact({ phone: '720–555‑0113' }).phones[0].number).toBe('720-555-0113');
    const crm = openCrm({ site: { lists: 'strict' } });
    await crm.deliver(submissionOf({ phone: '+1 (720) 555–0113 ext. 5' }));
    expect(crm.contacts()[0].phones[0].number).toBe('+1 (720) 555-0113 ext. 5');
  });
});
