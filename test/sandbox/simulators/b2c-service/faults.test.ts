import { describe, expect, it } from 'vitest';
import { ConnectionReset } from '../../../../src/sandbox/simulators/connection-reset.ts';
import { BASE, buildContact, buildIncident, GOOD_HEADERS, openSite } from './site.ts';

const CONTROL = 'http://localhost:8080/sandbox/b2c-service';

function createIncidentRequest(): Request {
  return new Request(`${BASE}/incidents`, {
    method: 'POST',
    headers: { ...GOOD_HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(buildIncident()),
    signal: AbortSignal.timeout(20),
  });
}

describe('a fault of the simulated site', () => {
  it('can be ordered over HTTP for the documented operations', async () => {
    const { simulator } = openSite();
    for (const operation of [
      'query',
      'create-contact',
      'update-contact',
      'create-incident',
      'attach-file',
      'any',
    ]) {
      const body = JSON.stringify({ operation, fault: 'status-500', times: 1 });
      const response = await simulator.fetch(new Request(`${CONTROL}/_faults`, { method: 'POST', body }));
      expect(response.status).toBe(201);
    }
    expect(simulator.faults()).toHaveLength(6);
  });

  it('after commit leaves an incident that a query finds', async () => {
    const site = openSite();
    site.simulator.failNext('create-incident', 'timeout-after-commit');
    await expect(site.simulator.fetch(createIncidentRequest())).rejects.toThrow();
    site.simulator.failNext('create-incident', 'reset-after-commit');
    await expect(site.simulator.fetch(createIncidentRequest())).rejects.toBeInstanceOf(ConnectionReset);
    expect(await site.rows('SELECT ID FROM Incidents')).toHaveLength(2);
  });

  it('before commit leaves nothing', async () => {
    const site = openSite();
    site.simulator.failNext('create-incident', 'timeout-before-commit');
    await expect(site.simulator.fetch(createIncidentRequest())).rejects.toThrow();
    expect(await site.rows('SELECT ID FROM Incidents')).toEqual([]);
  });

  it.each([
    ['status-400', 'OSC-CREST-00006'],
    ['status-404', 'OSC-CREST-00013'],
    ['status-500', 'OSC-CREST-00008'],
    ['status-503', 'OSC-CREST-00008'],
    ['status-429', 'OSC-CREST-00008'],
  ] as const)('%s is a problem of the vendor', async (fault, code) => {
    const site = openSite();
    site.simulator.failNext('create-contact', fault);
    const { status, body } = await site.post('contacts', buildContact());
    expect(status).toBe(Number(fault.slice(7)));
    expect(body).toMatchObject({ status, 'o:errorCode': code, instance: `${BASE}/contacts` });
    expect((await site.post('contacts', buildContact())).status).toBe(201);
  });

  it('befalls a query', async () => {
    const site = openSite();
    site.simulator.failNext('query', 'malformed-json');
    const response = await site.simulator.fetch(
      new Request(`${BASE}/queryResults/?query=SELECT+ID+FROM+Contacts`, { headers: GOOD_HEADERS }),
    );
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('no-id leaves a contact whose number the caller does not learn', async () => {
    const site = openSite();
    site.simulator.failNext('create-contact', 'no-id');
    const { status, headers, body } = await site.post('contacts', buildContact());
    expect(status).toBe(201);
    expect(headers.get('location')).toBeNull();
    expect(body).not.toHaveProperty('id');
    expect(await site.rows("SELECT ID FROM Contacts WHERE Emails.Address = 'newuser@domain.com'")).toEqual([
      ['51718'],
    ]);
  });
});

it('the log of the simulated site masks the password and shows the vendor path', async () => {
  const site = openSite();
  await site.query('SELECT ID FROM Contacts');
  expect(site.simulator.requests()).toMatchObject([
    {
      operation: 'query',
      path: '/services/rest/connect/v1.4/queryResults/',
      query: { query: 'SELECT ID FROM Contacts' },
      headers: { authorization: 'Basic ***', 'osvc-crest-application-context': 'Test' },
      status: 200,
    },
  ]);
});
