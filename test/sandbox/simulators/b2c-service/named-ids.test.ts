import { describe, expect, it } from 'vitest';
import { BASE, buildIncident, openSite } from './site.ts';

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

describe('a menu with many values', () => {
  it('comes a page at a time', async () => {
    const site = openSite({ assumptions: { menuPage: 10 } });
    const first = (await site.get('namedIDs/incidents/customFields/c/truck_type')).body;
    expect(first.items).toHaveLength(10);
    expect(first.hasMore).toBe(true);
    const next = first.links.find((link: { rel: string }) => link.rel === 'next');
    const second = (await site.get(next.href)).body;
    expect(second.items).toHaveLength(6);
    expect(second.hasMore).toBe(false);
    const two = (await site.get('namedIDs/incidents/customFields/c/truck_type?limit=2&offset=3')).body;
    expect(two.items.map((item: { lookupName: string }) => item.lookupName)).toEqual([
      'Straight Truck',
      'Large Straight Truck',
    ]);
  });
});

describe('the menu fields of a resource', () => {
  it('are a list of names where the site is assumed so', async () => {
    const site = openSite({ assumptions: { namedIdFields: 'items' } });
    const { body } = await site.get('namedIDs/contacts/customFields/c');
    expect(body.items.map((item: { name: string }) => item.name)).toEqual(['cdl_type', 'driving_preference']);
  });

  it('include those of a package', async () => {
    const values = [{ id: 5, lookupName: 'North' }];
    const site = openSite({ customFields: { incidents: { 'Fleet.Yard': { type: 'menu', values } } } });
    expect((await site.get('namedIDs/incidents/customFields/Fleet/Yard')).body.items).toEqual(values);
    expect(Object.keys((await site.get('namedIDs/incidents/customFields')).body)).toEqual(['c', 'Fleet']);
    const body = buildIncident({ customFields: { Fleet: { Yard: { lookupName: 'North' } } } });
    expect((await site.post('incidents', body)).body.customFields.Fleet).toEqual({ Yard: values[0] });
    expect(await site.rows('SELECT CustomFields.Fleet.Yard.LookupName FROM Incidents')).toEqual([['North']]);
    const { body: without } = await site.post('incidents', { primaryContact: { id: 2 } });
    expect(without.customFields.Fleet).toEqual({ Yard: null });
    const unknown = buildIncident({ customFields: { Fleet: { Dock: 1 } } });
    expect((await site.post('incidents', unknown)).body.detail).toBe('Invalid property specified: Dock');
  });

  it.each([
    ['product', 8, 'Over the Road'],
    ['category', 3, 'Application'],
    ['disposition', 3, 'Not Qualified'],
    ['queue', 3, 'Safety'],
    ['severity', 3, 'High'],
    ['assignedTo/staffGroup', 9, 'Recruiters'],
    ['threads/channel', 9, 'Email'],
    ['threads/entryType', 3, 'Customer Entry'],
    ['threads/contentType', 2, 'text/html'],
  ])('include %s', async (field, id, lookupName) => {
    const { body } = await openSite().get(`namedIDs/incidents/${field}/${id}`);
    expect(body).toEqual({ id, lookupName });
  });
});

describe('a hierarchical menu', () => {
  it('lists its values, and those above one of them', async () => {
    const site = openSite();
    const names = async (path: string) =>
      (await site.get(`namedIDHierarchies/${path}`)).body.items.map(
        (item: { lookupName: string }) => item.lookupName,
      );
    expect(await names('incidents/source')).toContain('Connect REST');
    expect(await names('incidents/source/4/parents')).toEqual(['API']);
    expect(await names('incidents/source/3/parents')).toEqual([]);
    expect((await site.get('namedIDHierarchies/incidents/source/4')).body).toEqual({
      id: 4,
      lookupName: 'Connect REST',
    });
    expect((await site.get('namedIDHierarchies')).body.items).toMatchObject([{ name: 'incidents' }]);
    expect((await site.get('namedIDHierarchies/incidents')).body).toHaveProperty('source');
  });

  it.each(['contacts', 'incidents/severity', 'incidents/source/99', 'incidents/source/4/children'])(
    'is not %s',
    async (path) => {
      expect((await openSite().get(`namedIDHierarchies/${path}`)).status).toBe(404);
    },
  );
});

describe('products, categories and dispositions', () => {
  it.each(['serviceProducts', 'serviceCategories', 'serviceDispositions'])(
    'are objects: %s have names, and parents',
    async (collection) => {
      const site = openSite();
      const { body } = await site.get(`${collection}?fields=name,parent`);
      const child = body.items.find((item: { parent: unknown }) => item.parent !== null);
      const parent = child.parent.links.find((link: { rel: string }) => link.rel === 'canonical').href;
      expect(parent).toMatch(new RegExp(`/${collection}/\\d+$`));
      expect((await site.get(parent)).body.parent).toBeNull();
      const { status } = await site.post(collection, { name: 'x' });
      expect(status).toBe(400);
    },
  );

  it('can be searched', async () => {
    const q = encodeURIComponent("lookupName = 'Driving'");
    expect((await openSite().get(`serviceProducts?q=${q}`)).body.items).toMatchObject([{ id: 7 }]);
  });

  it('are the menus of incidents, and change with them', async () => {
    const site = openSite();
    site.simulator.changeMenu('incidents/product', { rename: { Driving: 'Hauling' } });
    expect((await site.get('serviceProducts/7')).body).toMatchObject({
      lookupName: 'Hauling',
      name: 'Hauling',
    });
    const { body } = await site.post('incidents', buildIncident({ product: { lookupName: 'Hauling' } }));
    expect(body.product).toEqual({ id: 7, lookupName: 'Hauling' });
  });
});
