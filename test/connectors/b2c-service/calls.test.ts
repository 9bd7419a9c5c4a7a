import { describe, expect, it } from 'vitest';
import { withToken } from '../../../src/connectors/b2c-service/incidents.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';

const findContact = (email: string) =>
  `SELECT ID, Disabled FROM Contacts WHERE Emails.Address = '${email}' LIMIT 1000`;
const findById = (id: string) =>
  `SELECT ID, ReferenceNumber FROM Incidents WHERE CustomFields.c.submission_id = '${id}' LIMIT 1`;

describe('delivering to B2C Service', () => {
  it('looks for the contact, makes it where there is none, then makes the incident', async () => {
    const crm = openCrm();
    const submission = submissionOf({ email: 'New.Driver@Example.com' });
    const receipt = await crm.deliver(submission);
    expect(crm.calls().map(({ what }) => what)).toEqual([
      findContact('new.driver@example.com'),
      'POST contacts',
      'POST incidents',
    ]);
    const [, contact, incident] = crm.calls();
    expect(contact?.body).toEqual({
      name: { first: 'Craig', last: 'Daniels' },
      emails: [{ address: 'new.driver@example.com', addressType: { id: 0 } }],
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
    expect(incident?.body).toEqual({
      primaryContact: { id: 51718 },
      subject: 'Application - Contractor Driver',
      threads: [
        {
          text: expect.stringMatching(/^Driver application 7Q4M-X2HV\n/),
          entryType: { id: 3 },
          contentType: { id: 1 },
        },
      ],
      customFields: {
        c: {
          application_type: { lookupName: 'Contractor Driver' },
          truck_type: { lookupName: 'Straight Truck' },
          application_source: { lookupName: 'CDL Job Now' },
          submission_id: submission.id,
        },
      },
    });
    const [made] = crm.incidents();
    expect(receipt).toEqual({ id: String(made.id), reference: made.referenceNumber });
  });

  it('takes the contact that is there, and changes nothing of it', async () => {
    const crm = openCrm();
    await crm.deliver(submissionOf());
    const before = crm.contacts();
    const again = submissionOf({
      email: 'CRAIG.DANIELS@example.com',
      first_name: 'Gregory',
      phone: '720-555-0142',
    });
    await crm.deliver(again);
    expect(crm.contacts()).toEqual(before);
    expect(crm.incidents()).toHaveLength(2);
    expect(
      crm
        .calls()
        .slice(3)
        .map(({ what }) => what),
    ).toEqual([findContact('craig.daniels@example.com'), 'POST incidents']);
  });

  it('takes the newest of several contacts with one address', async () => {
    const crm = openCrm({ site: { emailSharing: true } });
    for (let made = 0; made < 3; made += 1) await crm.addContact('craig.daniels@example.com');
    await crm.deliver(submissionOf());
    expect(crm.contacts()).toHaveLength(3);
    expect(crm.incidents()[0].primaryContact).toMatchObject({ id: 51720 });
  });

  it('sends a short context with every call, its own for each kind of call', async () => {
    const crm = openCrm();
    const submission = submissionOf();
    await crm.deliver(submission, 2);
    const contexts = crm.calls().map(({ context }) => context);
    expect(new Set(contexts).size).toBe(contexts.length);
    for (const context of contexts) {
      expect(context.length).toBeLessThanOrEqual(40);
      expect(context).toMatch(/^applicant-intake [a-z-]+$/);
    }
  });
});

describe('a second attempt', () => {
  it('looks for the submission first, and stops where it is found', async () => {
    const crm = openCrm();
    const submission = submissionOf();
    const first = await crm.deliver(submission);
    expect(await crm.deliver(submission, 2)).toEqual(first);
    expect(
      crm
        .calls()
        .slice(3)
        .map(({ what }) => what),
    ).toEqual([findById(submission.id)]);
    expect(crm.incidents()).toHaveLength(1);
  });

  it('goes on where it is not found', async () => {
    const crm = openCrm();
    const submission = submissionOf();
    await crm.deliver(submission, 7);
    expect(crm.calls().map(({ what }) => what)).toEqual([
      findById(submission.id),
      findContact('craig.daniels@example.com'),
      'POST contacts',
      'POST incidents',
    ]);
  });

  it('looks in the field that the site has', async () => {
    const crm = openCrm({
      site: {
        customFields: { incidents: { submission_id: null, web_key: { type: 'text', maxLength: 40 } } },
      },
      connector: { submissionIdField: 'web_key' },
    });
    const submission = submissionOf();
    const first = await crm.deliver(submission);
    expect(crm.incidents()[0].customFields.c.web_key).toBe(submission.id);
    expect(await crm.deliver(submission, 2)).toEqual(first);
  });

  it('looks for a token in the subject where the site has no field', async () => {
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null },
    });
    const submission = submissionOf();
    const first = await crm.deliver(submission);
    const { subject } = crm.incidents()[0];
    expect(subject).toBe(withToken('Application - Contractor Driver', submission.id));
    const token = subject.slice(-10);
    expect(await crm.deliver(submission, 2)).toEqual(first);
    expect(
      crm
        .calls()
        .slice(3)
        .map(({ what }) => what),
    ).toEqual([
      findContact('craig.daniels@example.com'),
      `SELECT ID, ReferenceNumber FROM Incidents WHERE PrimaryContact.ID IN (51718) AND Subject LIKE '%${token}%' LIMIT 1`,
    ]);
    // Another application of the same person is another incident.
    await crm.deliver(submissionOf(), 2);
    expect(crm.incidents()).toHaveLength(2);
  });

  it('finds the token at whichever contact shares the address, also when a newer one has come since', async () => {
    const crm = openCrm({
      site: { emailSharing: true, customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null },
    });
    const submission = submissionOf();
    const first = await crm.deliver(submission);
    await crm.addContact('craig.daniels@example.com');
    expect(crm.contacts()).toHaveLength(2);
    expect(await crm.deliver(submission, 2)).toEqual(first);
    expect(crm.incidents()).toHaveLength(1);
  });
});

describe('a contact that somebody else makes first', () => {
  it('is taken when the site refuses ours', async () => {
    const crm = openCrm({
      // Between the look-up and the creation.
      before: (call) => (call === 'create-contact' ? crm.addContact('craig.daniels@example.com') : undefined),
    });
    const receipt = await crm.deliver(submissionOf());
    expect(receipt.id).toBe(String(crm.incidents()[0].id));
    expect(crm.contacts()).toHaveLength(1);
    expect(crm.incidents()).toMatchObject([{ primaryContact: { id: 51718 } }]);
    expect(crm.calls().map(({ what }) => what)).toEqual([
      findContact('craig.daniels@example.com'),
      'POST contacts',
      'POST contacts',
      findContact('craig.daniels@example.com'),
      'POST incidents',
    ]);
  });
});

it('an application without a usable address is refused before anything is asked', async () => {
  for (const email of [undefined, '', 'x', "a' OR 1=1--@example.com", 'a;b@example.com', 'a"@example.com']) {
    const crm = openCrm();
    await expect(crm.deliver(submissionOf({ email }))).rejects.toMatchObject({ kind: 'rejected' });
    expect(crm.everyCall()).toEqual([]);
  }
});
