import { describe, expect, it } from 'vitest';
import type { TenantChanges } from '../../../../src/sandbox/simulators/b2c-service/tenant-changes.ts';
import { buildContact, buildIncident, openSite } from './site.ts';

type Permissions = NonNullable<TenantChanges['permissions']>;

describe('what the profile does not permit', () => {
  it.each<[keyof Permissions, string, string]>([
    ['readContacts', 'GET', 'contacts'],
    ['readContacts', 'GET', 'contacts/2'],
    ['readContacts', 'GET', 'contacts/2/emails'],
    ['createContacts', 'POST', 'contacts'],
    ['updateContacts', 'PATCH', 'contacts/2'],
    ['updateContacts', 'POST', 'contacts/2/phones'],
    ['deleteContacts', 'DELETE', 'contacts/2'],
    ['readIncidents', 'GET', 'incidents'],
    ['readIncidents', 'GET', 'incidents/1/threads'],
    ['createIncidents', 'POST', 'incidents'],
    ['updateIncidents', 'PATCH', 'incidents/1'],
    ['deleteIncidents', 'DELETE', 'incidents/1'],
    ['attachFiles', 'POST', 'incidents/1/fileAttachments'],
    ['runQueries', 'GET', 'queryResults?query=SELECT+ID+FROM+Contacts'],
    ['sendResponses', 'POST', 'incidentResponse'],
  ])('without %s: %s %s is refused, whatever the body', async (permission, method, path) => {
    const site = openSite({ permissions: { [permission]: false } });
    const { status, headers, body } = await site.send(method, path, method === 'GET' ? undefined : '{"bad');
    expect(status).toBe(403);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status: 403, 'o:errorCode': 'OSC-CREST-00015' });
  });

  it('has the code that the site is assumed to use', async () => {
    const site = openSite({
      permissions: { createContacts: false },
      assumptions: { codes: { permissionDenied: 'OSC-CREST-00014' } },
    });
    const { status, body } = await site.post('contacts', {});
    expect([status, body['o:errorCode']]).toEqual([403, 'OSC-CREST-00014']);
  });

  it('is not among the verbs that a resource tells', async () => {
    const site = openSite();
    const verbs = async (path: string) => (await site.send('OPTIONS', path)).headers.get('allow');
    expect(await verbs('contacts/2')).toBe('GET, PATCH, DELETE, OPTIONS');
    expect(await verbs('incidents/1/fileAttachments')).toBe('GET, POST, OPTIONS');
    site.simulator.changeTenant({
      permissions: { deleteContacts: false, createIncidents: false, attachFiles: false },
    });
    expect(await verbs('contacts/2')).toBe('GET, PATCH, OPTIONS');
    expect(await verbs('incidents')).toBe('GET, OPTIONS');
    expect(await verbs('incidents/1/fileAttachments')).toBe('GET, OPTIONS');
  });

  it('includes files that come with an incident', async () => {
    const site = openSite({ permissions: { attachFiles: false } });
    const fileAttachments = [{ fileName: 'a', data: 'AAAA' }];
    expect((await site.post('incidents', buildIncident({ fileAttachments }))).status).toBe(403);
    const { id } = (await site.post('incidents', buildIncident())).body;
    expect((await site.patch(`incidents/${id}`, { fileAttachments })).status).toBe(403);
  });
});

describe('with the right to create', () => {
  it('an empty body meets 00010, and nothing is made', async () => {
    const site = openSite();
    for (const path of ['contacts', 'incidents']) {
      const { status, body } = await site.send('POST', path);
      expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00010']);
    }
    expect(site.simulator.records()).toMatchObject({ contacts: [{ id: 2 }], incidents: [] });
  });
});

describe('a query', () => {
  it('needs no right to read, unless the site is set so', async () => {
    const site = openSite({ permissions: { readContacts: false } });
    expect((await site.query('SELECT ID FROM Contacts')).status).toBe(200);
    site.simulator.changeTenant({ queriesNeedReadRights: true });
    const refused = await site.query('SELECT ID FROM Contacts');
    expect([refused.status, refused.body.detail]).toEqual([400, 'Invalid object name: Contacts']);
    expect((await site.query('SELECT ID FROM Incidents')).status).toBe(200);
  });

  it('never deletes, whatever the profile', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    expect((await site.query('DELETE FROM Contacts LIMIT 1')).status).toBe(400);
    expect(await site.rows('SELECT ID FROM Contacts')).toHaveLength(2);
  });
});
