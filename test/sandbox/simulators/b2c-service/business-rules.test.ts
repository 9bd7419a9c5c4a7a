import { describe, expect, it } from 'vitest';
import { buildContact, buildIncident, openSite } from './site.ts';

const TO_RECRUITING = {
  when: { 'customFields.c.application_type': 'Contractor Driver' },
  set: {
    queue: { lookupName: 'Recruiting' },
    statusWithType: { status: { lookupName: 'Waiting' } },
    assignedTo: { staffGroup: { id: 9 } },
  },
};

describe('a business rule', () => {
  it('changes what was sent, in the answer and in what is stored', async () => {
    const site = openSite({ businessRules: [TO_RECRUITING] });
    const sent = buildIncident({ queue: { lookupName: 'Safety' }, statusWithType: { status: { id: 1 } } });
    const { status, body } = await site.post('incidents', sent);
    expect(status).toBe(201);
    const expected = {
      queue: { id: 2, lookupName: 'Recruiting' },
      statusWithType: { status: { id: 3, lookupName: 'Waiting' }, statusType: { id: 3 } },
      assignedTo: { staffGroup: { id: 9, lookupName: 'Recruiters' } },
      subject: 'Application - Contractor Driver',
    };
    expect(body).toMatchObject(expected);
    expect((await site.get(`incidents/${body.id}`)).body).toMatchObject(expected);
  });

  it('runs only where its condition holds', async () => {
    const site = openSite({ businessRules: [TO_RECRUITING] });
    const { body } = await site.post('incidents', { primaryContact: { id: 2 } });
    expect(body.queue).toBeNull();
  });

  it('can be about contacts, and about changes only', async () => {
    const site = openSite();
    const rule = { collection: 'contacts', on: 'update', set: { contactType: { lookupName: 'Applicant' } } };
    const changed = await site.control('PATCH', '_tenant', { businessRules: [rule] });
    expect(changed.body.businessRules).toEqual([rule]);
    expect((await site.post('contacts', buildContact())).body.contactType).toBeNull();
    await site.patch('contacts/51718', { title: 'Driver' });
    expect((await site.get('contacts/51718')).body).toMatchObject({
      title: 'Driver',
      contactType: { id: 2, lookupName: 'Applicant' },
    });
  });

  it('can be a function', async () => {
    const site = openSite({
      businessRules: (saved, { collection, on }) =>
        collection === 'incidents' ? { subject: `${on}: ${saved.subject}` } : undefined,
    });
    const { body } = await site.post('incidents', buildIncident());
    expect(body.subject).toBe('create: Application - Contractor Driver');
    await site.patch(`incidents/${body.id}`, { subject: 'New' });
    expect((await site.get(`incidents/${body.id}`)).body.subject).toBe('update: New');
    expect((await site.post('contacts', buildContact())).status).toBe(201);
  });

  it.each([
    ['osvc-crest-suppress-rules', 'true'],
    ['osvc-crest-suppress-rules', 'yes'],
    ['osvc-crest-suppress-rule', 'true'],
    ['osvc-crest-suppress-all', 'Yes'],
  ])('is suppressed by %s: %s', async (name, value) => {
    const site = openSite({ businessRules: [TO_RECRUITING] });
    const { body } = await site.post('incidents', buildIncident(), { [name]: value });
    expect(body.queue).toBeNull();
    await site.patch(`incidents/${body.id}`, { subject: 'New' }, { [name]: value });
    expect((await site.get(`incidents/${body.id}`)).body.queue).toBeNull();
    expect((await site.post('incidents', buildIncident(), { [name]: 'no' })).body.queue).toMatchObject({
      id: 2,
    });
  });

  it('is not suppressed with the external events', async () => {
    const site = openSite({ businessRules: [TO_RECRUITING] });
    const headers = { 'osvc-crest-suppress-externalevents': 'true' };
    expect((await site.post('incidents', buildIncident(), headers)).body.queue).toMatchObject({ id: 2 });
  });
});
