import { describe, expect, it } from 'vitest';
import type { DeliveryError } from '../../../src/connectors/connector.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { keepCheckpoints } from '../../support/files.ts';

const cdlType = 'contacts/customFields/c/cdl_type';
const source = 'incidents/customFields/c/application_source';
const day = 86_400_000;

/** Delivers and gives what was thrown. */
const refusal = async (delivered: Promise<unknown>): Promise<DeliveryError> =>
  delivered.then(
    () => expect.fail('it was delivered'),
    (error) => error,
  );

describe('a menu value', () => {
  it('goes out by its name', async () => {
    const crm = openCrm();
    await crm.deliver(submissionOf());
    expect(crm.calls()[1]?.body).toMatchObject({
      address: { stateOrProvince: { lookupName: 'CO' }, country: { lookupName: 'US' } },
      customFields: { c: { cdl_type: { lookupName: 'Class A' } } },
    });
  });

  it('goes out by its id where the settings say so', async () => {
    const crm = openCrm({ connector: { menuValues: 'id' } });
    await crm.deliver(submissionOf());
    const [, contact, incident] = crm.calls();
    expect(contact?.body.address).toMatchObject({ stateOrProvince: { id: 7 }, country: { id: 1 } });
    expect(contact?.body.customFields.c).toEqual({
      has_cdl: true,
      cdl_type: { id: 96 },
      driving_preference: { id: 14 },
    });
    expect(incident?.body.customFields.c).toMatchObject({
      application_type: { id: 201 },
      truck_type: { id: 224 },
      application_source: { id: 251 },
    });
    expect(crm.contacts()[0].customFields.c.cdl_type).toEqual({ id: 96, lookupName: 'Class A' });
  });

  it('goes out by the id that the mapping gives, whatever its name is', async () => {
    const line = { from: 'answers.cdl_type', ids: { A: 96 } };
    const mapping = { contact: { 'customFields.c.cdl_type.lookupName': line } };
    const crm = openCrm({ connector: { mapping } });
    crm.simulator.changeMenu(cdlType, { rename: { 'Class A': 'Tractor and trailer' } });
    await crm.deliver(submissionOf());
    expect(crm.contacts()[0].customFields.c.cdl_type).toEqual({ id: 96, lookupName: 'Tractor and trailer' });
  });

  it('goes out by its id where another differs in capitals only', async () => {
    const crm = openCrm();
    crm.simulator.changeMenu(cdlType, { add: ['CLASS A'] });
    await crm.deliver(submissionOf());
    const { cdl_type, driving_preference } = crm.calls()[1]?.body.customFields.c ?? {};
    expect(cdl_type).toEqual({ id: 96 });
    expect(driving_preference).toEqual({ lookupName: 'Solo Driving' });
  });
});

describe('a value that the site does not have', () => {
  it('sets the application aside before anything is made, with what is there, the nearest first', async () => {
    const crm = openCrm();
    crm.simulator.changeMenu(cdlType, { rename: { 'Class A': 'CDL Class A' } });
    const error = await refusal(crm.deliver(submissionOf()));
    expect(error).toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: expect.stringMatching(
        /^contacts "customFields\.c\.cdl_type\.lookupName": the menu has no value "Class A"; it has "Class B", "Class C", .*"CDL Class A"/,
      ),
    });
    expect(crm.calls()).toEqual([]);
    expect(crm.contacts()).toEqual([]);
  });

  it('is looked for again less and less often, at most every quarter of an hour', async () => {
    const crm = openCrm({ connector: { recheckMs: 10_000 } });
    crm.simulator.changeMenu(cdlType, { remove: ['Class A'] });
    const waits: (number | undefined)[] = [];
    const { kept, record } = keepCheckpoints();
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const delivered = crm.deliver(submissionOf(), attempt, { checkpoints: kept, record });
      waits.push((await refusal(delivered)).recheckMs);
    }
    expect(waits.map((ms) => Number(ms) / 10_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 90, 90]);
    const late = { checkpoints: { setAside: '5000' }, record };
    expect((await refusal(crm.deliver(submissionOf(), 5_001, late))).recheckMs).toBe(900_000);
  });

  it('is looked for soon again though the application has been tried for long for other reasons', async () => {
    const crm = openCrm();
    crm.simulator.changeMenu(cdlType, { remove: ['Class A'] });
    expect((await refusal(crm.deliver(submissionOf(), 40))).recheckMs).toBe(60_000);
  });

  it('is delivered once the menu is right again', async () => {
    const clock = { now: 0 };
    const crm = openCrm({ connector: { now: () => clock.now } });
    const submission = submissionOf();
    crm.simulator.changeMenu(cdlType, { rename: { 'Class A': 'A' } });
    await refusal(crm.deliver(submission));
    crm.simulator.changeMenu(cdlType, { rename: { A: 'Class A' } });
    clock.now += 60_000;
    await crm.deliver(submission, 2);
    expect(crm.incidents()).toHaveLength(1);
  });

  it('is never named where a person could have typed it', async () => {
    const crm = openCrm();
    const attribution = { application_source: 'Craig Daniels of 110 Main St' };
    const error = await refusal(crm.deliver(submissionOf({}, { attribution })));
    expect(error.kind).toBe('rejected');
    expect(error.message).toMatch(
      /^incidents "customFields\.c\.application_source\.lookupName": the menu has not the value that was given; it has "CDL Job Now", .* and 2 more$/,
    );
    expect(error.message).not.toMatch(/Craig|Main St/);
  });

  it('is named where the mapping says it', async () => {
    const mapping = { incident: { 'severity.lookupName': { constant: 'Urgent' } } };
    const error = await refusal(openCrm({ connector: { mapping } }).deliver(submissionOf()));
    expect(error.message).toBe(
      'incidents "severity.lookupName": the menu has no value "Urgent"; it has "High", "Low", "Normal"',
    );
  });

  it('sets the application aside also where it is an id, with the ids that there are', async () => {
    const mapping = { incident: { 'queue.id': { constant: 99 } } };
    const crm = openCrm({ connector: { mapping } });
    expect(await refusal(crm.deliver(submissionOf()))).toMatchObject({
      recheckMs: 60_000,
      message: expect.stringMatching(
        /^incidents "queue\.id": the menu has no value with the id 99; it has 1 "Unassigned", 2 "Recruiting"/,
      ),
    });
    expect(crm.calls()).toEqual([]);
  });

  it('of an empty menu is said to be of an empty menu', async () => {
    const crm = openCrm({
      site: { customFields: { contacts: { cdl_type: { type: 'menu', values: [] } } } },
    });
    expect((await refusal(crm.deliver(submissionOf()))).message).toMatch(/it has no values at all$/);
  });

  it('gives way to another where the mapping names one', async () => {
    const crm = openCrm({
      connector: {
        mapping: {
          incident: {
            'customFields.c.application_source.lookupName': {
              from: 'attribution.application_source',
              otherwise: 'Other',
            },
          },
        },
      },
    });
    await crm.deliver(submissionOf({}, { attribution: { application_source: 'A friend' } }));
    await crm.deliver(submissionOf({}, { attribution: { application_source: 'Radio' } }));
    const made = crm.incidents().map(({ customFields }) => customFields.c.application_source.lookupName);
    expect(made).toEqual(['Other', 'Radio']);
  });

  it('is left out where the mapping wants none in its place', async () => {
    const line = { from: 'attribution.application_source', otherwise: null };
    const mapping = { incident: { 'customFields.c.application_source.lookupName': line } };
    const crm = openCrm({ connector: { mapping } });
    await crm.deliver(submissionOf({}, { attribution: { application_source: 'A friend' } }));
    expect(crm.incidents()[0].customFields.c.application_source ?? null).toBeNull();
  });

  it('sets the application aside also where the other is not there either', async () => {
    const line = { from: 'attribution.application_source', otherwise: 'Others' };
    const mapping = { incident: { 'customFields.c.application_source.lookupName': line } };
    const crm = openCrm({ connector: { mapping } });
    const submission = submissionOf({}, { attribution: { application_source: 'A friend' } });
    expect((await refusal(crm.deliver(submission))).message).not.toContain('A friend');
  });
});

describe('a name that two values have', () => {
  it('sets the application aside, the ids named', async () => {
    const crm = openCrm();
    crm.simulator.changeMenu(cdlType, { duplicate: ['Class A'] });
    expect(await refusal(crm.deliver(submissionOf()))).toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message:
        'contacts "customFields.c.cdl_type.lookupName": the menu has 2 values "Class A" (ids 96, 102); give the id in the mapping',
    });
    expect(crm.calls()).toEqual([]);
  });
});

describe('what the menus hold', () => {
  it('is asked once for as long as it is taken to be true, then again', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now, menuLifetimeMs: 100_000 } });
    await crm.deliver(submissionOf());
    const first = crm.readings();
    expect(first).toHaveLength(new Set(first).size);
    expect(first).toContain(`GET namedIDs/${cdlType}`);
    clock.now += 99_999;
    await crm.deliver(submissionOf());
    expect(crm.readings()).toEqual(first);
    clock.now += 1;
    await crm.deliver(submissionOf());
    expect(crm.readings()).toHaveLength(2 * first.length);
  });

  it('is asked again at once for a value that has come since', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now } });
    await crm.deliver(submissionOf());
    crm.simulator.changeMenu(source, { add: ['Podcast'] });
    clock.now += 10_000;
    await crm.deliver(submissionOf({}, { attribution: { application_source: 'Podcast' } }));
    expect(crm.incidents()).toHaveLength(2);
    expect(crm.readings().filter((what) => what.endsWith(source))).toHaveLength(2);
    expect(crm.readings().filter((what) => what.endsWith(cdlType))).toHaveLength(1);
  });

  it('is not asked again and again for a value that stays away', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now } });
    const submission = submissionOf({}, { attribution: { application_source: 'Nowhere' } });
    for (let attempt = 1; attempt <= 5; attempt += 1) await refusal(crm.deliver(submission, attempt));
    expect(crm.readings().filter((what) => what.endsWith(source))).toHaveLength(1);
  });

  it('is asked once by many who need it at one time', async () => {
    const crm = openCrm();
    const emails = ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'];
    await Promise.all(emails.map((email) => crm.deliver(submissionOf({ email }))));
    expect(crm.readings()).toHaveLength(new Set(crm.readings()).size);
    expect(crm.incidents()).toHaveLength(4);
  });

  it('is read to the last page', async () => {
    const crm = openCrm({ site: { assumptions: { menuPage: 3 } }, connector: { menuValues: 'id' } });
    const attribution = { application_source: 'Other' };
    await crm.deliver(submissionOf({ truck_type: 'OTHER', state: 'WY' }, { attribution }));
    const { application_source, truck_type } = crm.incidents()[0].customFields.c;
    expect([application_source.id, truck_type.id]).toEqual([272, 236]);
    expect(crm.readings().filter((what) => what.endsWith(source))).toHaveLength(8);
  });
});
