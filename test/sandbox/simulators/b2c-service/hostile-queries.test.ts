import { describe, expect, it } from 'vitest';
import { openSite } from './site.ts';

/** A caller that pastes a stranger's text into its query, as none should. */
function careless(typed: string): string {
  return `SELECT ID FROM Contacts WHERE Emails.Address = '${typed}'`;
}

describe('a query that would change data', () => {
  it.each([
    'DELETE FROM INCIDENTS LIMIT 10',
    'delete from incidents',
    'UPDATE Contacts SET Name.First = 1',
    'INSERT INTO Contacts',
    'SELECT ID FROM Contacts; DELETE FROM Contacts',
    '; ;DELETE FROM Contacts',
    'USE REPORT; DELETE FROM Contacts',
    careless("x'; DELETE FROM Contacts; --"),
    careless("x'; DELETE FROM Contacts WHERE Name.First = 'y"),
    // A caller that escapes with backslashes: the literal ends at the quote all the same.
    careless("x\\'; DELETE FROM Contacts; --"),
    '#;/**/DELETE FROM Contacts',
  ])('%s is refused, does nothing and is put on record', async (roql) => {
    const site = openSite({ now: () => Date.UTC(2026, 10, 21) });
    const { status, body } = await site.query(roql);
    expect(status).toBe(400);
    expect(body.detail).toMatch(/^(DELETE|UPDATE|INSERT) is not permitted/);
    expect(site.simulator.securityFailures()).toHaveLength(1);
    expect(site.simulator.securityFailures()[0]).toMatchObject({
      at: '2026-11-21T00:00:00.000Z',
      verb: expect.stringMatching(/^(DELETE|UPDATE|INSERT)$/),
      statement: expect.stringMatching(/^(delete from|DELETE FROM|UPDATE|INSERT)/),
    });
    expect(site.simulator.records()).toMatchObject({ contacts: [{ id: 2 }], securityFailures: [{}] });
  });

  it('is found in the condition of a collection too', async () => {
    const site = openSite();
    await site.get(`contacts?q=${encodeURIComponent('ID = 2; DELETE FROM Contacts')}`);
    expect(site.simulator.securityFailures()).toHaveLength(1);
  });

  it('is forgotten on reset', async () => {
    const site = openSite();
    await site.query('DELETE FROM Contacts');
    site.simulator.reset();
    expect(site.simulator.securityFailures()).toEqual([]);
  });
});

describe('text that only looks dangerous', () => {
  it.each([
    careless("x''; DELETE FROM Contacts; --"),
    careless('delete from contacts'),
    careless('x"; DELETE FROM Contacts'),
    "SELECT ID FROM Contacts WHERE Name.First = ';' AND Name.Last = ';DELETE FROM Contacts;'",
  ])('is data as long as it stays inside the quotes: %s', async (roql) => {
    const site = openSite();
    expect(await site.rows(roql)).toEqual([]);
    expect(site.simulator.securityFailures()).toEqual([]);
  });
});

describe('a careless caller', () => {
  it('hands out everybody', async () => {
    const site = openSite();
    expect(await site.rows(careless("x' OR '1' = '1"))).toEqual([['2']]);
    expect(await site.rows(careless("x' OR 1=1 OR Name.First = '"))).toEqual([['2']]);
    expect(await site.rows(careless("x' OR Emails.Address LIKE '%"))).toEqual([['2']]);
  });

  it('runs a second query', async () => {
    const { body } = await openSite().query(
      careless("x'; SELECT ID FROM Contacts WHERE Name.Last = 'Rivers"),
    );
    expect(body.items.map((item: { count: number }) => item.count)).toEqual([0, 1]);
  });

  it('fails on a single quote', async () => {
    expect((await openSite().query(careless("o'brien@example.com"))).status).toBe(400);
  });
});

describe('a query made to do harm to the server', () => {
  it.each([
    ['deep parentheses', `SELECT ID FROM Contacts WHERE ${'('.repeat(100_000)}ID = 1`],
    ['endless NOTs', `SELECT ID FROM Contacts WHERE ${'NOT '.repeat(100_000)} ID = 1`],
    ['control characters', 'SELECT ID FROM Contacts WHERE Name.First = \u0000'],
  ])('with %s is refused', async (_what, roql) => {
    expect((await openSite().query(roql)).status).toBe(400);
  });

  it('with many conditions or a costly pattern is answered in time', async () => {
    const site = openSite();
    const many = Array.from({ length: 5_000 }, (_, index) => `ID = ${index}`).join(' OR ');
    expect(await site.rows(`SELECT ID FROM Contacts WHERE ${many}`)).toEqual([['2']]);
    const threads = [{ text: 'a'.repeat(5_000) }];
    await site.post('incidents', { primaryContact: { id: 2 }, threads });
    const started = performance.now();
    const pattern = `${'%a'.repeat(500)}%b`;
    expect(await site.rows(`SELECT ID FROM Incidents WHERE Threads.Text LIKE '${pattern}'`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
