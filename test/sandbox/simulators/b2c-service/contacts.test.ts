import { describe, expect, it } from 'vitest';
import { BASE, buildContact, openSite } from './site.ts';

const NOW = Date.UTC(2026, 10, 21, 17, 51, 57);

async function problemOf(changes: Record<string, unknown>, options = {}) {
  const site = openSite(options);
  const { status, body } = await site.post('contacts', buildContact(changes));
  expect(status).toBe(400);
  expect(site.simulator.records()).toMatchObject({ contacts: [{ id: 2 }] });
  return body;
}

describe('creating a contact', () => {
  it('answers 201 with the address of the new contact and all of it, lists and countries as links', async () => {
    const site = openSite({ now: () => NOW });
    const { status, headers, body } = await site.post('contacts', buildContact());
    const self = `${BASE}/contacts/51718`;
    const schema = `${BASE}/metadata-catalog`;
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(self);
    expect(headers.get('content-type')).toBe('application/json');
    expect(body).toEqual({
      id: 51718,
      lookupName: 'Craig Daniels',
      createdTime: '2026-11-21T17:51:57.000Z',
      updatedTime: '2026-11-21T17:51:57.000Z',
      name: { first: 'Craig', last: 'Daniels' },
      emails: {
        links: [
          { rel: 'self', href: `${self}/emails` },
          { rel: 'full', href: `${self}/emails/{email_id}`, templated: true },
        ],
      },
      phones: {
        links: [
          { rel: 'self', href: `${self}/phones` },
          { rel: 'full', href: `${self}/phones/{phone_id}`, templated: true },
        ],
      },
      address: {
        street: '110 Main St',
        city: 'Denver',
        postalCode: '80207',
        stateOrProvince: { id: 7, lookupName: 'CO' },
        country: {
          links: [
            { rel: 'self', href: `${self}/address/country` },
            { rel: 'canonical', href: `${BASE}/countries/1` },
            { rel: 'describedby', href: `${schema}/countries`, mediaType: 'application/schema+json' },
          ],
        },
      },
      title: null,
      login: null,
      disabled: false,
      externalReference: null,
      contactType: null,
      source: null,
      organization: null,
      notes: {
        links: [
          { rel: 'self', href: `${self}/notes` },
          { rel: 'full', href: `${self}/notes/{note_id}`, templated: true },
        ],
      },
      marketingSettings: null,
      serviceSettings: null,
      customFields: {
        c: {
          has_cdl: true,
          cdl_type: { id: 96, lookupName: 'Class A' },
          driving_preference: { id: 14, lookupName: 'Solo Driving' },
        },
      },
      links: [
        { rel: 'self', href: self },
        { rel: 'canonical', href: self },
        { rel: 'describedby', href: `${schema}/contacts`, mediaType: 'application/schema+json' },
      ],
    });
  });

  it('stores everything in place', async () => {
    const site = openSite({ now: () => NOW });
    await site.post('contacts', buildContact());
    expect(site.simulator.records()).toMatchObject({
      contacts: [
        { id: 2, address: { city: 'Bozeman', stateOrProvince: { lookupName: 'MT' } } },
        {
          id: 51718,
          name: { first: 'Craig', last: 'Daniels' },
          emails: [{ address: 'newuser@domain.com', addressType: { id: 0, lookupName: 'Primary' } }],
          phones: [
            { number: '720-340-1313', rawNumber: '7203401313', phoneType: { id: 1, lookupName: 'Mobile' } },
          ],
          address: {
            street: '110 Main St',
            city: 'Denver',
            postalCode: '80207',
            country: { id: 1, lookupName: 'US' },
            stateOrProvince: { id: 7, lookupName: 'CO' },
          },
          customFields: { c: { has_cdl: true, cdl_type: { id: 96, lookupName: 'Class A' } } },
        },
      ],
    });
  });

  it('counts ids up, and again from the start after a reset', async () => {
    const site = openSite();
    expect((await site.post('contacts', buildContact())).body.id).toBe(51718);
    expect((await site.post('contacts', buildContact({ emails: [] }))).body.id).toBe(51719);
    site.simulator.reset();
    expect((await site.post('contacts', buildContact())).body.id).toBe(51718);
  });

  it('needs nothing in particular', async () => {
    const { status, body } = await openSite().post('contacts', {});
    expect(status).toBe(201);
    expect(body).toMatchObject({ lookupName: null, name: null, address: null });
  });

  it('keeps names and streets as they were sent', async () => {
    const site = openSite();
    const name = { first: 'María José', last: "O'Brien De la Cruz Núñez" };
    await site.post('contacts', buildContact({ name }));
    expect((await site.get('contacts/51718')).body.name).toEqual(name);
  });
});

describe('a body', () => {
  it('must not be empty', async () => {
    for (const empty of ['', '  \n']) {
      const { status, body } = await openSite().post('contacts', empty);
      expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00010']);
    }
  });

  it.each(['{"name":', '[]', '"text"', '7', 'null'])('must be a JSON object, not %s', async (text) => {
    const { status, body } = await openSite().post('contacts', text);
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00011']);
  });

  it.each([null, 'text/plain', 'application/x-www-form-urlencoded'])(
    'must be declared as JSON, not %s',
    async (type) => {
      const answer = await openSite().post('contacts', buildContact(), { 'content-type': type });
      expect(answer.status).toBe(400);
      expect(answer.body.detail).toContain('Content-Type');
    },
  );

  it('may be declared with a character set', async () => {
    const answer = await openSite().post('contacts', buildContact(), {
      'content-type': 'application/json; charset=utf-8',
    });
    expect(answer.status).toBe(201);
  });

  it.each([
    ['test', { test: 1 }],
    ['middle', { name: { first: 'A', middle: 'B' } }],
    ['adress', { emails: [{ adress: 'a@b.example' }] }],
    ['zip', { address: { zip: '80207' } }],
    ['has_cld', { customFields: { c: { has_cld: true } } }],
    ['CO', { customFields: { CO: {} } }],
    ['name', { customFields: { c: { cdl_type: { name: 'Class A' } } } }],
    ['constructor', { constructor: {} }],
    ['nothing', { nothing: null }],
  ])('must not hold the unknown property %s, however deep', async (name, changes) => {
    const body = await problemOf(changes);
    expect(body['o:errorCode']).toBe('OSC-CREST-00013');
    expect(body.detail).toBe(`Invalid property specified: ${name}`);
  });

  it.each([
    ['id', { id: 7 }],
    ['lookupName', { lookupName: 'x' }],
    ['createdTime', { createdTime: '2026-11-21T17:00:00Z' }],
    ['rawNumber', { phones: [{ number: '1', rawNumber: '1', phoneType: { id: 0 } }] }],
  ])('must not set %s, which is read-only', async (name, changes) => {
    const body = await problemOf(changes);
    expect(body).toMatchObject({ 'o:errorCode': 'OSC-CREST-00006', detail: expect.stringContaining(name) });
  });
});

describe('a value of a contact', () => {
  it.each([
    ['a first name of 81 characters', { name: { first: 'x'.repeat(81) } }],
    ['a last name of 81 characters', { name: { last: 'x'.repeat(81) } }],
    ['a first name that is a number', { name: { first: 7 } }],
    ['a name that is text', { name: 'Craig Daniels' }],
    [
      'an e-mail of 81 characters',
      { emails: [{ address: `${'x'.repeat(72)}@b.exampl`, addressType: { id: 0 } }] },
    ],
    ['an e-mail that is none', { emails: [{ address: 'nobody', addressType: { id: 0 } }] }],
    ['an e-mail with a space', { emails: [{ address: ' a@b.example', addressType: { id: 0 } }] }],
    ['an e-mail without an address', { emails: [{ addressType: { id: 0 } }] }],
    ['an e-mail without a slot', { emails: [{ address: 'a@b.example' }] }],
    ['an e-mail in a slot there is not', { emails: [{ address: 'a@b.example', addressType: { id: 3 } }] }],
    ['an e-mail that is bare text', { emails: ['a@b.example'] }],
    [
      'two e-mails in one slot',
      {
        emails: [
          { address: 'a@b.example', addressType: { id: 0 } },
          { address: 'c@b.example', addressType: { lookupName: 'Primary' } },
        ],
      },
    ],
    ['a phone of 41 characters', { phones: [{ number: '1'.repeat(41), phoneType: { id: 1 } }] }],
    ['a phone with a letter outside the pattern', { phones: [{ number: '720é', phoneType: { id: 1 } }] }],
    ['a phone with an underscore', { phones: [{ number: '720_1', phoneType: { id: 1 } }] }],
    ['a phone in a slot there is not', { phones: [{ number: '1', phoneType: { id: 7 } }] }],
    ['a street of 241 characters', { address: { street: 'x'.repeat(241) } }],
    ['a city of 81 characters', { address: { city: 'x'.repeat(81) } }],
    ['a postal code of 11 characters', { address: { postalCode: '80207-12345' } }],
    ['a country there is not', { address: { country: { lookupName: 'United States' } } }],
    ['a country as text', { address: { country: 'US' } }],
    [
      'a state of another country',
      { address: { country: { lookupName: 'CA' }, stateOrProvince: { lookupName: 'CO' } } },
    ],
    [
      'a state by the id of one of another country',
      { address: { country: { id: 2 }, stateOrProvince: { id: 7 } } },
    ],
    [
      'a state by its full name',
      { address: { country: { id: 1 }, stateOrProvince: { lookupName: 'Colorado' } } },
    ],
    ['a state without a country', { address: { stateOrProvince: { lookupName: 'CO' } } }],
    ['an organization there is not', { organization: { id: 5 } }],
    ['an external reference that is no number', { externalReference: '0b7e3f52-6d0a' }],
    ['an external reference of 21 digits', { externalReference: '1'.repeat(21) }],
    ['a yes/no field as text', { customFields: { c: { has_cdl: 'true' } } }],
    ['a yes/no field as a number', { customFields: { c: { has_cdl: 1 } } }],
  ])('is refused when it is %s', async (_what, changes) => {
    expect((await problemOf(changes))['o:errorCode']).toBe('OSC-CREST-00006');
  });

  it.each([
    ['a first name of 80 characters', { name: { first: 'x'.repeat(80) } }],
    ['a phone of 40 characters', { phones: [{ number: '1'.repeat(40), phoneType: { id: 1 } }] }],
    [
      'a phone as people write it',
      { phones: [{ number: '+1 (720) 555-0199 ext. 5/6', phoneType: { id: 1 } }] },
    ],
    ['a phone by the name of its slot', { phones: [{ number: '1', phoneType: { lookupName: 'Home' } }] }],
    [
      'a Canadian address',
      { address: { country: { lookupName: 'CA' }, stateOrProvince: { lookupName: 'QC' } } },
    ],
    ['a country by id', { address: { country: { id: 3 } } }],
    ['an external reference of 20 digits', { externalReference: '1'.repeat(20) }],
    ['null', { title: null, address: null, customFields: { c: { cdl_type: null } } }],
  ])('is taken when it is %s', async (_what, changes) => {
    expect((await openSite().post('contacts', buildContact(changes))).status).toBe(201);
  });

  it('is limited as the site is assumed to limit it', async () => {
    const site = openSite({
      assumptions: { maxLengths: { firstName: 5 }, emailPattern: null, slotsRequired: false },
    });
    const emails = [{ address: 'nobody' }, { address: 'anybody' }];
    expect((await site.post('contacts', { name: { first: 'Craigy' } })).status).toBe(400);
    expect(
      (await site.post('contacts', { name: { first: 'Craig', last: 'x'.repeat(80) }, emails })).status,
    ).toBe(201);
    expect(site.simulator.records()).toMatchObject({
      contacts: [{ id: 2 }, { emails: [{ addressType: { id: 0 } }, { addressType: { id: 1 } }] }],
    });
  });
});

describe('a list of one', () => {
  const bare = {
    emails: { address: 'newuser@domain.com', addressType: { id: 0 } },
    phones: { number: '1', phoneType: { id: 1 } },
  };

  it('may be a bare object by default', async () => {
    const site = openSite();
    expect((await site.post('contacts', buildContact(bare))).status).toBe(201);
    expect(await site.rows('SELECT Emails.Address FROM Contacts WHERE ID = 51718')).toEqual([
      ['newuser@domain.com'],
    ]);
  });

  it('must be a list on a strict site', async () => {
    const site = openSite({ lists: 'strict' });
    expect((await site.post('contacts', buildContact(bare))).body['o:errorCode']).toBe('OSC-CREST-00006');
    expect((await site.post('contacts', buildContact())).status).toBe(201);
  });
});

describe('a menu value', () => {
  it.each([
    ['its name', { lookupName: 'Class A' }],
    ['its id', { id: 96 }],
    ['both', { id: 96, lookupName: 'Class A' }],
  ])('is set by %s', async (_by, cdl_type) => {
    const { body } = await openSite().post('contacts', buildContact({ customFields: { c: { cdl_type } } }));
    expect(body.customFields.c.cdl_type).toEqual({ id: 96, lookupName: 'Class A' });
  });

  it.each([
    ['a name that is not in the menu', { lookupName: 'Class D' }],
    ['a name in other capitals', { lookupName: 'CLASS A' }],
    ['an id that is not in the menu', { id: 1 }],
    ['the id of another menu', { id: 14 }],
    ['an id as text', { id: '96' }],
    ['an id and a name that disagree', { id: 97, lookupName: 'Class A' }],
    ['nothing', {}],
    ['bare text', 'Class A'],
    ['a bare number', 96],
  ])('is not set by %s', async (_what, cdl_type) => {
    const body = await problemOf({ customFields: { c: { cdl_type } } });
    expect(body['o:errorCode']).toBe('OSC-CREST-00006');
  });

  it('is not set by a name that two values share', async () => {
    const menus = { 'contacts/customFields/c/cdl_type': { add: ['Class A'] } };
    const body = await problemOf({}, { menus });
    expect(body).toMatchObject({
      'o:errorCode': 'OSC-CREST-00006',
      detail: expect.stringContaining('more than one'),
    });
  });

  it('can come and go while the site is in use, until the reset', async () => {
    const site = openSite();
    site.simulator.changeMenu('contacts/customFields/c/cdl_type', { add: ['Class M'], remove: ['Class A'] });
    expect((await site.post('contacts', buildContact())).status).toBe(400);
    const withNew = buildContact({ customFields: { c: { cdl_type: { lookupName: 'Class M' } } } });
    expect((await site.post('contacts', withNew)).status).toBe(201);
    site.simulator.reset();
    expect((await site.post('contacts', buildContact())).status).toBe(201);
    expect(() => site.simulator.changeMenu('contacts/nothing', {})).toThrow(RangeError);
  });
});

describe('an e-mail address', () => {
  it('may stand on one contact only, whatever its capitals and its slot', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    const again = buildContact({
      emails: [
        { address: 'other@domain.com', addressType: { id: 0 } },
        { address: 'NewUser@Domain.com', addressType: { id: 2 } },
      ],
    });
    const { status, body } = await site.post('contacts', again);
    expect(status).toBe(400);
    expect(body['o:errorCode']).toBe('OSC-CREST-00006');
    expect(body.detail).toContain('unique');
    expect((await site.rows('SELECT ID FROM Contacts')).length).toBe(2);
  });

  it('is refused with the code that the site is assumed to use', async () => {
    const site = openSite({ assumptions: { codes: { duplicateEmail: 'OSC-CREST-00012' } } });
    await site.post('contacts', buildContact());
    expect((await site.post('contacts', buildContact())).body['o:errorCode']).toBe('OSC-CREST-00012');
  });

  it('may stand on several contacts where sharing is on', async () => {
    const site = openSite({ emailSharing: true });
    await site.post('contacts', buildContact());
    await site.post('contacts', buildContact());
    expect(await site.rows("SELECT ID FROM Contacts WHERE Emails.Address = 'newuser@domain.com'")).toEqual([
      ['51718'],
      ['51719'],
    ]);
  });

  it('is free again after a reset', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    site.simulator.reset();
    expect((await site.post('contacts', buildContact())).status).toBe(201);
  });
});

it('a login is unique', async () => {
  const site = openSite();
  expect((await site.post('contacts', { login: 'craig' })).status).toBe(201);
  expect((await site.post('contacts', { login: 'craig' })).status).toBe(400);
});

describe('custom fields', () => {
  it('can be added and taken away', async () => {
    const site = openSite({
      customFields: {
        contacts: {
          has_cdl: null,
          years: { type: 'integer' },
          born: { type: 'date' },
          called: { type: 'date-time' },
          nick: { type: 'text', maxLength: 3 },
          truck: { type: 'menu', values: [{ id: 1, lookupName: 'Red' }] },
        },
      },
    });
    const post = async (c: Record<string, unknown>) =>
      (await site.post('contacts', { customFields: { c } })).status;
    expect(await post({ has_cdl: true })).toBe(400);
    expect(await post({ years: 3, born: '2000-02-29', nick: 'abc', truck: { lookupName: 'Red' } })).toBe(201);
    expect(await post({ called: '2026-11-21T17:00:00Z' })).toBe(201);
    expect(await post({ years: 3.5 })).toBe(400);
    expect(await post({ years: '3' })).toBe(400);
    expect(await post({ born: '2001-02-29' })).toBe(400);
    expect(await post({ born: '02/28/2001' })).toBe(400);
    expect(await post({ called: '2026-11-21' })).toBe(400);
    expect(await post({ nick: 'abcd' })).toBe(400);
    expect(await post({ truck: { lookupName: 'Blue' } })).toBe(400);
  });
});
