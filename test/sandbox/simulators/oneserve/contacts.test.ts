import { describe, expect, it } from 'vitest';
import { CONTACT_EXAMPLE, SUCCESS_EXAMPLE } from '../../../fixtures/oneserve-examples.ts';
import { openTenant } from './open-tenant.ts';

describe('the example that the vendor prints', () => {
  it('is accepted as it stands, and no id comes back', async () => {
    const { status, headers, body } = await openTenant().send(CONTACT_EXAMPLE);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('location')).toBeNull();
    expect(body).toEqual(SUCCESS_EXAMPLE);
  });

  it('is stored with integers, booleans and days for what they are', async () => {
    const tenant = openTenant();
    await tenant.send(CONTACT_EXAMPLE);
    const { contacts } = await tenant.records();
    expect(contacts).toEqual([
      {
        ...CONTACT_EXAMPLE,
        contact1Type: 1,
        contact2Type: 10,
        contact3Type: 6,
        contact4Type: 1,
        preferredContact: 2,
        locations: [
          {
            locationRef: '10174',
            isPreferred: true,
            startDate: '2026-03-25',
            endDate: '2026-12-31',
            usageTypeId: 1,
          },
        ],
      },
    ]);
  });

  it('sets the usage type of its location', async () => {
    const tenant = openTenant({ clients: { '29': ['10174', '10175'] } });
    const link = { locationRef: '10174', isPreferred: 'False' };
    const other = { ...link, locationRef: '10175' };
    await tenant.save({ locations: [link, other] });
    expect((await tenant.records()).locations).toEqual([]);
    await tenant.save({ locations: [other, { ...link, usageTypeId: '3' }] });
    await tenant.save({ contactRef: 'OTHER', locations: [other, { ...link, usageTypeId: 4 }] });
    expect((await tenant.records()).locations).toEqual([
      { clientRef: '29', locationRef: '10174', usageTypeId: 4 },
    ]);
  });
});

describe('saving a contact', () => {
  it('needs the mandatory fields and no others', async () => {
    const tenant = openTenant();
    const { status, body } = await tenant.send({
      clientRef: '29',
      contactRef: 'R',
      salutation: '-',
      forename: 'Ana',
      surname: 'Ruiz',
      contact1: 'ana.ruiz@example.com',
      contact1Type: 6,
      preferredContact: 1,
      address1: '1 Elm St',
      address2: 'Boise, ID',
      postCode: '83702',
    });
    expect([status, body.result]).toEqual([200, 'success']);
    expect((await tenant.records()).contacts).toMatchObject([{ surname: 'Ruiz', locations: [] }]);
  });

  it('twice with the same references leaves one contact, overwritten, and both saves on record', async () => {
    let time = Date.parse('2026-11-29T10:00:00Z');
    const tenant = openTenant({ now: () => time });
    await tenant.save({ notes: 'first' });
    time += 1_000;
    expect((await tenant.save({ surname: 'Ruiz', notes: 'second' })).body).toEqual(SUCCESS_EXAMPLE);
    const { contacts, saves } = await tenant.records();
    expect(contacts).toMatchObject([{ contactRef: 'CONTACT-0001', surname: 'Ruiz', notes: 'second' }]);
    expect(contacts).toHaveLength(1);
    expect(saves).toMatchObject([
      { at: '2026-11-29T10:00:00.000Z', effect: 'created', surname: 'Daniels', notes: 'first' },
      { at: '2026-11-29T10:00:01.000Z', effect: 'updated', surname: 'Ruiz', notes: 'second' },
    ]);
  });

  it('with the same reference for another client makes another contact', async () => {
    const tenant = openTenant({ clients: { '29': ['10174'], ACME: [] } });
    await tenant.save();
    await tenant.save({ clientRef: 'ACME', locations: [] });
    const { contacts } = await tenant.records();
    expect(contacts.map(({ clientRef }: { clientRef: string }) => clientRef)).toEqual(['29', 'ACME']);
  });

  it('keeps the contacts apart whose references would read the same when put together', async () => {
    const tenant = openTenant({ clients: { a: [], 'a","b': [] } });
    await tenant.save({ clientRef: 'a', contactRef: 'b","c', locations: [] });
    await tenant.save({ clientRef: 'a","b', contactRef: 'c', locations: [] });
    expect((await tenant.records()).contacts).toHaveLength(2);
  });

  it.each(['__proto__', 'constructor', 'toString', "'; DROP TABLE contact; --", '\u0000', '\ud800'])(
    'takes the reference %j for a reference and nothing else',
    async (contactRef) => {
      const tenant = openTenant();
      await tenant.save({ contactRef });
      await tenant.save({ contactRef });
      expect((await tenant.records()).contacts).toMatchObject([{ contactRef }]);
    },
  );

  it('ignores members that it does not know, and puts their names on record', async () => {
    const tenant = openTenant();
    const [link] = CONTACT_EXAMPLE.locations;
    const text = JSON.stringify({
      ...CONTACT_EXAMPLE,
      country: 'US',
      locations: [{ ...link, 'location Ref': '10174' }],
    });
    await tenant.send(`{"__proto__":{"surname":"Ruiz"},${text.slice(1)}`);
    const { contacts, saves } = await tenant.records();
    expect(saves[0].ignored).toEqual(['__proto__', 'country', 'locations[0].location Ref']);
    expect(contacts[0]).not.toHaveProperty('country');
    expect(contacts[0].surname).toBe('Daniels');
  });
});

describe('references that differ in case or in spaces after them', () => {
  it('are two unless assumed otherwise', async () => {
    const tenant = openTenant();
    await tenant.save({ contactRef: 'app-1' });
    await tenant.save({ contactRef: 'APP-1 ' });
    expect((await tenant.records()).contacts).toHaveLength(2);
  });

  it('are one where they are folded, and it stays as it was first written', async () => {
    const tenant = openTenant({ assumptions: { contactRefs: 'folded' } });
    await tenant.save({ contactRef: 'app-1' });
    await tenant.save({ contactRef: 'APP-1 ', surname: 'Ruiz' });
    const { contacts, saves } = await tenant.records();
    expect(contacts).toMatchObject([{ contactRef: 'app-1', surname: 'Ruiz' }]);
    expect(saves).toMatchObject([{ contactRef: 'app-1' }, { contactRef: 'APP-1 ', effect: 'updated' }]);
  });

  it('can be folded while there are contacts, and the oldest of them is found', async () => {
    const tenant = openTenant();
    await tenant.save({ contactRef: 'app-1' });
    await tenant.save({ contactRef: 'APP-1' });
    tenant.simulator.changeTenant({ assumptions: { contactRefs: 'folded' } });
    await tenant.save({ contactRef: 'App-1', surname: 'Ruiz' });
    expect((await tenant.records()).contacts).toMatchObject([
      { contactRef: 'app-1', surname: 'Ruiz' },
      { contactRef: 'APP-1', surname: 'Daniels' },
    ]);
  });
});

describe('an update that leaves something out', () => {
  const clients = { '29': ['10174', '10175'] };
  const link = { locationRef: '10175', isPreferred: 'False' };

  it('keeps it', async () => {
    const tenant = openTenant({ clients });
    await tenant.save();
    await tenant.save({ notes: undefined, locations: [link] });
    await tenant.save({ notes: undefined, locations: undefined });
    const [contact] = (await tenant.records()).contacts;
    expect(contact.notes).toBe(CONTACT_EXAMPLE.notes);
    expect(contact.locations).toMatchObject([{ locationRef: '10174' }, { locationRef: '10175' }]);
  });

  it('clears it where that is assumed', async () => {
    const tenant = openTenant({ clients, assumptions: { absentOnUpdate: 'cleared' } });
    await tenant.save();
    await tenant.save({ notes: undefined, locations: undefined });
    const [contact] = (await tenant.records()).contacts;
    expect(contact).not.toHaveProperty('notes');
    expect(contact.locations).toEqual([]);
  });

  it('drops the locations it does not name where lists are assumed to be replaced', async () => {
    const tenant = openTenant({ clients, assumptions: { locationsOnUpdate: 'replaced' } });
    await tenant.save();
    await tenant.save({ locations: [link] });
    expect((await tenant.records()).contacts[0].locations).toMatchObject([{ locationRef: '10175' }]);
    await tenant.save({ locations: undefined });
    expect((await tenant.records()).contacts[0].locations).toMatchObject([{ locationRef: '10175' }]);
  });
});

it('a refused call changes nothing, not even the usage type of a location', async () => {
  const tenant = openTenant();
  await tenant.save();
  const before = await tenant.records();
  const [link] = CONTACT_EXAMPLE.locations;
  const { body } = await tenant.save({
    surname: 'Ruiz',
    locations: [
      { ...link, usageTypeId: '7' },
      { ...link, startDate: '32/01/2026' },
    ],
  });
  expect(body.result).toBe('fail');
  expect(await tenant.records()).toEqual(before);
});
