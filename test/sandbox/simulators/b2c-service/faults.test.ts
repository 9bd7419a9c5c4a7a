import { describe, expect, it } from 'vitest';
import { listen } from '../../../../src/node/listen.ts';
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
      'read-menu',
      'read-metadata',
      'read-contact',
      'list-files',
      'token',
      'any',
    ]) {
      const body = JSON.stringify({ operation, fault: 'status-500', times: 1 });
      const response = await simulator.fetch(new Request(`${CONTROL}/_faults`, { method: 'POST', body }));
      expect(response.status).toBe(201);
    }
    expect(simulator.faults()).toHaveLength(11);
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

describe('a fault ordered for', () => {
  it.each([
    ['read-menu', 'namedIDs/incidents/queue'],
    ['read-menu', 'namedIDHierarchies/incidents/source'],
    ['read-menu', 'serviceProducts'],
    ['read-menu', 'countries/1'],
    ['read-metadata', 'metadata-catalog/incidents/customFields/c'],
    ['read-contact', 'contacts/2'],
    ['list-files', 'incidents/84001/fileAttachments'],
    ['query', 'contacts?q=ID+%3D+2'],
  ])('%s befalls %s', async (operation, path) => {
    const site = openSite();
    await site.post('incidents', buildIncident());
    site.simulator.failNext(operation, 'status-503');
    expect((await site.get(path)).status).toBe(503);
    expect((await site.get(path)).status).toBe(200);
  });

  it('update-contact befalls a PATCH, tunnelled or not', async () => {
    const site = openSite();
    site.simulator.failNext('update-contact', 'status-500', { times: 2 });
    expect((await site.patch('contacts/2', {})).status).toBe(500);
    const tunnelled = await site.post('contacts/2', {}, { 'x-http-method-override': 'PATCH' });
    expect(tunnelled.status).toBe(500);
  });
});

describe('a race for an address', () => {
  it('leaves one contact, and the loser with an error', async () => {
    const site = openSite();
    site.simulator.failNext('create-contact', 'race');
    const { status, body } = await site.post('contacts', buildContact());
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00006']);
    expect(await site.rows("SELECT ID FROM Contacts WHERE Emails.Address = 'newuser@domain.com'")).toEqual([
      ['51718'],
    ]);
  });

  it('leaves two where addresses may be shared', async () => {
    const site = openSite({ emailSharing: true });
    site.simulator.failNext('create-contact', 'race');
    expect((await site.post('contacts', buildContact())).body.id).toBe(51719);
    expect(site.simulator.records().contacts).toHaveLength(3);
  });
});

it('error-200 carries the body of a problem', async () => {
  const site = openSite();
  site.simulator.failNext('create-incident', 'error-200');
  const { status, body } = await site.post('incidents', buildIncident());
  expect([status, body['o:errorCode']]).toEqual([200, 'OSC-CREST-00008']);
  expect(site.simulator.records().incidents).toEqual([]);
});

describe('on a socket', () => {
  async function openSocket() {
    const { simulator } = openSite();
    const { port, close } = await listen((request) => simulator.fetch(request), {
      port: 0,
      host: '127.0.0.1',
    });
    const base = `http://127.0.0.1:${port}/sandbox/b2c-service/services/rest/connect/v1.4`;
    const headers = { ...GOOD_HEADERS, 'content-type': 'application/json' };
    const send = (path: string, method: string, body: unknown) =>
      fetch(`${base}/${path}`, { method, headers, body: JSON.stringify(body) });
    return { simulator, send, [Symbol.asyncDispose]: close };
  }

  it('an answer that is cut off breaks the connection after half of its body', async () => {
    await using site = await openSocket();
    site.simulator.failNext('create-contact', 'cut-off');
    const response = await site.send('contacts', 'POST', buildContact());
    expect(response.status).toBe(201);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1_000);
    await expect(response.text()).rejects.toThrow();
    expect(site.simulator.records().contacts).toHaveLength(2);
    expect((await site.send('contacts/2', 'PATCH', { title: 'x' })).status).toBe(200);
  });

  it('the answer to a PATCH has a length, which is zero', async () => {
    await using site = await openSocket();
    const response = await site.send('contacts/2', 'PATCH', { title: 'Driver' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '0']);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
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
