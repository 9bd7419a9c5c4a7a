import { describe, expect, it } from 'vitest';
import { ALL_ELEMENTS } from '../../../fixtures/egain-examples.ts';
import { buildCustomer, byEmail, customAttribute, openTenant, phonePoint } from './tenant.ts';

const SEARCH = 'interaction/customer';

/** A tenant with so many customers, all of one phone number. */
async function openCrowd(size: number) {
  const tenant = await openTenant();
  for (let n = 1; n <= size; n += 1) {
    await tenant.create(buildCustomer(`n${n}@example.com`, { firstName: `F${size - n}`, lastName: '' }));
  }
  const ids = async (query: string) => {
    const { status, body } = await tenant.get(`${SEARCH}?phone=555-0142${query}`);
    return status === 200 ? body.customer.map(({ id }: { id: string }) => Number(id)) : status;
  };
  return { ...tenant, ids };
}

describe('a search', () => {
  it('finds a customer by its whole address, and shows a summary', async () => {
    const tenant = await openTenant({ now: () => Date.UTC(2026, 10, 29) });
    await tenant.create(ALL_ELEMENTS);
    const { status, body } = await tenant.get(byEmail('jack@example.com'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      link: [{ rel: 'self', href: '/system/ws/v12/interaction/customer?email=jack%40example.com' }],
      paginationInfo: { pagenum: '1', pagesize: '25' },
      customer: [
        {
          id: '2801',
          link: [{ rel: 'self', href: '/system/ws/v12/interaction/customer/2801' }],
          cases: { link: [{ rel: 'case', href: '/system/ws/v12/interaction/case?customer=2801' }] },
          customerName: 'Jack Q Sample',
          department: { id: '1000', name: 'Service' },
          type: { value: 'individual', displayValue: 'Individual' },
          contactPersons: { contactPerson: [{ id: '3801', firstName: 'Jack' }] },
          lastModified: { date: '2026-11-29T00:00:00.000Z' },
        },
      ],
    });
    expect(body.customer[0]).not.toHaveProperty('pin');
    expect(body.customer[0]).not.toHaveProperty('customAttributes');
  });

  it.each([
    [
      'all',
      [
        'created',
        'createdBy',
        'customAttributes',
        'entitlements',
        'howReferred',
        'industry',
        'level',
        'marketSegment',
        'pin',
        'role',
      ],
    ],
    ['pin,custom.preferredlang', ['customAttributes', 'pin']],
    ['custom.isprimary', []],
  ])('shows besides what $attribute=%s asks for', async (attribute, expected) => {
    const tenant = await openTenant();
    await tenant.create(ALL_ELEMENTS);
    const [plain] = (await tenant.get(byEmail('jack@example.com'))).body.customer;
    const [more] = (await tenant.get(`${byEmail('jack@example.com')}&$attribute=${attribute}`)).body.customer;
    const added = Object.keys(more).filter((name) => !(name in plain));
    expect(added.sort()).toEqual(expected);
  });

  it.each(['jack', '@example.com', 'jack@example.co', 'ack@example.com', '*'])(
    'for a part of an address (%s) has no hit',
    async (part) => {
      const tenant = await openTenant();
      await tenant.create(ALL_ELEMENTS);
      expect((await tenant.get(byEmail(part))).status).toBe(404);
    },
  );

  it('finds an address with a plus only where the plus is encoded', async () => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('craig+jobs@example.com'));
    expect((await tenant.get(`${SEARCH}?email=craig%2Bjobs@example.com`)).status).toBe(200);
    expect((await tenant.get(`${SEARCH}?email=craig+jobs@example.com`)).status).toBe(404);
  });

  it('without a hit is 404 with an error, or 204 where that is assumed', async () => {
    const tenant = await openTenant();
    const missing = await tenant.get(byEmail('nobody@example.com'));
    expect([missing.status, missing.body.code]).toEqual([404, '404-101']);
    tenant.assume({ noHit: 204 });
    const empty = await tenant.get(byEmail('nobody@example.com'));
    expect([empty.status, empty.body]).toEqual([204, '']);
  });

  it.each([
    ['555-0142', 200, 200],
    ['5550142', 200, 404],
    ['7205550142', 200, 404],
    ['17205550142', 200, 404],
    ['0142', 404, 404],
    ['720', 404, 404],
  ])('for the phone %s answers %i, or %i where only phoneNo counts', async (phone, byParts, byNumber) => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com', { contactPoints: { contactPoint: [phonePoint()] } }));
    expect((await tenant.get(`${SEARCH}?phone=${phone}`)).status).toBe(byParts);
    tenant.assume({ phoneSearch: 'number' });
    expect((await tenant.get(`${SEARCH}?phone=${phone}`)).status).toBe(byNumber);
  });

  it('finds by a custom attribute, unless that is assumed away', async () => {
    const tenant = await openTenant();
    const customAttributes = { customAttribute: [customAttribute('submission_id', 'abc-1')] };
    await tenant.create({ ...buildCustomer('a@example.com'), customAttributes });
    expect((await tenant.get(`${SEARCH}?custom.submission_id=abc-1`)).body.customer[0].id).toBe('2801');
    expect((await tenant.get(`${SEARCH}?custom.submission_id=abc`)).status).toBe(404);
    tenant.assume({ customSearch: false });
    expect((await tenant.get(`${SEARCH}?custom.submission_id=abc-1`)).status).toBe(400);
  });

  it('with two criteria finds what meets both', async () => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com'));
    expect((await tenant.get(`${byEmail('a@example.com')}&phone=555-0142`)).status).toBe(200);
    expect((await tenant.get(`${byEmail('a@example.com')}&phone=555-0199`)).status).toBe(404);
  });

  it.each([
    '',
    '?$attribute=all',
    '?email=',
    '?name=Jack',
    '?email=a@example.com&email=b@example.com',
    '?email=a@example.com&$attribute=nonsense',
    '?email=a@example.com&$attribute=',
    '?email=a@example.com&$filter=x',
    '?email=a@example.com&$pagenum=0',
    '?email=a@example.com&$pagenum=one',
    '?email=a@example.com&$pagesize=0',
    '?email=a@example.com&$pagesize=76',
    '?email=a@example.com&$pagesize=2.5',
    '?email=a@example.com&$rangestart=-1',
    '?email=a@example.com&$rangesize=76',
    '?email=a@example.com&$pagenum=1&$rangestart=0',
    '?email=a@example.com&$pagesize=5&$rangesize=5',
    '?email=a@example.com&$order=asc',
    '?email=a@example.com&$sort=id&$order=up',
    '?email=a@example.com&$sort=shoeSize',
    '?email=a@example.com&$count=maybe',
  ])('for %j is refused with 400', async (query) => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com'));
    expect((await tenant.get(SEARCH + query)).status).toBe(400);
  });

  it('of another department’s customers has no hit', async () => {
    const tenant = await openTenant({ departments: ['Service', 'Sales'] });
    await tenant.create({ ...buildCustomer('a@example.com'), department: { name: 'Sales' } });
    expect((await tenant.get(byEmail('a@example.com'))).status).toBe(200);
    tenant.simulator.changeTenant({ departmentalisation: true });
    expect((await tenant.get(byEmail('a@example.com'))).status).toBe(404);
    expect((await tenant.get(`${SEARCH}/2801`)).status).toBe(403);
  });

  it('is forbidden to a user without the permission', async () => {
    const tenant = await openTenant({ permissions: { viewCustomers: false } });
    expect((await tenant.get(byEmail('a@example.com'))).status).toBe(403);
  });
});

describe('the hits', () => {
  it('come in pages of 25 unless told otherwise, at most 75, with the way to the next', async () => {
    const tenant = await openCrowd(30);
    expect(await tenant.ids('')).toHaveLength(25);
    expect(await tenant.ids('&$pagesize=75')).toHaveLength(30);
    expect(await tenant.ids('&$pagenum=2')).toEqual([2826, 2827, 2828, 2829, 2830]);
    expect(await tenant.ids('&$pagenum=2&$pagesize=3')).toEqual([2804, 2805, 2806]);
    expect(await tenant.ids('&$pagenum=3')).toBe(404);
    const { paginationInfo } = (
      await tenant.get(`${SEARCH}?phone=555-0142&$pagenum=2&$pagesize=10&$count=yes`)
    ).body;
    const page = (number: number) =>
      `/system/ws/v12/interaction/customer?phone=555-0142&$pagenum=${number}&$pagesize=10&$count=yes`;
    expect(paginationInfo).toEqual({
      link: [
        { rel: 'prev', href: page(1) },
        { rel: 'next', href: page(3) },
      ],
      count: '30',
      pagenum: '2',
      pagesize: '10',
    });
  });

  it('come in ranges, counted from where it is assumed', async () => {
    const tenant = await openCrowd(4);
    expect(await tenant.ids('&$rangestart=1&$rangesize=2')).toEqual([2802, 2803]);
    tenant.assume({ rangeFrom: 1 });
    expect(await tenant.ids('&$rangestart=1&$rangesize=2')).toEqual([2801, 2802]);
    expect(await tenant.ids('&$rangestart=0')).toBe(400);
  });

  it('are sorted as asked', async () => {
    const tenant = await openCrowd(3);
    expect(await tenant.ids('&$sort=id&$order=desc')).toEqual([2803, 2802, 2801]);
    expect(await tenant.ids('&$sort=customerName')).toEqual([2803, 2802, 2801]);
    expect(await tenant.ids('&$sort=type&$order=asc')).toEqual([2801, 2802, 2803]);
  });
});

describe('reading by id', () => {
  it('shows a customer, or several', async () => {
    const tenant = await openCrowd(3);
    const one = await tenant.get(`${SEARCH}/2802?$attribute=all`);
    expect([one.status, one.body.customer.length, one.body.customer[0].id]).toEqual([200, 1, '2802']);
    const two = await tenant.get(`${SEARCH}/2803,2801,9999`);
    expect(two.body.customer.map(({ id }: { id: string }) => id)).toEqual(['2801', '2803']);
  });

  it.each([
    ['9999', 404],
    ['abc', 400],
    ['2801,', 400],
    ['__proto__', 400],
    [Array.from({ length: 76 }, (_, n) => n).join(','), 400],
    ['2801?$pagenum=1', 400],
    ['2801?email=a@example.com', 400],
    ['2801?$attribute=nonsense', 400],
  ])('%s is %i', async (rest, status) => {
    const tenant = await openCrowd(1);
    expect((await tenant.get(`${SEARCH}/${rest}`)).status).toBe(status);
  });
});
