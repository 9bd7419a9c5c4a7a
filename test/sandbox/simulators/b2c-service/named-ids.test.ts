import { describe, expect, it } from 'vitest';
import { BASE, openSite } from './site.ts';

const BOX_TRUCKS = ['16 ft Box Truck', '24 ft Box Truck', '26 ft Box Truck'];

async function namesOf(path: string, options = {}): Promise<string[]> {
  const { status, body } = await openSite(options).get(`namedIDs/${path}`);
  expect(status).toBe(200);
  return body.items.map((item: { lookupName: string }) => item.lookupName);
}

describe('the values of a menu', () => {
  it('are listed with their ids', async () => {
    const { body } = await openSite().get('namedIDs/contacts/customFields/c/cdl_type');
    expect(body.items[0]).toEqual({ id: 96, lookupName: 'Class A' });
    expect(body.items.map((item: { lookupName: string }) => item.lookupName)).toEqual([
      'Class A',
      'Class B',
      'Class C',
      'Permit (CLP)',
      'In CDL school',
      'No CDL',
    ]);
  });

  it('include every label that an application can have', async () => {
    const preferences = await openSite().get('namedIDs/contacts/customFields/c/driving_preference');
    expect(preferences.body.items[0]).toEqual({ id: 14, lookupName: 'Solo Driving' });
    expect(await namesOf('incidents/customFields/c/application_type')).toHaveLength(7);
    const trucks = await namesOf('incidents/customFields/c/truck_type');
    expect(trucks).toHaveLength(16);
    expect(trucks).toEqual(expect.arrayContaining(['Straight Truck', 'Day Cab', 'Sleeper', ...BOX_TRUCKS]));
    const sources = await namesOf('incidents/customFields/c/application_source');
    expect(sources).toHaveLength(22);
    expect(sources).toEqual(expect.arrayContaining(['CDL Job Now', 'Facebook', 'Job Fair / Expedite Expo']));
  });

  it('have distinct ids and names', async () => {
    const site = openSite();
    for (const path of ['truck_type', 'application_type', 'application_source']) {
      const { items } = (await site.get(`namedIDs/incidents/customFields/c/${path}`)).body;
      expect(new Set(items.map((item: { id: number }) => item.id)).size).toBe(items.length);
      expect(new Set(items.map((item: { lookupName: string }) => item.lookupName)).size).toBe(items.length);
    }
  });

  it('are those of the slots of e-mails and phones too', async () => {
    expect(await namesOf('contacts/emails/addressType')).toHaveLength(3);
    expect((await namesOf('contacts/phones/phoneType'))[1]).toBe('Mobile');
  });

  it('can be nested', async () => {
    const { body } = await openSite().get('namedIDs/incidents/statusWithType');
    expect(body.status).toEqual({
      links: [{ rel: 'canonical', href: `${BASE}/namedIDs/incidents/statusWithType/status` }],
    });
    expect(await namesOf('incidents/statusWithType/status')).toContain('Unresolved');
  });

  it('can be changed for a site', async () => {
    const menus = {
      'incidents/customFields/c/truck_type': {
        add: ['Monster Truck', { id: 900, lookupName: 'Tank' }],
        remove: ['Straight Truck'],
      },
    };
    const names = await namesOf('incidents/customFields/c/truck_type', { menus });
    expect(names).toEqual(expect.arrayContaining(['Monster Truck', 'Tank']));
    expect(names).not.toContain('Straight Truck');
  });

  it('can be read one at a time', async () => {
    const site = openSite();
    const one = await site.get('namedIDs/contacts/customFields/c/cdl_type/96');
    expect(one.body).toEqual({ id: 96, lookupName: 'Class A' });
    expect((await site.get('namedIDs/contacts/customFields/c/cdl_type/1')).status).toBe(404);
  });
});

describe('the menus themselves', () => {
  it('are listed by resource', async () => {
    const { body } = await openSite().get('namedIDs');
    expect(body.items.map((item: { name: string }) => item.name)).toEqual(['contacts', 'incidents']);
  });

  it('are listed by field', async () => {
    const site = openSite();
    const { body } = await site.get('namedIDs/incidents');
    expect(body.severity).toEqual({
      links: [{ rel: 'canonical', href: `${BASE}/namedIDs/incidents/severity` }],
    });
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['customFields', 'statusWithType', 'threads']));
    expect(body).not.toHaveProperty('subject');
    const custom = (await site.get('namedIDs/contacts/customFields/c')).body;
    expect(Object.keys(custom)).toEqual(['cdl_type', 'driving_preference']);
  });

  it.each([
    'incidents/subject',
    'contacts/customFields/c/has_cdl',
    'contacts/customFields/c/nothing',
    'contacts/name',
  ])('do not include %s', async (path) => {
    expect((await openSite().get(`namedIDs/${path}`)).status).toBe(404);
  });
});
