import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, openSite, type Site } from './site.ts';

const TOKEN = '[A1B2C3D4]';

/** Contact 2 with one address, 51718 with two, 51719 with none; two incidents about 51718, one about 2. */
async function openBusySite(options = {}): Promise<Site> {
  let now = Date.UTC(2026, 10, 21);
  const site = openSite({
    now: () => {
      now += 1_000;
      return now;
    },
    ...options,
  });
  const emails = [
    { address: 'newuser@domain.com', addressType: { id: 0 } },
    { address: "o'brien@domain.com", addressType: { id: 1 } },
  ];
  await site.post('contacts', buildContact({ emails }));
  await site.post('contacts', { name: { first: 'No', last: 'Mail' } });
  const about = { primaryContact: { id: 51718 } };
  await site.post('incidents', buildIncident({ ...about, subject: `Application ${TOKEN}` }));
  await site.post('incidents', buildIncident({ ...about, subject: '100% sure', customFields: { c: {} } }));
  await site.post('incidents', buildIncident({ subject: 'Other', threads: [{ text: 'a' }, { text: 'b' }] }));
  return site;
}

describe('the answer to a query', () => {
  it('has one table, its cells text, and links', async () => {
    const site = await openBusySite();
    const roql = "SELECT ID FROM Contacts WHERE Emails.Address = 'newuser@domain.com'";
    const { status, body } = await site.query(roql);
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [{ tableName: 'contacts', count: 1, columnNames: ['id'], rows: [['51718']] }],
      links: [
        { rel: 'self', href: `${BASE}/queryResults?query=${encodeURIComponent(roql)}` },
        { rel: 'canonical', href: `${BASE}/queryResults` },
        { rel: 'describedby', href: expect.any(String), mediaType: 'application/schema+json' },
      ],
    });
  });

  it('keeps the column names when nothing was found', async () => {
    const { status, body } = await openSite().query(
      "SELECT ID, ReferenceNumber FROM Incidents WHERE CustomFields.c.submission_id = 'none'",
    );
    expect(status).toBe(200);
    expect(body.items).toEqual([
      { tableName: 'incidents', count: 0, columnNames: ['id', 'referenceNumber'], rows: [] },
    ]);
  });

  it('is the same with and without the slash', async () => {
    const site = openSite();
    const query = `query=${encodeURIComponent('SELECT ID FROM Contacts')}`;
    const withSlash = await site.get(`queryResults/?${query}`);
    expect((await site.get(`queryResults?${query}`)).body).toEqual(withSlash.body);
  });

  it('has one table for each statement', async () => {
    const { body } = await (await openBusySite()).query(
      'SELECT ID FROM Contacts WHERE ID = 2; SELECT Subject FROM Incidents LIMIT 1;',
    );
    expect(body.items.map((item: { tableName: string }) => item.tableName)).toEqual([
      'contacts',
      'incidents',
    ]);
  });

  it('names columns after the last part of the path, or the alias', async () => {
    const { body } = await (await openBusySite()).query(
      'SELECT ID, Name.First, PrimaryContact.ID FROM Incidents',
    );
    expect(body.detail).toBe('Unknown table or column: Name.First');
    const named = await (await openBusySite()).query(
      'SELECT id, PrimaryContact.ID, referencenumber, CustomFields.c.submission_id, ' +
        'CustomFields.c.truck_type.LookupName, Subject AS what FROM Incidents',
    );
    expect(named.body.items[0].columnNames).toEqual([
      'id',
      'id',
      'referenceNumber',
      'submission_id',
      'lookupName',
      'what',
    ]);
  });

  it('writes booleans, ids and nothing', async () => {
    const roql =
      'SELECT ID, CustomFields.c.has_cdl, CustomFields.c.cdl_type, CustomFields.c.cdl_type.ID, ' +
      'CustomFields.c.cdl_type.LookupName FROM Contacts WHERE ID IN (2, 51718)';
    expect(await (await openBusySite()).rows(roql)).toEqual([
      ['2', null, null, null, null],
      ['51718', '1', '96', '96', 'Class A'],
    ]);
    const words = await openBusySite({ assumptions: { booleanCells: 'words' } });
    expect((await words.rows(roql))[1]?.[1]).toBe('true');
  });

  it('shows every plain column for *', async () => {
    const { body } = await openSite().query('SELECT * FROM Contacts');
    const { columnNames, rows } = body.items[0];
    expect(columnNames).toEqual(
      expect.arrayContaining(['id', 'lookupName', 'createdTime', 'updatedTime', 'login', 'disabled']),
    );
    expect(rows[0][columnNames.indexOf('lookupName')]).toBe('Alex Rivers');
  });

  it('has a row for each item of a list that the query mentions', async () => {
    const site = await openBusySite();
    expect(await site.rows('SELECT ID, Emails.Address FROM Contacts')).toEqual([
      ['2', 'alex.rivers@example.com'],
      ['51718', 'newuser@domain.com'],
      ['51718', "o'brien@domain.com"],
      ['51719', null],
    ]);
    expect(await site.rows('SELECT Threads.Text FROM Incidents WHERE Threads.Text IS NOT NULL')).toEqual([
      ['a'],
      ['b'],
    ]);
  });
});

describe('a query', () => {
  it.each([
    ["Emails.Address = 'newuser@domain.com'", ['51718']],
    ["Emails.EmailList.Address = 'newuser@domain.com'", ['51718']],
    ["emails.emaillist.address = 'NEWUSER@DOMAIN.COM'", ['51718']],
    ["Emails.Address = 'o''brien@domain.com'", ['51718']],
    ['Emails.EmailList.AddressType = 1', ['51718']],
    ["Emails.Address = 'newuser@domain.com' AND Emails.AddressType.ID = 1", []],
    ["Phones.PhoneList.RawNumber = '7203401313'", ['51718']],
    ["Phones.PhoneType.LookupName = 'Mobile'", ['51718']],
    ["Name.First = 'craig' AND Name.Last = 'Daniels'", ['51718']],
    ["Name.First = 'No' OR Name.First = 'Alex'", ['2', '51719']],
    ["Name.First = 'No' OR Name.First = 'Alex' AND ID = 51718", ['51719']],
    ["(Name.First = 'No' OR Name.First = 'Alex') AND ID = 51719", ['51719']],
    ["NOT Name.First = 'Craig'", ['2', '51719']],
    ['ID = 2', ['2']],
    ["ID = '2'", ['2']],
    ["ID = 'two'", []],
    ['2 = ID', ['2']],
    ['ID != 2', ['51718', '51719']],
    ['ID <> 2', ['51718', '51719']],
    ['ID < 51718', ['2']],
    ['ID <= 51718', ['2', '51718']],
    ['ID > 51718', ['51719']],
    ['ID >= 51718', ['51718', '51719']],
    ['ID > -1', ['2', '51718', '51719']],
    ['ID IN (2, 51719, 7)', ['2', '51719']],
    ["ID IN ('2')", ['2']],
    ['ID NOT IN (2, 51719)', ['51718']],
    ['ID NOT IN (2, NULL)', []],
    ["Emails.Address IN ('nobody@x.example', 'ALEX.rivers@example.com')", ['2']],
    ["Address.StateOrProvince.LookupName = 'CO'", ['51718']],
    ["Address.Country.LookupName = 'US'", ['2', '51718']],
    ["CustomFields.c.cdl_type.LookupName = 'Class A'", ['51718']],
    ['CustomFields.c.cdl_type = 96', ['51718']],
    ['CustomFields.c.has_cdl = 1', ['51718']],
    ["CustomFields.c.has_cdl = 'true'", ['51718']],
    ['CustomFields.c.has_cdl IS NULL', ['2', '51719']],
    ['CustomFields.c.has_cdl = NULL', []],
    ['CustomFields.c.has_cdl != 1', []],
    ["Emails.Address LIKE '%@domain.com' AND Emails.AddressType = 0", ['51718']],
    ["Emails.Address LIKE 'NEWUSER@%'", ['51718']],
    ["Emails.Address NOT LIKE '%domain%'", ['2']],
    ["Name.First LIKE 'Cra_g'", ['51718']],
    ["Name.First LIKE 'Cra_ig'", []],
    ["Name.First LIKE ''", []],
    ["Name.First LIKE '%%a%'", ['2', '51718']],
    ["CreatedTime > '2026-01-01T00:00:00Z'", ['51718', '51719']],
    ["CreatedTime < '2026-01-01'", ['2']],
  ])('finds the contacts where %s', async (condition, ids) => {
    const site = await openBusySite();
    expect(await site.rows(`SELECT ID FROM Contacts WHERE ${condition}`)).toEqual(ids.map((id) => [id]));
  });

  it.each([
    ["PrimaryContact.ID = 51718 AND Subject LIKE '%[A1B2C3D4]%'", ['Application [A1B2C3D4]']],
    ['PrimaryContact.ID = 2', ['Other']],
    ['PrimaryContact = 2', ['Other']],
    [
      "CustomFields.c.submission_id = '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11' AND PrimaryContact.ID = 2",
      ['Other'],
    ],
    ["ReferenceNumber = '261121-000001'", ['100% sure']],
    ['PrimaryContact.ID IN (2, 51719)', ['Other']],
    ["PrimaryContact.ID IN (51718) AND Subject LIKE '%Application%'", ['Application [A1B2C3D4]']],
    ["CustomFields.c.submission_id IS NULL AND CreatedTime > '2026-11-01'", ['100% sure']],
    ["StatusWithType.Status.LookupName = 'Unresolved' AND Subject = 'other'", ['Other']],
  ])('finds the incidents where %s', async (condition, subjects) => {
    const site = await openBusySite();
    expect(await site.rows(`SELECT Subject FROM Incidents WHERE ${condition}`)).toEqual(
      subjects.map((subject) => [subject]),
    );
  });

  it('sees at once what was just written', async () => {
    const site = openSite();
    const { body } = await site.post('incidents', buildIncident());
    expect(
      await site.rows(
        "SELECT ID, ReferenceNumber FROM Incidents WHERE CustomFields.c.submission_id = '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11'",
      ),
    ).toEqual([[String(body.id), body.referenceNumber]]);
  });

  it.each(['Contact', 'contacts', 'CONTACTS'])('may call the object %s', async (object) => {
    expect(await openSite().rows(`select id from ${object} where id = 2`)).toEqual([['2']]);
  });

  it('sorts, and takes a part', async () => {
    const site = await openBusySite();
    const ids = async (tail: string) => (await site.rows(`SELECT ID FROM Contacts ${tail}`)).flat();
    expect(await ids('ORDER BY ID DESC')).toEqual(['51719', '51718', '2']);
    expect(await ids('ORDER BY Name.First')).toEqual(['2', '51718', '51719']);
    expect(await ids('ORDER BY Address.City DESC, ID ASC')).toEqual(['51718', '2', '51719']);
    expect(await ids('ORDER BY ID LIMIT 1')).toEqual(['2']);
    expect(await ids('ORDER BY ID LIMIT 2 OFFSET 1')).toEqual(['51718', '51719']);
    expect(await ids('LIMIT 0')).toEqual([]);
  });

  it('may choose the reporting database', async () => {
    const { body } = await openSite().query('USE REPORT; SELECT ID FROM Contacts');
    expect(body.items).toEqual([{ tableName: 'contacts', count: 1, columnNames: ['id'], rows: [['2']] }]);
  });

  it('tells capitals apart only where the site is assumed to, and never in an address', async () => {
    const site = openSite({ assumptions: { caseSensitiveText: true } });
    expect(await site.rows("SELECT ID FROM Contacts WHERE Name.First = 'alex'")).toEqual([]);
    expect(await site.rows("SELECT ID FROM Contacts WHERE Name.First LIKE 'alex'")).toEqual([]);
    expect(
      await site.rows("SELECT ID FROM Contacts WHERE Emails.Address = 'ALEX.RIVERS@example.com'"),
    ).toEqual([['2']]);
  });

  it('describes the objects and their columns', async () => {
    const site = openSite();
    const objects = (await site.query('DESCRIBE')).body.items[0];
    expect(objects.columnNames).toEqual(['Name', 'Type', 'Path']);
    expect(objects.rows.map(([name]: string[]) => name)).toEqual(['contacts', 'incidents', 'countries']);
    const { rows } = (await site.query('describe CONTACTS')).body.items[0];
    expect(rows).toContainEqual(['address', 'text', 'emails.address']);
  });

  it('gives at most 20,000 rows, or 100,000 from the reporting database', async () => {
    const site = openSite();
    const threads = Array.from({ length: 20_001 }, () => ({ text: 'x' }));
    await site.post('incidents', buildIncident({ threads }));
    const count = async (query: string) => (await site.query(query)).body.items[0].count;
    expect(await count('SELECT Threads.Text FROM Incidents')).toBe(20_000);
    expect(await count('SELECT Threads.Text FROM Incidents LIMIT 20001')).toBe(20_000);
    expect(await count('USE REPORT; SELECT Threads.Text FROM Incidents')).toBe(20_001);
  });
});

describe('a query is refused', () => {
  it.each([
    ['SELECT Shoe FROM Contacts', 'Unknown table or column: Shoe'],
    ['SELECT ID FROM Contacts WHERE Shoe.Size = 5', 'Unknown table or column: Shoe.Size'],
    ['SELECT ID FROM Contacts ORDER BY Shoe', 'Unknown table or column: Shoe'],
    [
      'SELECT CustomFields.c.submission_id FROM Contacts',
      'Unknown table or column: CustomFields.c.submission_id',
    ],
    ['SELECT constructor FROM Contacts', 'Unknown table or column: constructor'],
    ['SELECT ID FROM Shoes', 'Invalid object name: Shoes'],
    ['SELECT ID FROM Package.Shoe', 'Invalid object name: Package.Shoe'],
    ['DESCRIBE Shoes', 'Invalid object name: Shoes'],
    ['SELECT FROM Contacts', 'syntax error'],
    ['SELECT ID, FROM Contacts', 'syntax error'],
    ['SELECT ID', 'syntax error'],
    ['SELECT ID Contacts', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID = ', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID = 1 2', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE (ID = 1', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID = 1)', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID IN ()', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID LIKE 5', 'syntax error'],
    ['SELECT ID FROM Contacts LIMIT x', 'syntax error'],
    ['SELECT ID FROM Contacts LIMIT -1', 'syntax error'],
    ['SELECT ID FROM Contacts GROUP BY ID', 'syntax error'],
    ['SELECT ID FROM Contacts; nonsense', 'syntax error'],
    ['USE SOMETHING; SELECT ID FROM Contacts', 'syntax error'],
    ['SELECT ID FROM Contacts WHERE ID IN (SELECT ID FROM Contacts)', 'sub-queries are not permitted'],
    ['SELECT ID FROM Contacts WHERE ID = (SELECT ID FROM Contacts)', 'sub-queries are not permitted'],
    ['SELECT ID FROM (SELECT ID FROM Contacts)', 'sub-queries are not permitted'],
    ['SELECT (SELECT ID FROM Contacts) FROM Contacts', 'sub-queries are not permitted'],
    ["SELECT ID FROM Contacts WHERE Name.First = 'O\\'Brien'", 'unrecognized token'],
    ["SELECT ID FROM Contacts WHERE Name.First = 'a\\b'", 'unrecognized token'],
    ["SELECT ID FROM Contacts WHERE Name.First = 'O'Brien'", 'syntax error'],
    ["SELECT ID FROM Contacts WHERE Name.First = 'open", 'unrecognized token'],
    ['SELECT ID FROM Contacts WHERE ID = 1 -- rest', 'unrecognized token'],
    ['SELECT ID FROM Contacts WHERE ID = 1 # rest', 'unrecognized token'],
    ['SELECT ID FROM Contacts WHERE Name.First = “x”', 'unrecognized token'],
    ['SELECT ID FROM Contacts WHERE Emails.Address = "a@b.example"', 'Unknown table or column: a@b.example'],
    ['SELECT ID FROM Contacts WHERE Name.First = "open', 'unrecognized token'],
  ])('when it is %s', async (roql, detail) => {
    const { status, body } = await openSite().query(roql);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      status: 400,
      'o:errorCode': 'OSC-CREST-00007',
      detail: expect.stringContaining(detail),
    });
  });

  it.each(['queryResults', 'queryResults/?query=', 'queryResults?q=x'])(
    'when there is none: %s',
    async (path) => {
      const { status, body } = await openSite().get(path);
      expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00007']);
    },
  );
});
