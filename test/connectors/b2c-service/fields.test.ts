import { describe, expect, it } from 'vitest';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { type CrmOptions, openCrm, submissionOf } from '../../support/b2c-service.ts';

const descriptions = [
  { nestedSchemas: 'ref', listSchemas: 'array' },
  { nestedSchemas: 'ref', listSchemas: 'element' },
  { nestedSchemas: 'inline', listSchemas: 'array' },
  { nestedSchemas: 'inline', listSchemas: 'element' },
] as const;

/** A site whose description of itself has been read, and its clock, by which that was a while ago. */
async function openKnown(options: CrmOptions = {}) {
  const clock = { now: 1_000_000_000 };
  const crm = openCrm({ ...options, connector: { now: () => clock.now, ...options.connector } });
  await crm.connector.check({ definitions: builtInForms, signal: new AbortController().signal });
  clock.now += 60_000;
  return { ...crm, clock };
}

const long = (length: number) => 'Albuquerque '.repeat(length).slice(0, length);

describe('a field that the site does not have', () => {
  it.each(descriptions)('sets the application aside before anything is made: %j', async (assumptions) => {
    const site = { assumptions, customFields: { contacts: { cdl_type: null } } };
    const crm = await openKnown({ site });
    const before = crm.calls().length;
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: 'contacts "customFields.c.cdl_type.lookupName": the site has no such field',
    });
    expect(crm.calls()).toHaveLength(before);
  });

  it('is found out by the refusal, where the site has not been asked before', async () => {
    const crm = openCrm({ site: { customFields: { incidents: { truck_type: null } } } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: 'incidents "customFields.c.truck_type.lookupName": the site has no such field',
    });
    expect(crm.contacts()).toHaveLength(1);
    expect(crm.incidents()).toEqual([]);
  });

  it('is written once it is there', async () => {
    const crm = await openKnown({ site: { customFields: { contacts: { cdl_type: null } } } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'rejected' });
    crm.simulator.changeTenant({
      customFields: { contacts: { cdl_type: { type: 'menu', values: [{ id: 96, lookupName: 'Class A' }] } } },
    });
    crm.clock.now += 60_000;
    await crm.deliver(submissionOf(), 2);
    expect(crm.contacts()[0].customFields.c.cdl_type).toEqual({ id: 96, lookupName: 'Class A' });
  });
});

it('a field that cannot be written sets the application aside', async () => {
  const crm = await openKnown({ site: { customFields: { contacts: { has_cdl: { readOnly: true } } } } });
  await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
    kind: 'rejected',
    recheckMs: 60_000,
    message: 'contacts "customFields.c.has_cdl": the field cannot be written',
  });
  expect(crm.contacts()).toEqual([]);
});

describe('text that is longer than its field', () => {
  it.each(descriptions)('is cut with a mark: %j', async (assumptions) => {
    const crm = await openKnown({ site: { assumptions: { ...assumptions, maxLengths: { city: 20 } } } });
    await crm.deliver(submissionOf({ city: 'Truth or Consequences' }));
    expect(crm.contacts()[0].address.city).toBe('Truth or Consequenc…');
    await crm.deliver(submissionOf({ city: 'Truth of Consequence', email: 'other@example.com' }));
    expect(crm.contacts()[1].address.city).toBe('Truth of Consequence');
  });

  it('is whole in the thread', async () => {
    const crm = await openKnown({ site: { assumptions: { maxLengths: { city: 20 } } } });
    await crm.deliver(submissionOf({ city: 'Truth or Consequences' }));
    expect(crm.incidents()[0].threads[0].text).toContain('City: Truth or Consequences\n');
  });

  it('is never cut inside a character', async () => {
    const crm = await openKnown({ site: { assumptions: { maxLengths: { city: 5 } } } });
    await crm.deliver(submissionOf({ city: '🚚🚛🚚🚛🚚🚛' }));
    const { city } = crm.contacts()[0].address;
    expect(city).toBe('🚚🚛🚚🚛…');
    expect(city.isWellFormed()).toBe(true);
  });

  it('sets the application aside where the settings say so', async () => {
    const crm = await openKnown({
      site: { assumptions: { maxLengths: { city: 20 } } },
      connector: { tooLong: 'attention' },
    });
    await expect(crm.deliver(submissionOf({ city: long(21) }))).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message:
        'contacts "address.city": the text is longer than the 20 characters that the site\'s field takes',
    });
    expect(crm.contacts()).toEqual([]);
  });

  it('is found out by the refusal, and then cut, where the site has not been asked before', async () => {
    const crm = openCrm({ site: { assumptions: { maxLengths: { city: 20 } } } });
    await crm.deliver(submissionOf({ city: 'Truth or Consequences' }));
    expect(crm.contacts()[0].address.city).toBe('Truth or Consequenc…');
    expect(crm.calls().filter(({ what }) => what === 'POST contacts')).toHaveLength(2);
  });

  it('is never an e-mail address that is cut', async () => {
    const crm = await openKnown({ site: { assumptions: { maxLengths: { email: 30 } } } });
    const email = `${'a'.repeat(40)}@example.com`;
    await expect(crm.deliver(submissionOf({ email }))).rejects.toMatchObject({
      kind: 'rejected',
      message:
        'contacts "emails.0.address": the text is longer than the 30 characters that the site\'s field takes',
    });
    expect(crm.contacts()).toEqual([]);
  });

  it('is never a telephone number that is cut, of which the documented length is known at once', async () => {
    const crm = openCrm();
    await crm.deliver(submissionOf({ phone: '1'.repeat(40) }));
    await expect(
      crm.deliver(submissionOf({ phone: '1'.repeat(41), email: 'other@example.com' })),
    ).rejects.toMatchObject({
      kind: 'rejected',
      message:
        'contacts "phones.0.number": the text is longer than the 40 characters that the site\'s field takes',
    });
  });

  it('is cut in a subject to the documented length, also of characters that need two units', async () => {
    const mapping = { incident: { subject: { template: 'Application - {answers.street}' } } };
    const crm = openCrm({ connector: { mapping } });
    await crm.deliver(submissionOf({ street: long(240) }));
    const { subject } = crm.incidents()[0];
    expect(subject).toHaveLength(240);
    expect(subject).toMatch(/^Application - Albuquerque .*…$/);
    await crm.deliver(submissionOf({ street: '🚚'.repeat(240), email: 'other@example.com' })).catch(() => {});
    const sent = crm.calls().at(-1)?.body.subject;
    expect([...sent]).toHaveLength(240);
    expect(sent.isWellFormed()).toBe(true);
  });
});

describe('a site that does not describe itself', () => {
  it('gets everything as it is', async () => {
    const crm = openCrm();
    crm.simulator.failNext('read-metadata', 'status-404', { times: 50 });
    await crm.connector.check({ definitions: builtInForms, signal: new AbortController().signal });
    await crm.deliver(submissionOf({ city: long(80) }));
    expect(crm.contacts()[0].address.city).toBe(long(80));
  });

  it('is believed when it refuses', async () => {
    const crm = openCrm({ site: { assumptions: { maxLengths: { city: 20 } } } });
    crm.simulator.failNext('read-metadata', 'status-404', { times: 50 });
    await expect(crm.deliver(submissionOf({ city: long(21) }))).rejects.toMatchObject({
      kind: 'rejected',
      message: 'create-contact: status 400, OSC-CREST-00006',
    });
  });
});
