import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, GOOD_HEADERS, openSite } from './site.ts';

const LARGE = '9007199254740993';

describe('ids of new objects', () => {
  it('begin where they are told to, and again after a reset', async () => {
    const site = openSite({ ids: { nextContact: 700, nextIncident: 800 } });
    for (const _round of [1, 2]) {
      expect((await site.post('contacts', buildContact())).body.id).toBe(700);
      expect((await site.post('incidents', buildIncident())).body.id).toBe(800);
      site.simulator.reset();
    }
  });

  it('can be text', async () => {
    const site = openSite({ ids: { asText: true } });
    const { body } = await site.post('contacts', buildContact());
    expect(body.id).toBe('51718');
    const incident = await site.post('incidents', buildIncident({ primaryContact: { id: '51718' } }));
    expect(incident.body.primaryContact.links[1].href).toBe(`${BASE}/contacts/51718`);
    expect((await site.get('contacts')).body.items.map((item: { id: unknown }) => item.id)).toEqual([
      2,
      '51718',
    ]);
    expect(await site.rows('SELECT ID FROM Incidents WHERE PrimaryContact.ID = 51718')).toHaveLength(1);
  });

  it('can be larger than a JSON number holds, and are exact in addresses and queries', async () => {
    const site = openSite({ ids: { nextContact: LARGE } });
    const { headers } = await site.post('contacts', buildContact());
    expect(headers.get('location')).toBe(`${BASE}/contacts/${LARGE}`);
    await site.post('contacts', buildContact({ emails: [] }));
    expect(await site.rows('SELECT ID FROM Contacts ORDER BY ID DESC')).toEqual([
      ['9007199254740994'],
      [LARGE],
      ['2'],
    ]);
    expect(await site.rows(`SELECT ID FROM Contacts WHERE ID = ${LARGE}`)).toEqual([[LARGE]]);
    expect(await site.rows(`SELECT ID FROM Contacts WHERE ID > '${LARGE}'`)).toEqual([['9007199254740994']]);
    expect((await site.get(`contacts/${LARGE}`)).status).toBe(200);
  });

  it('are bare digits then, which a careless parser changes', async () => {
    const site = openSite({ ids: { nextContact: LARGE } });
    const response = await site.simulator.fetch(
      new Request(`${BASE}/contacts`, {
        method: 'POST',
        headers: { ...GOOD_HEADERS, 'content-type': 'application/json' },
        body: JSON.stringify(buildContact()),
      }),
    );
    expect(await response.text()).toContain(`{"id":${LARGE},`);
  });

  it.each([LARGE, `"${LARGE}"`])('can be referred to by %s', async (id) => {
    const site = openSite({ ids: { nextContact: LARGE } });
    await site.post('contacts', buildContact());
    const { status, body } = await site.post('incidents', `{"primaryContact":{"id":${id}},"subject":"x"}`);
    expect(status).toBe(201);
    expect(body.primaryContact.links[1].href).toBe(`${BASE}/contacts/${LARGE}`);
    expect(await site.rows(`SELECT Subject FROM Incidents WHERE PrimaryContact.ID = ${LARGE}`)).toEqual([
      ['x'],
    ]);
    const missed = await site.post('incidents', '{"primaryContact":{"id":9007199254740992}}');
    expect(missed.body.detail).toBe('No such Contact with ID = 9007199254740992');
  });
});
