import { describe, expect, it } from 'vitest';
import {
  ALL_ELEMENTS,
  ALL_ELEMENTS_XML,
  REQUIRED_ONLY,
  REQUIRED_ONLY_XML,
} from '../../../fixtures/egain-examples.ts';
import { buildCustomer, customAttribute, emailPoint, openTenant, phonePoint, XML } from './tenant.ts';

/** A customer with other members than usual. */
function withMembers(members: Record<string, unknown>) {
  return { ...REQUIRED_ONLY, ...members };
}

/** A customer whose contact person has other members than usual. */
function withPerson(person: Record<string, unknown>) {
  return withMembers({ contactPersons: { contactPerson: [{ firstName: 'Jack', ...person }] } });
}

function withPoints(...contactPoint: unknown[]) {
  return withPerson({ contactPoints: { contactPoint } });
}

/** What was stored, without the ids that the tenant gave. */
function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, member) => (name === 'id' ? undefined : member)));
}

describe('the printed examples', () => {
  it.each([
    ['with what is required, in JSON', REQUIRED_ONLY, {}, REQUIRED_ONLY],
    ['with what is required, in XML', REQUIRED_ONLY_XML, XML, REQUIRED_ONLY],
    ['with all elements, in JSON', ALL_ELEMENTS, {}, ALL_ELEMENTS],
    ['with all elements, in XML', ALL_ELEMENTS_XML, XML, ALL_ELEMENTS],
  ] as const)('%s make a customer', async (_name, body, headers, stored) => {
    const tenant = await openTenant();
    const answer = await tenant.create(body, headers);
    expect([answer.status, answer.body]).toEqual([201, '']);
    expect(answer.headers.get('location')).toBe('/system/ws/v12/interaction/customer/2801');
    const [customer] = await tenant.customers();
    expect(withoutIds(customer.fields)).toEqual(stored);
  });

  it('have ids that go up from 2801, and from there again after a reset', async () => {
    const tenant = await openTenant();
    await tenant.create(REQUIRED_ONLY);
    const second = await tenant.create(REQUIRED_ONLY);
    expect(second.headers.get('location')).toBe('/system/ws/v12/interaction/customer/2802');
    await tenant.control('POST', '_reset');
    await tenant.logIn();
    const again = await tenant.create(REQUIRED_ONLY);
    expect(again.headers.get('location')).toBe('/system/ws/v12/interaction/customer/2801');
  });
});

describe('a customer', () => {
  it.each([
    ['without a type', withMembers({ type: {} })],
    ['of another type', withMembers({ type: { value: 'group' } })],
    ['without a contact person', withMembers({ contactPersons: { contactPerson: [] } })],
    [
      'with two contact persons',
      withMembers({ contactPersons: { contactPerson: [{ firstName: 'A' }, { firstName: 'B' }] } }),
    ],
    ['without a first name', withPerson({ firstName: undefined, lastName: 'Sample' })],
    ['with a blank first name', withPerson({ firstName: ' ' })],
    ['with a role that is none', withMembers({ role: { value: 'Applicant' } })],
    ['with a role in small letters', withMembers({ role: { value: 'customer' } })],
    ['referred by no way there is', withMembers({ howReferred: { value: 'Radio' } })],
    ['with too long a pin', withMembers({ pin: 'x'.repeat(256) })],
    ['with too long a first name', withPerson({ firstName: 'x'.repeat(125) })],
    ['with a department that is none', withMembers({ department: { name: 'Sales' } })],
    ['with an id', withMembers({ id: '1' })],
    ['with a member that is none', withMembers({ firstName: 'Jack' })],
    ['with a member from the prototype', withMembers({ toString: 'x' })],
    ['with a list for an object', withMembers({ role: [{ value: 'Customer' }] })],
    ['with an object for a list', withMembers({ contactPersons: { contactPerson: { firstName: 'Jack' } } })],
    ['with an object for a text', withPerson({ lastName: { value: 'x' } })],
    ['with a consent that is neither true nor false', withPerson({ hasDirectCallingConsent: 'yes' })],
    ['born on no date', withPerson({ dateOfBirth: '1980-13-01T00:00:00Z' })],
  ])('%s is refused with 400', async (_name, body) => {
    const tenant = await openTenant();
    const answer = await tenant.create(body);
    expect([answer.status, answer.body.code]).toEqual([400, '400-101']);
    expect(await tenant.customers()).toEqual([]);
  });

  it('may have a pin of 255 characters', async () => {
    const tenant = await openTenant();
    expect((await tenant.create(withMembers({ pin: '😀'.repeat(255) }))).status).toBe(201);
  });

  it('may be sent with numbers and booleans where text belongs, unless that is assumed away', async () => {
    const tenant = await openTenant();
    const body = withPerson({ dependents: 4, isSmoker: false, lastName: null });
    expect((await tenant.create(body)).status).toBe(201);
    const [{ fields }] = await tenant.customers();
    expect(fields.contactPersons.contactPerson[0]).toMatchObject({ dependents: '4', isSmoker: 'false' });
    tenant.assume({ plainValues: 'text' });
    expect((await tenant.create(body)).status).toBe(400);
  });

  it('may have members that are none, where that is assumed', async () => {
    const tenant = await openTenant({ assumptions: { unknownMembers: 'ignored' } });
    expect((await tenant.create(withMembers({ nonsense: { a: [1] } }))).status).toBe(201);
    const [{ fields }] = await tenant.customers();
    expect(withoutIds(fields)).toEqual(REQUIRED_ONLY);
  });

  it('may have only the levels that are configured, once some are', async () => {
    const tenant = await openTenant({ assumptions: { choices: { 'level.value': ['Gold'] } } });
    expect((await tenant.create(withMembers({ level: { value: 'Iron' } }))).status).toBe(400);
    expect((await tenant.create(withMembers({ level: { value: 'Gold' } }))).status).toBe(201);
  });
});

describe('a contact point', () => {
  it.each([
    ['of a kind that is none', { type: { value: 'fax' } }],
    ['without a kind', { type: { email: { emailAddress: 'a@example.com' } } }],
    ['without the child of its kind', { type: { value: 'email' } }],
    ['with the child of another kind', { type: { ...emailPoint('a@example.com').type, value: 'phone' } }],
    ['with children of two kinds', { type: { ...phonePoint().type, ...emailPoint('a@example.com').type } }],
    ['without its number', phonePoint({ phoneNo: '' })],
    ['without the type of its number', phonePoint({ type: undefined })],
    ['with a type of number that is none', phonePoint({ type: { value: 'car' } })],
    ['with too long a number', phonePoint({ phoneNo: '5'.repeat(41) })],
    ['with a plus before its country code', phonePoint({ countryCode: '+1' })],
    ['with an address that is none', emailPoint('not an address')],
    [
      'with a street missing',
      { type: { value: 'postal', postal: { type: { value: 'home' }, city: 'Denver' } } },
    ],
    ['with a priority that is none', { ...emailPoint('a@example.com'), priority: { value: 'urgent' } }],
    ['with an id', { ...emailPoint('a@example.com'), id: '9' }],
  ])('%s is refused with 400', async (_name, point) => {
    const tenant = await openTenant();
    expect((await tenant.create(withPoints(point))).status).toBe(400);
    expect(await tenant.customers()).toEqual([]);
  });

  it('may lack its street where that is assumed', async () => {
    const tenant = await openTenant({ assumptions: { requiredParts: { postal: [] } } });
    const point = { type: { value: 'postal', postal: { city: 'Denver' } } };
    expect((await tenant.create(withPoints(point))).status).toBe(201);
  });
});

describe('a custom attribute', () => {
  const sent = (name: string, value = 'x') =>
    withMembers({ customAttributes: { customAttribute: [customAttribute(name, value)] } });

  it.each([
    'preferredlang',
    'isprimary',
    'prioritysequence',
    'submission_id',
    'application_reference',
    'application_type',
    'application',
    'has_cdl',
    'cdl_type',
    'driving_preference',
    'truck_type',
    'application_source',
  ])('%s is there from the beginning, and can be taken away', async (name) => {
    const tenant = await openTenant();
    expect((await tenant.create(sent(name))).status).toBe(201);
    await tenant.control('PATCH', '_tenant', { customAttributes: { customer: { [name]: null } } });
    expect((await tenant.create(sent(name))).status).toBe(400);
    await tenant.control('POST', '_reset');
    await tenant.logIn();
    expect((await tenant.create(sent(name))).status).toBe(201);
  });

  it.each(['nobody_defined_this', 'constructor', ''])('%j that is not defined is refused', async (name) => {
    const tenant = await openTenant();
    expect((await tenant.create(sent(name))).status).toBe(400);
  });

  it('is defined for one level and not for the others', async () => {
    const tenant = await openTenant();
    const customAttributes = { customAttribute: [customAttribute('submission_id', 'x')] };
    expect((await tenant.create(withPerson({ customAttributes }))).status).toBe(400);
    expect(
      (await tenant.create(withPoints({ ...emailPoint('a@example.com'), customAttributes }))).status,
    ).toBe(400);
  });

  it('can be limited in length and to a list of values', async () => {
    const tenant = await openTenant({
      customAttributes: { customer: { application: { maxLength: 3 }, cdl_type: { values: ['A', 'B'] } } },
    });
    expect((await tenant.create(sent('application', 'abcd'))).status).toBe(400);
    expect((await tenant.create(sent('application', 'abc'))).status).toBe(201);
    expect((await tenant.create(sent('cdl_type', 'C'))).status).toBe(400);
    expect((await tenant.create(sent('cdl_type', 'B'))).status).toBe(201);
  });
});

describe('with departmentalisation', () => {
  it('a customer must have a department, which must exist and be the user’s', async () => {
    const tenant = await openTenant({ departmentalisation: true, departments: ['Service', 'Sales'] });
    expect((await tenant.create(REQUIRED_ONLY)).status).toBe(400);
    expect((await tenant.create(withMembers({ department: { name: 'Nowhere' } }))).status).toBe(400);
    const foreign = await tenant.create(withMembers({ department: { name: 'Sales' } }));
    expect([foreign.status, foreign.body.code]).toEqual([403, '403-101']);
    expect((await tenant.create(withMembers({ department: { name: 'Service' } }))).status).toBe(201);
  });
});

describe('a second customer with an address', () => {
  const [first, second] = [buildCustomer('Dup@example.com'), buildCustomer('dup@example.com')];

  it.each([
    ['allow', 201],
    [400, 400],
    [409, 409],
  ] as const)('is answered as the policy %s has it', async (duplicates, status) => {
    const tenant = await openTenant({ assumptions: { duplicates } });
    await tenant.create(first);
    expect((await tenant.create(second)).status).toBe(status);
    expect(await tenant.customers()).toHaveLength(status === 201 ? 2 : 1);
  });

  it('is refused with 400 unless told otherwise, and may have the address in other capitals where those count', async () => {
    const tenant = await openTenant();
    await tenant.create(first);
    expect((await tenant.create(second)).status).toBe(400);
    tenant.assume({ emailsIgnoreCase: false });
    expect((await tenant.create(second)).status).toBe(201);
  });

  it('is what a customer with one address twice counts as', async () => {
    const tenant = await openTenant();
    const points = [emailPoint('a@example.com'), emailPoint('A@example.com')];
    expect((await tenant.create(withPoints(...points))).status).toBe(400);
    tenant.assume({ duplicates: 'allow' });
    expect((await tenant.create(withPoints(...points))).status).toBe(201);
  });

  it('may be in another department', async () => {
    const names = ['Service', 'Sales'];
    const tenant = await openTenant({ departmentalisation: true, departments: names, ownDepartments: names });
    for (const name of names) {
      expect((await tenant.create({ ...first, department: { name } })).status).toBe(201);
      expect((await tenant.create({ ...first, department: { name } })).status).toBe(400);
    }
  });
});

it('a user without the permission gets 403', async () => {
  const tenant = await openTenant({ permissions: { createCustomers: false } });
  expect((await tenant.create(REQUIRED_ONLY)).status).toBe(403);
});
