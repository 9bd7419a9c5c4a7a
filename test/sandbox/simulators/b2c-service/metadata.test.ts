import { describe, expect, it } from 'vitest';
import { BASE, openSite } from './site.ts';

const ACCEPT = { accept: 'application/schema+json' };
const CATALOG = `${BASE}/metadata-catalog`;

async function schemaOf(path: string, options = {}) {
  const { status, headers, body } = await openSite(options).get(`metadata-catalog/${path}`, ACCEPT);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/schema+json');
  return body;
}

describe('the schema', () => {
  it('of incidents tells types, lengths and what cannot be set', async () => {
    const { type, properties, required } = await schemaOf('incidents');
    expect(type).toBe('object');
    expect(properties.subject).toEqual({ type: 'string', maxLength: 240 });
    expect(properties.id).toEqual({ type: 'integer', readOnly: true });
    expect(properties.createdTime).toEqual({ type: 'string', format: 'date-time', readOnly: true });
    expect(properties.severity).toEqual({
      type: 'object',
      isEnumerable: true,
      $ref: `${CATALOG}/incidents/severity`,
    });
    expect(properties.source.readOnly).toBe(true);
    expect(properties.primaryContact.$ref).toBe(`${CATALOG}/contacts`);
    expect(properties.customFields).toEqual({ type: 'object', $ref: `${CATALOG}/incidents/customFields` });
    expect(required).toEqual(['primaryContact']);
  });

  it('of the parts of a contact stands where it refers to', async () => {
    const { properties } = await schemaOf('contacts');
    expect(properties.name.$ref).toBe(`${CATALOG}/contacts/name`);
    expect((await schemaOf('contacts/name')).properties.first).toEqual({ type: 'string', maxLength: 80 });
    expect((await schemaOf('contacts/address')).properties.postalCode.maxLength).toBe(10);
    const phones = await schemaOf('contacts/phones');
    expect(phones.type).toBe('array');
    expect(phones.items.properties.number).toEqual({
      type: 'string',
      maxLength: 40,
      pattern: '^[][+0-9a-zA-Z[:blank:].,()#-/:]*$',
    });
    expect(phones.items.properties.rawNumber.readOnly).toBe(true);
  });

  it('of custom fields tells a menu from a reference', async () => {
    const customFields = {
      incidents: { truck: { type: 'reference', to: 'Fleet.Truck' }, seen: { type: 'date' } },
    };
    const { properties } = await schemaOf('incidents/customFields/c', { customFields });
    expect(properties.submission_id).toEqual({ type: 'string', maxLength: 40 });
    expect(properties.truck_type).toEqual({
      type: 'object',
      isEnumerable: true,
      $ref: `${CATALOG}/incidents/customFields/c/truck_type`,
    });
    expect(properties.truck).toMatchObject({ isEnumerable: true, $ref: `${CATALOG}/Fleet.Truck` });
    expect(properties.seen).toEqual({ type: 'string', format: 'date' });
    expect(await schemaOf('contacts/customFields/c')).toMatchObject({
      properties: { has_cdl: { type: 'boolean' } },
    });
    expect(await schemaOf('incidents/customFields/c/truck_type')).toMatchObject({
      properties: { id: { type: 'integer' }, lookupName: { type: 'string' } },
    });
  });

  it('of custom fields lists the namespaces: the site and its packages', async () => {
    const customFields = { incidents: { 'Fleet.Yard': { type: 'text', maxLength: 12 } } };
    expect(Object.keys((await schemaOf('incidents/customFields')).properties)).toEqual(['c']);
    const { properties } = await schemaOf('incidents/customFields', { customFields });
    expect(Object.keys(properties)).toEqual(['c', 'Fleet']);
    expect((await schemaOf('incidents/customFields/Fleet', { customFields })).properties).toEqual({
      Yard: { type: 'string', maxLength: 12 },
    });
  });

  it('holds its parts where the site is assumed so', async () => {
    const { properties } = await schemaOf('contacts', { assumptions: { nestedSchemas: 'inline' } });
    expect(properties.name.properties.first.maxLength).toBe(80);
    expect(properties.phones.items.properties.number.maxLength).toBe(40);
    expect(properties.customFields.properties.c.properties.has_cdl.type).toBe('boolean');
  });

  it('of a list describes one element where the site is assumed so', async () => {
    const assumptions = { listSchemas: 'element' };
    expect((await schemaOf('contacts', { assumptions })).properties.phones).toEqual({
      type: 'array',
      items: { $ref: `${CATALOG}/contacts/phones` },
    });
    expect((await schemaOf('contacts/phones', { assumptions })).properties.number.maxLength).toBe(40);
  });

  it('follows the site at once when a field is changed, taken away or added', async () => {
    const site = openSite();
    site.simulator.changeTenant({
      customFields: {
        incidents: {
          submission_id: { maxLength: 20, readOnly: true },
          truck_type: null,
          yard: { type: 'integer' },
        },
      },
    });
    const { properties } = (await site.get('metadata-catalog/incidents/customFields/c', ACCEPT)).body;
    expect(properties.submission_id).toEqual({ type: 'string', maxLength: 20, readOnly: true });
    expect(properties).not.toHaveProperty('truck_type');
    expect(properties.yard).toEqual({ type: 'integer' });
  });
});

describe('the catalog', () => {
  it('lists its resources, with links to their schemas', async () => {
    const { headers, body } = await openSite().get('metadata-catalog');
    expect(headers.get('content-type')).toBe('application/json');
    expect(body.items.map((item: { name: string }) => item.name)).toEqual([
      'contacts',
      'incidents',
      'countries',
      'serviceProducts',
      'serviceCategories',
      'serviceDispositions',
    ]);
    expect(body.items[1].links).toContainEqual({
      rel: 'describedby',
      href: `${CATALOG}/incidents`,
      mediaType: 'application/schema+json',
    });
  });

  it('answers with links to a caller who does not ask for a schema', async () => {
    const { headers, body } = await openSite().get('metadata-catalog/contacts', {
      accept: 'application/json',
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(body.name).toBe('contacts');
    expect(body).not.toHaveProperty('properties');
    expect(body.links).toContainEqual({ rel: 'canonical', href: `${CATALOG}/contacts` });
  });

  it.each(['widgets', 'contacts/shoe', 'incidents/customFields/Fleet', 'contacts/title/x'])(
    'does not have %s',
    async (path) => {
      expect((await openSite().get(`metadata-catalog/${path}`, ACCEPT)).status).toBe(404);
    },
  );

  it('is where a collection sends whoever wants its schema', async () => {
    for (const path of ['incidents', 'incidents/1']) {
      const { status, headers } = await openSite().get(path, ACCEPT);
      expect([status, headers.get('location')]).toEqual([302, `${CATALOG}/incidents`]);
    }
    const site = openSite({ assumptions: { schemaRedirectStatus: 307 } });
    expect((await site.get('contacts', ACCEPT)).status).toBe(307);
  });
});
