import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, openSite, type Site } from './site.ts';

const recorded = (site: Site, kind: 'contacts' | 'incidents') =>
  (site.simulator.records() as ReturnType<typeof JSON.parse>)[kind].at(-1);

describe('changing a contact', () => {
  it('answers 200, declared as JSON, without a body', async () => {
    const site = openSite();
    for (const answer of [
      await site.patch('contacts/2', { title: 'Driver' }),
      await site.post('contacts/2', { title: 'Driver' }, { 'x-http-method-override': 'PATCH' }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.headers.get('content-length')).toBe('0');
      expect(answer.body).toBe('');
    }
    expect((await site.get('contacts/2')).body.title).toBe('Driver');
  });

  it('changes what is there and nothing else, also inside an address', async () => {
    let now = Date.UTC(2026, 10, 21);
    const site = openSite({ now: () => now });
    now += 60_000;
    const address = { street: '1 Beacon St', city: 'Boston', stateOrProvince: { lookupName: 'MA' } };
    expect((await site.patch('contacts/2', { address })).status).toBe(200);
    expect(recorded(site, 'contacts')).toMatchObject({
      id: 2,
      lookupName: 'Alex Rivers',
      name: { first: 'Alex', last: 'Rivers' },
      createdTime: '2021-01-04T09:00:00.000Z',
      updatedTime: '2026-11-21T00:01:00.000Z',
      address: {
        street: '1 Beacon St',
        city: 'Boston',
        stateOrProvince: { id: 23, lookupName: 'MA' },
        postalCode: '59715',
        country: { id: 1, lookupName: 'US' },
      },
    });
  });

  it('keeps custom fields that it does not name, and clears with null', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    await site.patch('contacts/51718', {
      title: null,
      customFields: { c: { cdl_type: { lookupName: 'Class B' }, driving_preference: null } },
    });
    expect((await site.get('contacts/51718')).body.customFields.c).toEqual({
      has_cdl: true,
      cdl_type: { id: 97, lookupName: 'Class B' },
      driving_preference: null,
    });
  });

  it('renames it, and queries find it under the new values only', async () => {
    const site = openSite();
    await site.patch('contacts/2', {
      name: { first: 'Sasha' },
      emails: [{ address: 'sasha.rivers@example.com', addressType: { id: 0 } }],
    });
    expect(await site.rows('SELECT LookupName FROM Contacts')).toEqual([['Sasha Rivers']]);
    const holding = (address: string) =>
      site.rows(`SELECT ID FROM Contacts WHERE Emails.Address = '${address}'`);
    expect(await holding('sasha.rivers@example.com')).toEqual([['2']]);
    expect(await holding('alex.rivers@example.com')).toEqual([]);
  });

  it.each([
    ['an unknown property', { middle: 'x' }, 'OSC-CREST-00013'],
    ['a read-only property', { id: 7 }, 'OSC-CREST-00006'],
    ['a country without the stored state', { address: { country: { lookupName: 'CA' } } }, 'OSC-CREST-00006'],
    ['a state of another country', { address: { stateOrProvince: { lookupName: 'QC' } } }, 'OSC-CREST-00006'],
    ['a menu value there is not', { customFields: { c: { cdl_type: { id: 1 } } } }, 'OSC-CREST-00006'],
    ['an e-mail that is none', { emails: [{ address: 'x', addressType: { id: 0 } }] }, 'OSC-CREST-00006'],
  ])('is refused for %s, and then changes nothing', async (_what, body, code) => {
    const site = openSite();
    const before = site.simulator.records();
    const answer = await site.patch('contacts/2', { title: 'Driver', ...body });
    expect([answer.status, answer.body['o:errorCode']]).toEqual([400, code]);
    expect(site.simulator.records()).toEqual(before);
  });

  it('does not take the address or login of another contact, but may repeat its own', async () => {
    const site = openSite();
    await site.post('contacts', buildContact({ login: 'craig' }));
    const taken = [{ address: 'ALEX.rivers@example.com', addressType: { id: 1 } }];
    expect((await site.patch('contacts/51718', { emails: taken })).status).toBe(400);
    expect((await site.patch('contacts/2', { login: 'craig' })).status).toBe(400);
    expect(
      (await site.patch('contacts/2', { emails: [{ ...taken[0], addressType: { id: 0 } }] })).status,
    ).toBe(200);
    expect((await site.patch('contacts/51718', { login: 'craig' })).status).toBe(200);
  });

  it('needs a body, and a contact', async () => {
    const site = openSite();
    expect((await site.patch('contacts/2', '')).body['o:errorCode']).toBe('OSC-CREST-00010');
    expect((await site.patch('contacts/3', {})).status).toBe(404);
  });
});

describe('a list with slots in a change', () => {
  const home = { number: '720-555-0101', phoneType: { id: 4 } };
  const mobile = { number: '720-555-0102', phoneType: { id: 1 } };

  async function phonesAfter(
    listsInPatch: 'add-or-replace-by-type' | 'replace-all' | 'add',
    phones: unknown,
  ) {
    const site = openSite({ assumptions: { listsInPatch } });
    await site.post('contacts', buildContact());
    const { status } = await site.patch('contacts/51718', { phones });
    const stored = recorded(site, 'contacts').phones.map((each: { number: string }) => each.number);
    return { status, stored };
  }

  it('adds, or takes the place of the one in the same slot', async () => {
    expect(await phonesAfter('add-or-replace-by-type', [home, mobile])).toEqual({
      status: 200,
      stored: ['720-555-0102', '720-555-0101'],
    });
  });

  it('replaces the whole list where the site is assumed to', async () => {
    expect(await phonesAfter('replace-all', [home])).toEqual({ status: 200, stored: ['720-555-0101'] });
  });

  it('only adds where the site is assumed to', async () => {
    expect(await phonesAfter('add', [home])).toEqual({
      status: 200,
      stored: ['720-340-1313', '720-555-0101'],
    });
    expect(await phonesAfter('add', [mobile])).toEqual({ status: 400, stored: ['720-340-1313'] });
  });
});

describe('changing an incident', () => {
  it('adds threads and keeps those there are', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident({ threads: [{ text: 'First' }] }))).body;
    await site.patch(`incidents/${id}`, { threads: [{ text: 'Second', entryType: { id: 3 } }] });
    await site.patch(`incidents/${id}`, { threads: { text: 'Third' } });
    await site.patch(`incidents/${id}`, { threads: null });
    const texts = recorded(site, 'incidents').threads.map((each: { text: string }) => each.text);
    expect(texts).toEqual(['First', 'Second', 'Third']);
  });

  it('sets the type of a status with the status', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident())).body;
    await site.patch(`incidents/${id}`, { statusWithType: { status: { lookupName: 'Solved' } } });
    expect((await site.get(`incidents/${id}`)).body.statusWithType).toEqual({
      status: { id: 2, lookupName: 'Solved' },
      statusType: { id: 2, lookupName: 'Solved' },
    });
  });

  it('keeps the reference number, the contact and the submission id', async () => {
    const site = openSite();
    const { id, referenceNumber } = (await site.post('incidents', buildIncident())).body;
    await site.patch(`incidents/${id}`, { queue: { lookupName: 'Recruiting' } });
    expect(recorded(site, 'incidents')).toMatchObject({
      lookupName: referenceNumber,
      referenceNumber,
      primaryContact: { id: 2 },
      queue: { id: 2 },
      customFields: { c: { submission_id: '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11' } },
    });
  });

  it('cannot take its contact away', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident())).body;
    expect((await site.patch(`incidents/${id}`, { primaryContact: null })).status).toBe(400);
  });
});

describe('deleting', () => {
  it.each([
    ['contacts', buildContact()],
    ['incidents', buildIncident()],
  ])('one of the %s answers 200 as a page without a body, and 404 from then on', async (name, body) => {
    const site = openSite();
    const created = await site.post(name, body);
    const path = `${name}/${created.body.id}`;
    const answer = await site.send('DELETE', path);
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect((await site.get(path)).status).toBe(404);
    expect((await site.send('DELETE', path)).status).toBe(404);
    expect(await site.rows(`SELECT ID FROM ${name} WHERE ID = ${created.body.id}`)).toEqual([]);
  });

  it('frees the address', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    await site.send('DELETE', 'contacts/51718');
    expect((await site.post('contacts', buildContact())).headers.get('location')).toBe(
      `${BASE}/contacts/51719`,
    );
  });
});
