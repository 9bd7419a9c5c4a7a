import { describe, expect, it } from 'vitest';
import type { ChangedAssumptions } from '../../../../src/sandbox/simulators/fusion-service/assumptions.ts';
import { MESSAGE_EXAMPLE } from '../../../fixtures/fusion-service-examples.ts';
import { BASE, openPod, type Pod } from './pod.ts';

const PEOPLE = [
  { FirstName: 'Ann', LastName: "O'Brien", EmailAddress: 'ann@example.com', City: 'Denver', Country: 'US' },
  {
    FirstName: 'Ben',
    LastName: 'Stone; Jr',
    EmailAddress: 'Ben@Example.com',
    City: 'Boulder',
    Country: 'US',
  },
  { FirstName: 'Cy', LastName: 'Young', EmailAddress: null },
];

async function openWithPeople(assumptions: ChangedAssumptions = {}): Promise<Pod> {
  const pod = openPod({ assumptions });
  await pod.send('DELETE', 'contacts/CDRM_1002');
  for (const person of PEOPLE) await pod.post('contacts', person);
  return pod;
}

/** The first names of whom `q` finds, or the status of its refusal. */
async function who(pod: Pod, q: string, version = '1'): Promise<unknown> {
  const path = `contacts?q=${encodeURIComponent(q)}`;
  const { status, body } = await pod.get(path, { 'rest-framework-version': version });
  return status === 200 ? body.items.map((each: { FirstName: string }) => each.FirstName).join(' ') : status;
}

describe('q', () => {
  it.each([
    ["City='Denver'", 'Ann'],
    ["City = 'Denver'", 'Ann'],
    ["City='denver'", ''],
    ["City!='Denver'", 'Ben'],
    ["City<>'Denver'", 'Ben'],
    ["City>'C'", 'Ann'],
    ["City<='Boulder'", 'Ben'],
    ['EmailAddress IS NULL', 'Cy'],
    ['EmailAddress is not null', 'Ann Ben'],
    ["City LIKE 'B*'", 'Ben'],
    ["City LIKE '%e%'", 'Ann Ben'],
    ["City LIKE '*o*d*'", 'Ben'],
    ["City LIKE 'D*r'", 'Ann'],
    ["City LIKE 'Denver'", 'Ann'],
    ["City LIKE 'Den'", ''],
    ["City LIKE 'b*'", ''],
    ["LastName LIKE '_ou*'", ''],
    ["LastName='O''Brien'", 'Ann'],
    ["City='Denver';Country='US'", 'Ann'],
    ["City='Denver' AND Country='US'", 'Ann'],
    ["Country='US' and FirstName='Ben' AND City='Boulder'", 'Ben'],
    ["City='Denver';FirstName='Ben'", ''],
    ["UPPER(EmailAddress)=UPPER('ben@example.COM')", 'Ben'],
    ["UPPER(EmailAddress)='BEN@EXAMPLE.COM'", 'Ben'],
    ["UPPER(City) LIKE UPPER('bo*')", 'Ben'],
    ["CreationDate>'2000-01-01T00:00:00Z'", 'Ann Ben Cy'],
  ])('%s finds "%s"', async (q, names) => {
    expect(await who(await openWithPeople(), q)).toBe(names);
  });

  it.each([
    '',
    ' ',
    'City',
    'City=',
    "='Denver'",
    "City='Denver",
    "City=Denver'",
    'City=Denver',
    "City=='Denver'",
    "City='Denver';",
    "City='Denver' Country='US'",
    "City='Denver' OR Country='US'",
    "(City='Denver')",
    'City LIKE',
    'City IS',
    "City IS 'NULL'",
    "City IN ('Denver')",
    "UPPER(City='Denver')",
    "LOWER(City)='denver'",
    "UPPER(City)=UPPER('x'",
    "LastName='O'Brien'",
    "LastName='Stone; Jr'",
    "Colour='red'",
    "constructor='x'",
    "__proto__='x'",
    "PartyId='x'",
    "PartyId='99999999999999999999'",
    "CreationDate>'soon'",
    '\u0000',
    "City='Denver'--",
  ])('%s is refused', async (q) => {
    const pod = await openWithPeople();
    const { status, body } = await pod.get(`contacts?q=${encodeURIComponent(q)}`);
    expect([status, body.status]).toEqual([400, '400']);
  });

  it('of a great length is answered in time', async () => {
    const pod = await openWithPeople();
    expect(await who(pod, Array(5_000).fill("City='Denver'").join(';'))).toBe('Ann');
    expect(await who(pod, `City LIKE '${'*e'.repeat(20_000)}'`)).toBe('');
    expect(await who(pod, '('.repeat(50_000))).toBe(400);
    expect(await who(pod, ' '.repeat(50_000))).toBe(400);
  });

  it('does not search large objects', async () => {
    const pod = openPod();
    await pod.createServiceRequest({ messages: [MESSAGE_EXAMPLE] });
    const path = 'serviceRequests/SR0000012345/child/messages';
    expect((await pod.get(`${path}?q=MessageContent='x'`)).status).toBe(400);
    expect((await pod.get(`${path}?q=StatusCd='ORA_SVC_READY'`)).body.count).toBe(1);
  });

  it('joins by AND or semicolon as the protocol version has it, where the tenant does that', async () => {
    const pod = await openWithPeople({ joiners: 'byVersion', andFrom: 3 });
    const and = "City='Denver' AND Country='US'";
    const semicolon = "City='Denver';Country='US'";
    expect([await who(pod, and, '2'), await who(pod, semicolon, '2')]).toEqual([400, 'Ann']);
    expect([await who(pod, and, '3'), await who(pod, semicolon, '3')]).toEqual(['Ann', 400]);
  });

  it('escapes quotes as the tenant has it', async () => {
    const pod = await openWithPeople({ quoteEscape: 'backslash' });
    expect(await who(pod, "LastName='O\\'Brien'")).toBe('Ann');
    expect(await who(pod, "LastName='O''Brien'")).toBe(400);
    pod.assume({ quoteEscape: 'none' });
    expect(await who(pod, "LastName='O''Brien'")).toBe(400);
  });

  it('has semicolons in texts, ignores capitals, or has no UPPER, where the tenant is like that', async () => {
    const pod = await openWithPeople({ semicolonInLiterals: 'literal', textIgnoresCase: true });
    expect(await who(pod, "LastName='Stone; Jr'")).toBe('Ben');
    expect(await who(pod, "EmailAddress='ben@example.com'")).toBe('Ben');
    expect(await who(pod, "City LIKE 'b*'")).toBe('Ben');
    pod.assume({ upperInQueries: false });
    expect(await who(pod, "UPPER(City)='DENVER'")).toBe(400);
  });
});

describe('a page', () => {
  it('has as many rows as asked for, and tells whether there are more', async () => {
    const pod = await openWithPeople();
    const page = async (query: string) => {
      const { items, count, hasMore, limit, offset } = (await pod.get(`contacts?${query}`)).body;
      return [items.length, count, hasMore, limit, offset];
    };
    expect(await page('limit=2')).toEqual([2, 2, true, 2, 0]);
    expect(await page('limit=2&offset=2')).toEqual([1, 1, false, 2, 2]);
    expect(await page('limit=3')).toEqual([3, 3, false, 3, 0]);
    expect(await page('offset=9')).toEqual([0, 0, false, 25, 9]);
    expect(await page('')).toEqual([3, 3, false, 25, 0]);
  });

  it('has no more rows than the server allows, however many are asked for', async () => {
    const pod = await openWithPeople({ maxLimit: 2 });
    expect((await pod.get('contacts?limit=1000')).body).toMatchObject({ limit: 2, count: 2, hasMore: true });
    expect((await pod.get('contacts')).body.limit).toBe(2);
  });

  it('tells the total only if asked', async () => {
    const pod = await openWithPeople();
    expect((await pod.get('contacts?limit=1')).body.totalResults).toBeUndefined();
    expect((await pod.get('contacts?limit=1&totalResults=true')).body.totalResults).toBe(3);
  });

  it.each([
    'limit=0',
    'limit=-1',
    'limit=x',
    'limit=',
    'limit=1e3',
    'limit=9999999999',
    'offset=-1',
    'offset=1.5',
  ])('cannot be asked for with %s', async (query) => {
    expect((await openPod().get(`contacts?${query}`)).status).toBe(400);
  });

  it('is in the order that is asked for, what is null at the end', async () => {
    const pod = await openWithPeople();
    const order = async (orderBy: string) => {
      const { status, body } = await pod.get(`contacts?orderBy=${orderBy}`);
      return status === 200
        ? body.items.map((each: { FirstName: string }) => each.FirstName).join(' ')
        : status;
    };
    expect(await order('FirstName:desc')).toBe('Cy Ben Ann');
    expect(await order('City')).toBe('Ben Ann Cy');
    expect(await order('Country:asc,FirstName:desc')).toBe('Ben Ann Cy');
    expect(await order('PartyId:desc')).toBe('Cy Ben Ann');
    expect(await order('Colour')).toBe(400);
    expect(await order('City:up')).toBe(400);
  });

  it('has the address it was asked for at', async () => {
    const { links } = (await openPod().get('contacts?limit=1')).body;
    expect(links).toEqual([{ rel: 'self', href: `${BASE}/contacts`, name: 'contacts', kind: 'collection' }]);
  });
});

describe('what of a row is shown', () => {
  it('is all, or only data, or only some of it', async () => {
    const pod = await openWithPeople();
    const first = async (query: string) => (await pod.get(`contacts?limit=1&${query}`)).body.items[0];
    expect((await first('')).links).toBeDefined();
    const data = await first('onlyData=true');
    expect([data.links, data.FirstName]).toEqual([undefined, 'Ann']);
    expect(await first('onlyData=true&fields=City,FirstName')).toEqual({ FirstName: 'Ann', City: 'Denver' });
    expect(Object.keys(await first('fields=City'))).toEqual(['City', 'links']);
    expect((await pod.get('contacts/CDRM_10001?onlyData=true&fields=City')).body).toEqual({ City: 'Denver' });
    const young = { 'rest-framework-version': '9' };
    expect((await pod.get('contacts/CDRM_10001?onlyData=true&fields=City', young)).body).toEqual({
      City: 'Denver',
    });
  });

  it('can be what is below it', async () => {
    const pod = openPod();
    await pod.createServiceRequest({ messages: [MESSAGE_EXAMPLE] });
    const read = async (query: string) =>
      (await pod.get(`serviceRequests/SR0000012345?onlyData=true&${query}`)).body;
    expect((await read('expand=messages')).messages).toMatchObject([{ StatusCd: 'ORA_SVC_READY' }]);
    expect(await read('expand=all')).toMatchObject({ contacts: [], interactions: [], Attachment: [] });
    expect(await read('fields=Title;messages:StatusCd,SourceCd')).toEqual({
      Title: 'Driver application: Craig Daniels',
      messages: [{ StatusCd: 'ORA_SVC_READY', SourceCd: null }],
    });
  });

  it.each([
    'fields=Colour',
    'fields=__proto__',
    'expand=Colour',
    'fields=City;Colour:Red',
    'expand=constructor',
  ])('cannot be %s', async (query) => {
    expect((await openPod().get(`contacts?${query}`)).status).toBe(400);
  });
});
