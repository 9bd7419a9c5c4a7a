import { describe, expect, it } from 'vitest';
import { englishLabels } from '../../../../src/model/labels.ts';
import { buildContact, buildIncident, openSite } from './site.ts';

describe('the tenant that every site begins with', () => {
  it('is sound: it has every label of our codes, a field for the submission id, and all rights', async () => {
    const { body } = await openSite().control('GET', '_tenant');
    const namesIn = (path: string) =>
      body.menus[path].map(({ lookupName }: { lookupName: string }) => lookupName);
    for (const [path, labels] of [
      ['contacts/customFields/c/cdl_type', englishLabels.cdl_type],
      ['contacts/customFields/c/driving_preference', englishLabels.driving_preference],
      ['incidents/customFields/c/application_type', englishLabels.application_type],
      ['incidents/customFields/c/truck_type', englishLabels.truck_type],
    ] as const) {
      expect(namesIn(path)).toEqual(expect.arrayContaining(Object.values(labels)));
    }
    expect(body.customFields.incidents.submission_id).toEqual({ type: 'text', maxLength: 40 });
    expect(Object.values(body.permissions)).not.toContain(false);
    expect(body.throttling).toMatchObject({ nextRequestAfterMs: null, limit: null });
  });

  it('is shown without passwords, secrets and tokens', async () => {
    const site = openSite({
      accounts: { password: 'hidden-1', sessionTokens: ['hidden-2'], bearerTokens: ['hidden-3'] },
      tokenService: { clients: { intake: 'hidden-4' } },
    });
    const { body } = await site.control('GET', '_tenant');
    expect(JSON.stringify(body)).not.toContain('hidden');
    expect(body.accounts).toMatchObject({ user: 'sandbox', sessionTokens: 1 });
    expect(body.tokenService.clients).toEqual(['intake']);
  });
});

describe('changing the tenant', () => {
  it('answers with the tenant as it now is', async () => {
    const { status, body } = await openSite().control('PATCH', '_tenant', {
      emailSharing: true,
      throttling: { nextRequestAfterMs: 250 },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      emailSharing: true,
      throttling: { nextRequestAfterMs: 250, strict: false, status: 429 },
    });
  });

  it('removes, renames, doubles and adds values of a menu', async () => {
    const site = openSite();
    const path = 'contacts/customFields/c/driving_preference';
    await site.control('PATCH', '_tenant', {
      menus: {
        [path]: {
          remove: ['Either', 18],
          rename: { 'Team Driving': 'In a Team' },
          duplicate: ['Solo Driving'],
          add: ['Local', { id: 70, lookupName: 'Yard' }],
        },
      },
    });
    expect((await site.get(`namedIDs/${path}`)).body.items).toEqual([
      { id: 14, lookupName: 'Solo Driving' },
      { id: 15, lookupName: 'In a Team' },
      { id: 16, lookupName: 'Team with Spouse/Partner' },
      { id: 19, lookupName: 'Solo Driving' },
      { id: 20, lookupName: 'Local' },
      { id: 70, lookupName: 'Yard' },
    ]);
    const refused = await site.post('contacts', buildContact());
    expect(refused.body.detail).toContain('more than one Solo Driving');
  });

  it('takes a field away, makes one read-only, shortens one, and gives one another type', async () => {
    const site = openSite();
    await site.control('PATCH', '_tenant', {
      customFields: {
        contacts: { has_cdl: null, cdl_type: { type: 'text' } },
        incidents: { submission_id: { maxLength: 20 }, truck_type: { readOnly: true } },
      },
    });
    const detail = async (path: string, customFields: object) => {
      const body = path === 'contacts' ? { customFields } : { primaryContact: { id: 2 }, customFields };
      return (await site.post(path, body)).body.detail;
    };
    expect(await detail('contacts', { c: { has_cdl: true } })).toBe('Invalid property specified: has_cdl');
    expect(await detail('contacts', { c: { cdl_type: { id: 96 } } })).toContain('a string is expected');
    expect(await detail('contacts', { c: { cdl_type: 'Class A' } })).toBeUndefined();
    expect(await detail('incidents', { c: { submission_id: 'x'.repeat(21) } })).toContain(
      'maximum length of 20',
    );
    expect(await detail('incidents', { c: { truck_type: { id: 224 } } })).toContain('read-only');
    expect((await site.get('namedIDs/contacts/customFields/c/cdl_type')).status).toBe(404);
  });

  it('adds fields, one of them required, and a package', async () => {
    const site = openSite();
    await site.control('PATCH', '_tenant', {
      customFields: {
        incidents: {
          yard: { type: 'menu', values: [{ id: 1, lookupName: 'North' }], required: true },
          'Fleet.Seats': { type: 'integer' },
        },
      },
    });
    const missing = await site.post('incidents', { primaryContact: { id: 2 } });
    expect(missing.body.detail).toBe('Missing required property: yard');
    const customFields = { c: { yard: { lookupName: 'North' } }, Fleet: { Seats: 2 } };
    const { body } = await site.post('incidents', { primaryContact: { id: 2 }, customFields });
    expect(body.customFields).toMatchObject({ c: { yard: { id: 1 } }, Fleet: { Seats: 2 } });
  });

  it('keeps what is stored, and queries find it by fields made since', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident())).body;
    site.simulator.changeTenant({ customFields: { incidents: { note: { type: 'text', maxLength: 9 } } } });
    await site.patch(`incidents/${id}`, { customFields: { c: { note: 'hello' } } });
    expect(await site.rows("SELECT ID FROM Incidents WHERE CustomFields.c.note = 'hello'")).toEqual([
      [String(id)],
    ]);
  });

  it('decides whether an address may be shared', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    site.simulator.changeTenant({ emailSharing: true });
    expect((await site.post('contacts', buildContact({ disabled: true }))).status).toBe(201);
    site.simulator.changeTenant({ emailSharing: false });
    expect((await site.post('contacts', buildContact())).status).toBe(400);
    expect(
      await site.rows(
        "SELECT ID, Disabled FROM Contacts WHERE Emails.Address = 'newuser@domain.com' ORDER BY CreatedTime, ID",
      ),
    ).toEqual([
      ['51718', '0'],
      ['51719', '1'],
    ]);
  });

  it('changes assumptions, patterns included', async () => {
    const site = openSite();
    await site.control('PATCH', '_tenant', {
      assumptions: { emailPattern: '@example\\.com$', maxLengths: { city: 3 } },
    });
    expect((await site.post('contacts', buildContact())).body.detail).toContain('pattern');
    expect((await site.patch('contacts/2', { address: { city: 'Boston' } })).status).toBe(400);
    await site.control('PATCH', '_tenant', { assumptions: { emailPattern: null } });
    expect(
      (await site.post('contacts', { name: {}, emails: [{ address: 'x', addressType: { id: 0 } }] })).status,
    ).toBe(201);
  });

  it.each([
    [{ mail: 1 }, 'Unknown member "mail"; there are menus, customFields'],
    [
      { permissions: { readContact: false } },
      'Unknown member "permissions.readContact"; there are readContacts',
    ],
    [
      { assumptions: { codes: { duplicate: 'OSC-CREST-00006' } } },
      'Unknown member "assumptions.codes.duplicate"',
    ],
    [{ emailSharing: 'yes' }, '"emailSharing" must be true or false'],
    [{ lists: 'loose' }, '"lists" must be one of lenient, strict'],
    [{ latencyMs: -1 }, '"latencyMs" must be a number from 0'],
    [{ throttling: { status: 500 } }, '"throttling.status" must be one of 429, 503'],
    [{ throttling: { limit: { calls: 0 } } }, '"throttling.limit.calls" must be a whole number from 1'],
    [
      { accounts: { lockAfter: 1.5 } },
      '"accounts.lockAfter" must be a whole number from 0 to 1000000000 or null',
    ],
    [{ assumptions: { codes: { badQuery: '7' } } }, '"assumptions.codes.badQuery" must be text like'],
    [{ assumptions: { emailPattern: '(' } }, 'must be a regular expression'],
    [{ customFields: { incidents: { yard: { maxLength: 5 } } } }, 'custom field yard needs a "type"'],
    [{ customFields: { incidents: { yard: { type: 'colour' } } } }, 'must be one of boolean'],
    [
      { menus: { 'contacts/nothing': { add: ['x'] } } },
      'There is no menu contacts/nothing; there are contacts/',
    ],
    [
      { menus: { 'incidents/queue': { rename: { Nobody: 'x' } } } },
      'The menu incidents/queue has no value Nobody',
    ],
    [{ menus: { 'incidents/queue': { add: [true] } } }, 'must be a name or { id, lookupName }'],
    [{ businessRules: {} }, '"businessRules" must be a list'],
    [['emailSharing'], 'The body must be a JSON object'],
  ])('refuses %j, says why, and changes nothing', async (changes, hint) => {
    const site = openSite();
    const before = (await site.control('GET', '_tenant')).body;
    const sent = Array.isArray(changes) ? changes : { unauthorizedBody: 'html', ...changes };
    const { status, headers, body } = await site.control('PATCH', '_tenant', sent);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body.detail).toContain(hint);
    expect((await site.control('GET', '_tenant')).body).toEqual(before);
  });

  it('as a method throws instead', () => {
    const { simulator } = openSite();
    expect(() => simulator.changeTenant({ menus: { 'contacts/nothing': {} } })).toThrow(RangeError);
  });

  it('lasts until the reset, which brings back what the site was created with', async () => {
    const site = openSite({ emailSharing: true, menus: { 'incidents/queue': { add: ['Night'] } } });
    const before = (await site.control('GET', '_tenant')).body;
    const changes = {
      emailSharing: false,
      permissions: { readContacts: false },
      accounts: { password: 'other' },
      menus: { 'incidents/queue': { remove: ['Night'] } },
      customFields: { incidents: { submission_id: null } },
      ids: { asText: true, nextContact: 9 },
    };
    await site.control('PATCH', '_tenant', changes);
    expect((await site.get('contacts/2')).status).toBe(401);
    await site.control('POST', '_reset');
    expect((await site.control('GET', '_tenant')).body).toEqual(before);
    expect((await site.post('contacts', buildContact())).body.id).toBe(51718);
    expect((await site.post('incidents', buildIncident())).status).toBe(201);
  });

  it('needs another method than POST', async () => {
    const { status, headers } = await openSite().control('POST', '_tenant', {});
    expect([status, headers.get('allow')]).toEqual([405, 'GET, PATCH']);
  });
});
