import { describe, expect, it } from 'vitest';
import { createFusionServiceSimulator } from '../../../../src/sandbox/simulators/fusion-service/create-fusion-service-simulator.ts';
import { openPod, pathsOf } from './pod.ts';

describe('the tenant', () => {
  it('begins with what an application needs, and a contact to read', async () => {
    const pod = openPod();
    const { body } = await pod.control('GET', '_tenant');
    expect(body).toMatchObject({
      account: { userName: 'sandbox' },
      clients: ['sandbox'],
      businessUnits: { '300000187654320937': 'Driver Recruiting' },
      sourceSystems: ['APPLICANT_INTAKE'],
      lookups: { ORA_SVC_SR_SEVERITY_CD: { ORA_SVC_SEV2: 'Medium' } },
      assumptions: { structuredErrors: 'named' },
    });
    expect(JSON.stringify([body.account, body.clients])).not.toContain('password');
    expect((await pod.get('contacts/CDRM_1002')).body.ContactName).toBe('Rosa Delgado');
    expect(await pod.records()).toMatchObject({
      accounts: [{ PartyNumber: 'CDRM_1001' }],
      serviceRequests: [],
    });
  });

  it.each([
    [{ businessUnits: { '300000187654320937': null } }, '/BUOrgId'],
    [{ lookups: { ORA_SVC_SR_SEVERITY_CD: { ORA_SVC_SEV2: null } } }, '/SeverityCd'],
    [{ lookups: { ORA_SVC_CHANNEL_TYPE_CD: null } }, '/ChannelTypeCd'],
    [{ attributes: { serviceRequests: { SubmissionId_c: null } } }, '/SubmissionId_c'],
    [{ attributes: { serviceRequests: { SubmissionId_c: { maxLength: 3 } } } }, '/SubmissionId_c'],
    [{ attributes: { serviceRequests: { Region_c: { mandatory: true } } } }, '/Region_c'],
    [{ attributes: { serviceRequests: { SubmissionId_c: { allowChanges: 'never' } } } }, '/SubmissionId_c'],
  ])('refuses what fitted before, after %j, until a reset', async (changes, path) => {
    const pod = openPod();
    const create = () => pod.createServiceRequest({ SubmissionId_c: 'submission-1' });
    expect((await create()).status).toBe(201);
    expect((await pod.control('PATCH', '_tenant', changes)).status).toBe(200);
    expect(pathsOf(await create())).toEqual([path]);
    await pod.control('POST', '_reset');
    expect((await create()).status).toBe(201);
  });

  it('knows a source system only while it is registered', async () => {
    const pod = openPod({ sourceSystems: [] });
    const create = () => pod.createContact({ SourceSystem: 'APPLICANT_INTAKE' });
    expect(pathsOf(await create())).toEqual(['/SourceSystem']);
    pod.simulator.changeTenant({ sourceSystems: ['APPLICANT_INTAKE'] });
    expect((await create()).status).toBe(201);
  });

  it('can have other credentials, versions, and a clock in another zone', async () => {
    const pod = openPod({
      account: { password: 'other' },
      clients: { sandbox: null },
      versions: ['latest'],
      utcOffset: '+05:30',
      now: () => Date.UTC(2026, 10, 29, 20, 0, 0),
    });
    expect((await pod.createContact()).status).toBe(401);
    pod.simulator.changeTenant({ account: { password: 'sandbox' }, versions: ['11.13.18.05'] });
    expect((await pod.createContact()).body.CreationDate).toBe('2026-11-30T01:30:00+05:30');
    expect((await pod.get('/crmRestApi/resources/latest/contacts')).status).toBe(404);
  });

  it.each([
    [[]],
    [{ nonsense: 1 }],
    [{ businessUnits: { x: 'y' } }],
    [{ attributes: { drivers: {} } }],
    [{ attributes: { contacts: { X_c: { type: 'colour' } } } }],
    [{ roles: { contacts: 'all' } }],
    [{ utcOffset: 'PST' }],
    [{ assumptions: { quoteEscape: 'other' } }],
    [{ assumptions: { statuses: { length: 200 } } }],
    [{ assumptions: { defaultFrameworkVersion: 10 } }],
  ])('is not changed by %j', async (changes) => {
    const pod = openPod();
    const before = (await pod.control('GET', '_tenant')).body;
    const { status, body } = await pod.control('PATCH', '_tenant', changes);
    expect([status, body.title]).toEqual([400, 'Bad control call']);
    expect((await pod.control('GET', '_tenant')).body).toEqual(before);
  });

  it('cannot be created with settings that there are not', () => {
    expect(() => createFusionServiceSimulator({ utcOffset: 'PST' })).toThrow(RangeError);
  });

  it('stands under the prefix that it is given', async () => {
    const simulator = createFusionServiceSimulator({ prefix: '/pod' });
    const response = await simulator.fetch(
      new Request('http://localhost/pod/crmRestApi/resources/latest/contacts'),
    );
    expect(response.status).toBe(401);
  });
});

describe('data security', () => {
  it('shows a user without a role no rows, and lets it write none', async () => {
    const pod = openPod();
    await pod.createServiceRequest();
    pod.simulator.changeTenant({ roles: { contacts: 'none' } });
    expect((await pod.get('contacts')).body).toMatchObject({ items: [], count: 0, hasMore: false });
    expect((await pod.get('contacts/CDRM_1002')).status).toBe(404);
    expect((await pod.createContact()).status).toBe(403);
    expect((await pod.patch('contacts/CDRM_1002', {})).status).toBe(403);
    expect((await pod.get('serviceRequests')).body.count).toBe(1);
  });

  it('can refuse it instead, and can let it only read', async () => {
    const pod = openPod({ roles: { contacts: 'none' }, assumptions: { withoutRole: 'refused' } });
    expect((await pod.get('contacts')).status).toBe(403);
    pod.simulator.changeTenant({ roles: { contacts: 'read' } });
    expect((await pod.get('contacts')).status).toBe(200);
    expect((await pod.createContact()).status).toBe(403);
    expect((await pod.send('DELETE', 'contacts/CDRM_1002')).status).toBe(403);
  });
});
