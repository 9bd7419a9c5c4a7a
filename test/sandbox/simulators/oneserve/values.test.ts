import { describe, expect, it } from 'vitest';
import { CONTACT_EXAMPLE, UNKNOWN_CLIENT_EXAMPLE } from '../../../fixtures/oneserve-examples.ts';
import { BAD_STATEMENT, openTenant, ROLLED_BACK } from './open-tenant.ts';

const [LINK] = CONTACT_EXAMPLE.locations;
const withLink = (members: Record<string, unknown>) => ({ locations: [{ ...LINK, ...members }] });

describe('a client that the tenant does not have', () => {
  it.each(['30', '29 ', '', '__proto__', 'constructor', 'x'.repeat(60), null, undefined])(
    'such as %j is not found',
    async (clientRef) => {
      const { status, body } = await openTenant().save({ clientRef });
      expect([status, body]).toEqual([200, UNKNOWN_CLIENT_EXAMPLE]);
    },
  );

  it('is what is said even if other fields are at fault, too', async () => {
    const { body } = await openTenant().save({ clientRef: '30', surname: 5 });
    expect(body).toEqual(UNKNOWN_CLIENT_EXAMPLE);
  });
});

describe('a text', () => {
  it.each([
    ['contactRef', 50],
    ['salutation', 50],
    ['forename', 80],
    ['surname', 80],
    ['contact1', 80],
    ['contact2', 50],
    ['contact3', 80],
    ['contact4', 80],
    ['address1', 200],
    ['address2', 200],
    ['address3', 200],
    ['address4', 200],
    ['postCode', 50],
    ['notes', 2_000],
    ['considerations', 4_000],
  ])('%s may have %i characters and no more', async (name, length) => {
    const tenant = openTenant();
    expect((await tenant.save({ [name]: 'é'.repeat(length) })).body.result).toBe('success');
    expect((await tenant.save({ [name]: 'é'.repeat(length + 1) })).body).toEqual(BAD_STATEMENT);
  });

  it('of a location is measured as well', async () => {
    const longest = 'x'.repeat(50);
    const tenant = openTenant({ clients: { '29': [longest, `${longest}x`] } });
    expect((await tenant.save(withLink({ locationRef: longest }))).body.result).toBe('success');
    expect((await tenant.save(withLink({ locationRef: `${longest}x` }))).body).toEqual(BAD_STATEMENT);
  });

  it.each([5, true, ['x'], { a: 'x' }])('cannot be %j', async (value) => {
    for (const name of ['clientRef', 'contactRef', 'surname', 'notes']) {
      expect((await openTenant().save({ [name]: value })).body).toEqual(ROLLED_BACK);
    }
  });

  it('is kept as it was sent, whatever it holds', async () => {
    const tenant = openTenant();
    const notes = '<script>alert(1)</script>\n"Zoë" 😀 {{7*7}} \u202e';
    await tenant.save({ notes });
    expect((await tenant.records()).contacts[0].notes).toBe(notes);
  });
});

describe('a mandatory field', () => {
  it.each([
    'contactRef',
    'salutation',
    'forename',
    'surname',
    'contact1',
    'contact1Type',
    'preferredContact',
    'address1',
    'address2',
    'postCode',
  ])('%s cannot be left out, nor null', async (name) => {
    const tenant = openTenant();
    expect((await tenant.save({ [name]: undefined })).body).toEqual(ROLLED_BACK);
    expect((await tenant.save({ [name]: null })).body).toEqual(ROLLED_BACK);
    expect((await tenant.records()).contacts).toEqual([]);
  });

  it.each(['salutation', 'forename', 'surname', 'address2', 'postCode', 'contact1Type', 'preferredContact'])(
    '%s cannot be empty',
    async (name) => {
      expect((await openTenant().save({ [name]: '' })).body).toEqual(ROLLED_BACK);
    },
  );

  it('that is empty is missing, whatever is assumed of optional ones', async () => {
    const assumptions = { emptyOptional: 'refused', wordings: { missing: 'statement' } } as const;
    expect((await openTenant({ assumptions }).save({ preferredContact: '' })).body).toEqual(BAD_STATEMENT);
  });

  it('may be empty where that is assumed', async () => {
    const strict = openTenant({ assumptions: { mayBeEmpty: [] } });
    expect((await strict.send(CONTACT_EXAMPLE)).body).toEqual(ROLLED_BACK);
    const mild = openTenant({ assumptions: { mayBeEmpty: ['contact1', 'salutation', 'address2'] } });
    expect((await mild.save({ salutation: '', address2: '' })).body.result).toBe('success');
    expect((await mild.save({ surname: '' })).body).toEqual(ROLLED_BACK);
  });

  it('of a location cannot be left out', async () => {
    const tenant = openTenant();
    expect((await tenant.save(withLink({ locationRef: undefined }))).body).toEqual(ROLLED_BACK);
    expect((await tenant.save(withLink({ isPreferred: undefined }))).body).toEqual(ROLLED_BACK);
    expect((await tenant.save(withLink({ isPreferred: '' }))).body).toEqual(ROLLED_BACK);
  });
});

describe('an integer', () => {
  it.each([
    ['contact1Type', 10],
    ['contact1Type', '10'],
    ['preferredContact', 4],
    ['preferredContact', '4'],
  ])('%s can be sent as %j', async (name, value) => {
    const tenant = openTenant();
    await tenant.save({ [name]: value });
    expect((await tenant.records()).contacts[0][name]).toBe(Number(value));
  });

  it.each(['one', '1.5', '1.0', ' 1', '0x1', '1e0', '١', '9'.repeat(400), 1.5, 1e300, true, [1], { a: 1 }])(
    'is not %j',
    async (value) => {
      for (const name of ['preferredContact', 'contact1Type', 'contact4Type']) {
        const { body } = await openTenant({ contactTypes: null }).save({ [name]: value });
        expect(body.result).toBe('fail');
      }
    },
  );

  it.each([0, 5, '0', '5', -1, '-1', 4_294_967_297])('preferredContact cannot be %j', async (value) => {
    expect((await openTenant().save({ preferredContact: value })).body).toEqual(ROLLED_BACK);
  });

  it('has 32 bits', async () => {
    const tenant = openTenant();
    for (const usageTypeId of [2_147_483_647, '-2147483648']) {
      expect((await tenant.save(withLink({ usageTypeId }))).body.result).toBe('success');
    }
    for (const usageTypeId of [2_147_483_648, '-2147483649']) {
      expect((await tenant.save(withLink({ usageTypeId }))).body).toEqual(ROLLED_BACK);
    }
  });

  it('that is optional may be empty, unless assumed otherwise', async () => {
    const empty = { contact2Type: '', ...withLink({ startDate: '', endDate: '', usageTypeId: '' }) };
    const tenant = openTenant();
    expect((await tenant.save(empty)).body.result).toBe('success');
    const [contact] = (await tenant.records()).contacts;
    expect(contact).not.toHaveProperty('contact2Type');
    expect(contact.locations).toEqual([{ locationRef: '10174', isPreferred: true }]);
    tenant.simulator.changeTenant({ assumptions: { emptyOptional: 'refused' } });
    expect((await tenant.save({ contact2Type: '' })).body).toEqual(ROLLED_BACK);
    expect((await tenant.save(withLink({ endDate: '' }))).body).toEqual(BAD_STATEMENT);
  });
});

describe('a type of contact', () => {
  it('must be one of those that the tenant has', async () => {
    const tenant = openTenant();
    for (const name of ['contact1Type', 'contact2Type', 'contact3Type', 'contact4Type']) {
      expect((await tenant.save({ [name]: '2' })).body).toEqual(BAD_STATEMENT);
    }
    tenant.simulator.changeTenant({ contactTypes: [1, 2, 6, 10] });
    expect((await tenant.save({ contact1Type: '2' })).body.result).toBe('success');
  });

  it('may be any number where none are configured', async () => {
    const tenant = openTenant({ contactTypes: null });
    expect((await tenant.save({ contact1Type: '4711' })).body.result).toBe('success');
  });
});

describe('a boolean', () => {
  it.each([
    ['True', true],
    ['False', false],
    ['true', true],
    ['FALSE', false],
    [true, true],
    [false, false],
  ])('can be sent as %j', async (isPreferred, stored) => {
    const tenant = openTenant();
    await tenant.save(withLink({ isPreferred }));
    expect((await tenant.records()).contacts[0].locations[0].isPreferred).toBe(stored);
  });

  it.each(['yes', '1', 1, 'True ', [true]])('is not %j', async (isPreferred) => {
    expect((await openTenant().save(withLink({ isPreferred }))).body).toEqual(ROLLED_BACK);
  });
});

describe('a tenant that is particular about types', () => {
  it.each([
    ['strings', '2', 2, 'True', true],
    ['native', 2, '2', true, 'True'],
  ] as const)('and wants %s takes nothing else', async (types, integer, noInteger, flag, noFlag) => {
    const tenant = openTenant({ assumptions: { types } });
    const numbers = (value: unknown) => ({ contact1Type: value, preferredContact: value });
    const right = { contact2Type: null, contact3Type: null, contact4Type: null };
    const link = { usageTypeId: integer, isPreferred: flag };
    tenant.simulator.changeTenant({ contactTypes: [2] });
    const saved = await tenant.save({ ...right, ...numbers(integer), ...withLink(link) });
    expect(saved.body.result).toBe('success');
    for (const wrong of [
      { ...numbers(integer), preferredContact: noInteger, ...withLink(link) },
      { ...numbers(integer), contact1Type: noInteger, ...withLink(link) },
      { ...numbers(integer), ...withLink({ ...link, usageTypeId: noInteger }) },
      { ...numbers(integer), ...withLink({ ...link, isPreferred: noFlag }) },
    ]) {
      expect((await tenant.save({ ...right, ...wrong })).body).toEqual(ROLLED_BACK);
    }
  });
});

describe('a date', () => {
  it.each([
    ['29/02/2028', '2028-02-29'],
    ['31/12/0099', '0099-12-31'],
  ])('%s is a day of the calendar', async (startDate, stored) => {
    const tenant = openTenant();
    await tenant.save(withLink({ startDate }));
    expect((await tenant.records()).contacts[0].locations[0].startDate).toBe(stored);
  });

  it.each([
    '2026-03-25',
    '03/25/2026',
    '29/02/2026',
    '31/04/2026',
    '00/01/2026',
    '1/3/2026',
    '25/03/26',
    '25/03/2026 10:00',
    'soon',
    25032026,
    true,
    {},
  ])('is not %j', async (endDate) => {
    expect((await openTenant().save(withLink({ endDate }))).body).toEqual(BAD_STATEMENT);
  });

  it.each([
    ['1/3/2026', '2026-03-01'],
    ['31/04/2026', '2026-05-01'],
    ['12/25/2026', '2028-01-12'],
    ['99/99/9999', '+010007-06-07'],
  ])('%s is taken for %s where that is assumed', async (startDate, stored) => {
    const tenant = openTenant({ assumptions: { dates: 'lenient' } });
    await tenant.save(withLink({ startDate }));
    expect((await tenant.records()).contacts[0].locations[0].startDate).toBe(stored);
  });

  it.each(['2026-03-25', 'soon', '25/03/26'])('is not even then %s', async (startDate) => {
    const tenant = openTenant({ assumptions: { dates: 'lenient' } });
    expect((await tenant.save(withLink({ startDate }))).body).toEqual(BAD_STATEMENT);
  });
});

describe('locations', () => {
  it.each(['10174', 5, { locationRef: '10174' }, '', [null], ['10174'], [['10174']]])(
    'cannot be %j',
    async (locations) => {
      expect((await openTenant().save({ locations })).body).toEqual(ROLLED_BACK);
    },
  );

  it('may be left out, null, or none', async () => {
    for (const locations of [undefined, null, []]) {
      expect((await openTenant().save({ locations })).body.result).toBe('success');
    }
  });

  it('must be those of the client', async () => {
    const tenant = openTenant({ clients: { '29': ['10174'], '30': ['10200'] } });
    expect((await tenant.save(withLink({ locationRef: '10200' }))).body).toEqual(BAD_STATEMENT);
    const { body } = await tenant.save({ clientRef: '30', ...withLink({ locationRef: '10200' }) });
    expect(body.result).toBe('success');
  });
});

describe('the wording of a refusal', () => {
  const faults = [
    ['wrongType', { surname: 5 }],
    ['tooLong', { contact2: 'x'.repeat(51) }],
    ['missing', { surname: undefined }],
    ['outOfRange', { preferredContact: '5' }],
    ['badDate', withLink({ startDate: '03/25/2026' })],
    ['unknownType', { contact1Type: '2' }],
    ['unknownLocation', withLink({ locationRef: '1' })],
  ] as const;

  it.each(faults)('can be either of the two for the cause %s', async (cause, members) => {
    const tenant = openTenant({ assumptions: { wordings: { [cause]: 'rolled-back' } } });
    expect((await tenant.save(members)).body).toEqual(ROLLED_BACK);
    await tenant.control('PATCH', '_tenant', { assumptions: { wordings: { [cause]: 'statement' } } });
    expect((await tenant.save(members)).body).toEqual(BAD_STATEMENT);
  });

  it('names neither the field nor the value', async () => {
    for (const [, members] of faults) {
      const { body } = await openTenant().save(members);
      expect(JSON.stringify(body)).not.toMatch(/surname|contact[0-9]|preferred|startDate|xxx|03\/25/);
    }
  });

  it('repeats a text where the database is assumed to', async () => {
    const tenant = openTenant({ assumptions: { statementRepeatsValue: true } });
    const { body } = await tenant.save({ contact2: `303-555-0142 ${'x'.repeat(50)}` });
    expect(body.result_msg).toContain("'303-555-0142 xxx");
    expect((await tenant.save(withLink({ startDate: {} }))).body).toEqual(BAD_STATEMENT);
  });
});
