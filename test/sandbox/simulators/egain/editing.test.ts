import { describe, expect, it } from 'vitest';
import { ALL_ELEMENTS, EDIT_XML, REQUIRED_ONLY } from '../../../fixtures/egain-examples.ts';
import { buildCustomer, customAttribute, emailPoint, openTenant, XML } from './tenant.ts';

/** A tenant with one customer, whose contact person is 3801 and whose contact points are 5801 (e-mail) and 5802 (phone). */
async function openWithCustomer() {
  const tenant = await openTenant();
  await tenant.create(buildCustomer('a@example.com'));
  const person = async () => (await tenant.customers())[0].fields.contactPersons.contactPerson[0];
  const editPerson = (changes: Record<string, unknown>) =>
    tenant.edit({ id: '2801', contactPersons: { contactPerson: [{ id: '3801', ...changes }] } });
  return { ...tenant, person, editPerson };
}

describe('an edit', () => {
  it('answers 204 without a body, and changes what it says and nothing else', async () => {
    const tenant = await openWithCustomer();
    const { status, body } = await tenant.edit({ id: '2801', pin: '0121', role: { value: 'Customer' } });
    expect([status, body]).toEqual([204, '']);
    const [{ fields }] = await tenant.customers();
    expect(fields).toMatchObject({ pin: '0121', role: { value: 'Customer' }, type: { value: 'individual' } });
    expect(await tenant.person()).toMatchObject({ firstName: 'Craig', lastName: 'Daniels' });
  });

  it('as the vendor prints it is accepted in XML', async () => {
    const tenant = await openTenant();
    await tenant.create(ALL_ELEMENTS);
    expect((await tenant.edit(EDIT_XML, XML)).status).toBe(204);
    const [{ fields }] = await tenant.customers();
    expect(fields).toMatchObject({ pin: '0121', howReferred: { value: '' }, entitlements: '' });
  });

  it('names the contact person and its contact points by id', async () => {
    const tenant = await openWithCustomer();
    const change = { id: '5801', ...emailPoint('b@example.com') };
    expect(
      (await tenant.editPerson({ lastName: 'Daniel', contactPoints: { contactPoint: [change] } })).status,
    ).toBe(204);
    const person = await tenant.person();
    expect(person).toMatchObject({ firstName: 'Craig', lastName: 'Daniel' });
    expect(person.contactPoints.contactPoint).toMatchObject([
      { id: '5801', type: { email: { emailAddress: 'b@example.com' } } },
      { id: '5802', type: { phone: { phoneNo: '555-0142' } } },
    ]);
    expect((await tenant.get('interaction/customer?email=a@example.com')).status).toBe(404);
    expect((await tenant.get('interaction/customer?email=b@example.com')).status).toBe(200);
  });

  it('adds a contact point that has no id, unless that is assumed away', async () => {
    const tenant = await openWithCustomer();
    const contactPoints = { contactPoint: [emailPoint('c@example.com')] };
    expect((await tenant.editPerson({ contactPoints })).status).toBe(204);
    expect((await tenant.person()).contactPoints.contactPoint.map(({ id }: { id: string }) => id)).toEqual([
      '5801',
      '5802',
      '5803',
    ]);
    tenant.assume({ editAddsPoints: false });
    expect(
      (await tenant.editPerson({ contactPoints: { contactPoint: [emailPoint('d@example.com')] } })).status,
    ).toBe(400);
  });

  it('replaces a custom attribute by its name and keeps the others', async () => {
    const tenant = await openWithCustomer();
    const attributes = (...customAttributes: unknown[]) =>
      tenant.edit({ id: '2801', customAttributes: { customAttribute: customAttributes } });
    await attributes(customAttribute('cdl_type', 'A'), customAttribute('has_cdl', 'yes'));
    await attributes(customAttribute('cdl_type', 'B'));
    const [{ fields }] = await tenant.customers();
    expect(fields.customAttributes.customAttribute).toEqual([
      customAttribute('cdl_type', 'B'),
      customAttribute('has_cdl', 'yes'),
    ]);
  });

  it.each([
    ['without an id', { pin: '1' }, 400],
    ['with an id that is none', { id: 'x', pin: '1' }, 400],
    ['of a customer that is none', { id: '9999', pin: '1' }, 404],
    ['to another type', { id: '2801', type: { value: 'group' } }, 400],
    ['with too long a pin', { id: '2801', pin: 'x'.repeat(256) }, 400],
    ['with a role that is none', { id: '2801', role: { value: 'x' } }, 400],
    ['to another department', { id: '2801', department: { name: 'Service' } }, 400],
    [
      'of the contact person without its id',
      { id: '2801', contactPersons: { contactPerson: [{ lastName: 'x' }] } },
      400,
    ],
    [
      'of another contact person',
      { id: '2801', contactPersons: { contactPerson: [{ id: '1', lastName: 'x' }] } },
      400,
    ],
    [
      'of a contact point that is none',
      {
        id: '2801',
        contactPersons: { contactPerson: [{ id: '3801', contactPoints: { contactPoint: [{ id: '1' }] } }] },
      },
      400,
    ],
    [
      'of a contact point to another kind',
      {
        id: '2801',
        contactPersons: {
          contactPerson: [
            { id: '3801', contactPoints: { contactPoint: [{ id: '5802', ...emailPoint('x@example.com') }] } },
          ],
        },
      },
      400,
    ],
    [
      'that takes the first name away',
      { id: '2801', contactPersons: { contactPerson: [{ id: '3801', firstName: '' }] } },
      400,
    ],
    [
      'with a custom attribute that is none',
      { id: '2801', customAttributes: { customAttribute: [customAttribute('x', 'y')] } },
      400,
    ],
  ])('%s is refused', async (_name, body, status) => {
    const tenant = await openWithCustomer();
    const before = await tenant.customers();
    expect((await tenant.edit(body)).status).toBe(status);
    expect(await tenant.customers()).toEqual(before);
  });

  it('to an address that another customer has is refused as the policy has it', async () => {
    const tenant = await openWithCustomer();
    await tenant.create(buildCustomer('b@example.com'));
    const contactPoints = { contactPoint: [{ id: '5801', ...emailPoint('B@example.com') }] };
    expect((await tenant.editPerson({ contactPoints })).status).toBe(400);
    tenant.assume({ duplicates: 409 });
    expect((await tenant.editPerson({ contactPoints })).status).toBe(409);
    tenant.assume({ duplicates: 'allow' });
    expect((await tenant.editPerson({ contactPoints })).status).toBe(204);
  });

  it('of another department’s customer, or without the permission, is forbidden', async () => {
    const tenant = await openTenant({ departments: ['Service', 'Sales'] });
    await tenant.create({ ...REQUIRED_ONLY, department: { name: 'Sales' } });
    tenant.simulator.changeTenant({ departmentalisation: true });
    expect((await tenant.edit({ id: '2801', pin: '1' })).status).toBe(403);
    tenant.simulator.changeTenant({ departmentalisation: false, permissions: { editCustomers: false } });
    expect((await tenant.edit({ id: '2801', pin: '1' })).status).toBe(403);
  });
});
