import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, openSite } from './site.ts';

const emails = [
  { address: 'newuser@example.com', addressType: { id: 0 } },
  { address: 'second@example.com', addressType: { id: 2 } },
];
const threads = [{ text: 'One', entryType: { id: 3 }, contentType: { id: 1 } }, { text: 'Two' }];

describe('a list inside an object', () => {
  it('gives the address of each element, numbered by slot', async () => {
    const site = openSite();
    await site.post('contacts', buildContact({ emails }));
    const self = `${BASE}/contacts/51718/emails`;
    const { status, body } = await site.get('contacts/51718/emails?totalResults=true');
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        { rel: 'canonical', href: `${self}/0` },
        { rel: 'canonical', href: `${self}/2` },
      ],
      hasMore: false,
      totalResults: 2,
      links: [{ rel: 'self', href: `${self}?totalResults=true` }],
    });
    expect((await site.get(body.items[1].href)).body).toMatchObject({
      address: 'second@example.com',
      addressType: { id: 2, lookupName: 'Alternate 2' },
    });
    expect((await site.get('contacts/51718/emails/1')).status).toBe(404);
    expect((await site.get('contacts/9/emails')).status).toBe(404);
  });

  it('gives a page at a time', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident({ threads }))).body;
    const first = (await site.get(`incidents/${id}/threads?limit=1`)).body;
    expect(first.hasMore).toBe(true);
    const next = first.links.find((link: { rel: string }) => link.rel === 'next');
    const second = (await site.get(next.href)).body;
    expect(second.items).toHaveLength(1);
    expect(second.hasMore).toBe(false);
    expect((await site.get(second.items[0].href)).body.text).toBe('Two');
  });

  it('shows members of the elements when they are named', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    const { body } = await site.get('contacts/51718/phones?fields=number,phoneType');
    expect(body.items).toEqual([
      {
        rel: 'canonical',
        href: `${BASE}/contacts/51718/phones/1`,
        number: '720-340-1313',
        phoneType: { id: 1, lookupName: 'Mobile' },
        links: [{ rel: 'canonical', href: `${BASE}/contacts/51718/phones/1` }],
      },
    ]);
    expect((await site.get('contacts/51718/phones?fields=colour')).body['o:errorCode']).toBe(
      'OSC-CREST-00007',
    );
  });

  it('takes an element more, a change of one, and lets one go', async () => {
    const site = openSite();
    const added = await site.post('contacts/2/phones', { number: '406-555-0101', phoneType: { id: 1 } });
    expect([added.status, added.headers.get('location')]).toEqual([201, `${BASE}/contacts/2/phones/1`]);
    expect(added.body).toMatchObject({ number: '406-555-0101', rawNumber: '4065550101' });
    const changed = await site.patch('contacts/2/phones/1', { number: '406-555-0102' });
    expect([changed.status, changed.body]).toEqual([200, '']);
    expect((await site.get('contacts/2/phones/1')).body).toMatchObject({
      rawNumber: '4065550102',
      phoneType: { id: 1 },
    });
    expect((await site.send('DELETE', 'contacts/2/phones/1')).status).toBe(200);
    expect((await site.get('contacts/2/phones')).body.items).toEqual([]);
  });

  it('of threads only grows', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident({ threads }))).body;
    const added = await site.post(`incidents/${id}/threads`, { text: 'Three' });
    expect(added.status).toBe(201);
    for (const method of ['PATCH', 'DELETE']) {
      const { body } = await site.send(method, added.headers.get('location') ?? '', {});
      expect(body['o:errorCode']).toBe('OSC-CREST-00002');
    }
  });

  it.each(['contacts/2/name', 'contacts/2/emails/0/address', 'incidents/1/threads/1/data'])(
    'is not %s',
    async (path) => {
      expect((await openSite().get(path)).status).toBe(404);
    },
  );
});

describe('expanding', () => {
  it('writes several lists out, each with its links', async () => {
    const site = openSite();
    const fileAttachments = [{ fileName: 'cdl.pdf', data: 'AAAA', contentType: 'application/pdf' }];
    const { id } = (await site.post('incidents', buildIncident({ threads, fileAttachments }))).body;
    const { body } = await site.get(`incidents/${id}?expand=threads,fileAttachments`);
    expect(body.threads.items).toMatchObject([
      { text: 'One', entryType: { id: 3, lookupName: 'Customer Entry' }, channel: null },
      { text: 'Two' },
    ]);
    expect(body.threads.links).toHaveLength(2);
    expect(body.fileAttachments.items).toMatchObject([{ fileName: 'cdl.pdf', size: 3 }]);
    expect(body.fileAttachments.items[0]).not.toHaveProperty('data');
  });

  it('leaves out empty members inside lists too, when preferred', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident({ threads }))).body;
    const { body } = await site.get(`incidents/${id}?expand=threads`, { prefer: 'exclude-null-properties' });
    expect(body.threads.items[1]).toEqual({
      id: expect.any(Number),
      text: 'Two',
      createdTime: expect.any(String),
    });
    expect(body).not.toHaveProperty('severity');
  });
});

describe('naming fields', () => {
  it('shows them beside the summary, in an object and in a collection', async () => {
    const site = openSite();
    const { body: one } = await site.get(
      'contacts/2?fields=name.first,address.stateOrProvince,emails.address',
    );
    expect(one).toMatchObject({
      id: 2,
      lookupName: 'Alex Rivers',
      name: { first: 'Alex' },
      address: { stateOrProvince: { id: 28, lookupName: 'MT' } },
      emails: { items: [{ address: 'alex.rivers@example.com' }] },
    });
    expect(one.name).not.toHaveProperty('last');
    expect(one).not.toHaveProperty('title');
    const { body: all } = await site.get('contacts?fields=disabled');
    expect(all.items).toEqual([
      {
        id: 2,
        lookupName: 'Alex Rivers',
        createdTime: expect.any(String),
        updatedTime: expect.any(String),
        disabled: false,
        links: [{ rel: 'canonical', href: `${BASE}/contacts/2` }],
      },
    ]);
  });

  it('shows nothing else where the site is assumed so', async () => {
    const site = openSite({ assumptions: { fieldsParameter: 'replaces' } });
    const { body } = await site.get('contacts?fields=disabled');
    expect(body.items).toEqual([
      { disabled: false, links: [{ rel: 'canonical', href: `${BASE}/contacts/2` }] },
    ]);
  });

  it.each(['shoe', 'name.middle', 'emails.shoe', 'id.x'])('refuses %s', async (field) => {
    const { body } = await openSite().get(`contacts?fields=${field}`);
    expect(body['o:errorCode']).toBe('OSC-CREST-00007');
  });
});

it('provinces are written out only when asked where the site is assumed so', async () => {
  const site = openSite({ assumptions: { provinces: 'links' } });
  expect((await site.get('countries/1')).body.provinces).not.toHaveProperty('items');
  expect((await site.get('countries/1?expand=provinces')).body.provinces.items).toHaveLength(59);
  expect((await site.get('countries/1/provinces/23')).body).toMatchObject({ id: 23, lookupName: 'MA' });
});

it('times may be asked for in UTC', async () => {
  const { status, body } = await openSite().get('contacts/2', { 'osvc-crest-time-utc': 'yes' });
  expect(status).toBe(200);
  expect(body.createdTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
