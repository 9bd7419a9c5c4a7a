import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, openSite } from './site.ts';

describe('reading one object', () => {
  it('gives what creating it gave', async () => {
    const site = openSite();
    const contact = await site.post('contacts', buildContact());
    const incident = await site.post('incidents', buildIncident());
    expect((await site.get('contacts/51718')).body).toEqual(contact.body);
    expect((await site.get(`incidents/${incident.body.id}`)).body).toEqual(incident.body);
  });

  it('finds the contact that every site begins with', async () => {
    const { status, body } = await openSite().get('contacts/2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 2,
      address: { city: 'Bozeman', stateOrProvince: { lookupName: 'MT' } },
    });
  });

  it.each(['contacts/3', 'contacts/abc', 'contacts/2.0', 'incidents/1', 'countries/9'])(
    'answers 404 where there is no %s',
    async (path) => {
      const answer = await openSite().get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  it('writes lists out when asked', async () => {
    const { body } = await openSite().get('contacts/2?expand=emails,phones');
    expect(body.emails).toEqual({
      items: [{ address: 'alex.rivers@example.com', addressType: { id: 0, lookupName: 'Primary' } }],
      links: expect.any(Array),
    });
    expect(body.phones.items).toEqual([]);
    expect(body.notes).not.toHaveProperty('items');
  });

  it('does not expand what is no list', async () => {
    const { status, body } = await openSite().get('contacts/2?expand=name');
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00007']);
  });

  it('leaves out empty properties when preferred', async () => {
    const { body } = await openSite().get('contacts/2', { prefer: 'exclude-null-properties' });
    expect(body).not.toHaveProperty('title');
    expect(body.customFields.c).toEqual({});
    expect(body.disabled).toBe(false);
  });

  it('gives a country with its provinces', async () => {
    const site = openSite();
    const { body } = await site.get('countries/1');
    expect(body.lookupName).toBe('US');
    expect(body.provinces.items).toHaveLength(59);
    expect(body.provinces.items).toContainEqual({ id: 7, lookupName: 'CO' });
    expect(body.provinces.items).toContainEqual({ id: 23, lookupName: 'MA' });
    expect((await site.get('countries/2')).body.provinces.items).toHaveLength(13);
  });
});

describe('reading a collection', () => {
  it('gives summaries', async () => {
    const { status, body } = await openSite().get('contacts');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        id: 2,
        lookupName: 'Alex Rivers',
        createdTime: expect.any(String),
        updatedTime: expect.any(String),
        links: [{ rel: 'canonical', href: `${BASE}/contacts/2` }],
      },
    ]);
    expect(body.hasMore).toBe(false);
    expect(body).not.toHaveProperty('totalResults');
  });

  it('gives a page at a time, with the address of the next', async () => {
    const site = openSite();
    const first = (await site.get('countries?limit=2&totalResults=true')).body;
    expect(first.items.map((item: { lookupName: string }) => item.lookupName)).toEqual(['US', 'CA']);
    expect(first).toMatchObject({ hasMore: true, totalResults: 3 });
    const next = first.links.find((link: { rel: string }) => link.rel === 'next');
    const second = (await site.get(next.href)).body;
    expect(second.items.map((item: { lookupName: string }) => item.lookupName)).toEqual(['MX']);
    expect(second.hasMore).toBe(false);
  });

  it('sorts', async () => {
    const { body } = await openSite().get('countries?orderBy=lookupName:desc');
    expect(body.items.map((item: { lookupName: string }) => item.lookupName)).toEqual(['US', 'MX', 'CA']);
  });

  it('filters by a condition', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    const q = encodeURIComponent("emails.address = 'NEWUSER@domain.com'");
    const { body } = await site.get(`contacts?q=${q}`);
    expect(body.items.map((item: { id: number }) => item.id)).toEqual([51718]);
  });

  it.each(['limit=x', 'offset=-1', 'orderBy=subject', 'orderBy=id:up', 'q=nonsense', 'q=a+%3D+%27%5C%27'])(
    'refuses the parameter %s',
    async (parameter) => {
      const { status, body } = await openSite().get(`contacts?${parameter}`);
      expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00007']);
    },
  );
});
