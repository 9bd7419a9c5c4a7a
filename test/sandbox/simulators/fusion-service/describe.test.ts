import { describe, expect, it } from 'vitest';
import { STATUS_FINDER } from '../../../fixtures/fusion-service-examples.ts';
import { openPod, type Pod } from './pod.ts';

async function attributesOf(pod: Pod, path = 'serviceRequests/describe') {
  const [resource] = Object.values<{ attributes: { name: string }[] }>((await pod.get(path)).body.Resources);
  return Object.fromEntries((resource?.attributes ?? []).map((each) => [each.name, each]));
}

async function codes(pod: Pod, path: string): Promise<string[]> {
  const { items } = (await pod.get(path)).body;
  return items.map((each: { LookupCode: string }) => each.LookupCode);
}

describe('describe', () => {
  it('lists attributes with type, length, whether they are mandatory and can be set, and their values', async () => {
    expect(await attributesOf(openPod())).toMatchObject({
      Title: { type: 'string', maxLength: 400, mandatory: true, updatable: true },
      ProblemDescription: { maxLength: 1000, mandatory: false },
      BUOrgId: { type: 'integer', mandatory: true },
      SrNumber: { updatable: false, allowChanges: 'never' },
      SeverityCd: { lov: { childRef: 'SeverityCdLookup', lookupType: 'ORA_SVC_SR_SEVERITY_CD' } },
      SubmissionId_c: { type: 'string', updatable: true },
      HasCdl_c: { type: 'boolean' },
      CdlType_c: { type: 'string' },
      DrivingPreference_c: { type: 'string' },
      TruckType_c: { type: 'string' },
      ApplicationType_c: { type: 'string' },
      ApplicationSource_c: { type: 'string' },
    });
  });

  it('has what is below a resource, in it and of its own', async () => {
    const pod = openPod();
    const { children } = (await pod.get('serviceRequests/describe')).body.Resources.serviceRequests;
    expect(Object.keys(children)).toEqual(['contacts', 'resourceMembers', 'messages', 'Attachment']);
    const content = { name: 'MessageContent', type: 'attachment', mandatory: true, queryable: false };
    expect(children.messages.attributes).toContainEqual(expect.objectContaining(content));
    await pod.createServiceRequest();
    const own = await attributesOf(pod, 'serviceRequests/SR0000012345/child/messages/describe');
    expect(own.MessageContent).toMatchObject(content);
  });

  it('follows the tenant', async () => {
    const pod = openPod();
    await pod.control('PATCH', '_tenant', {
      attributes: {
        serviceRequests: {
          SubmissionId_c: null,
          Title: { maxLength: 80 },
          Region_c: { mandatory: true, lookup: 'REGIONS' },
        },
      },
    });
    const attributes = await attributesOf(pod);
    expect(attributes.SubmissionId_c).toBeUndefined();
    expect(attributes).toMatchObject({
      Title: { maxLength: 80, mandatory: true },
      Region_c: { mandatory: true, lov: { childRef: 'Region_cLookup' } },
    });
  });
});

describe('lists of values', () => {
  it('are at the resource and at each row', async () => {
    const pod = openPod();
    const severities = ['ORA_SVC_SEV1', 'ORA_SVC_SEV2', 'ORA_SVC_SEV3'];
    expect(await codes(pod, 'serviceRequests/lov/SeverityCdLookup')).toEqual(severities);
    const { body } = await pod.createServiceRequest();
    const link = body.links.find(({ name }: { name: string }) => name === 'SeverityCdLookup');
    expect(link.rel).toBe('lov');
    expect(await codes(pod, link.href.split('11.13.18.05/')[1])).toEqual(severities);
    expect((await pod.get('serviceRequests/none/lov/SeverityCdLookup')).status).toBe(404);
  });

  it.each(['DirectionCdLookup', 'StatusCdLookup'])('of interactions have %s', async (name) => {
    expect(await codes(openPod(), `interactions/lov/${name}`)).toHaveLength(2);
  });

  it('of interactions have channels', async () => {
    const { items } = (
      await openPod().get("interactions/lov/ChannelIdByChannelType?q=ChannelTypeCd='ORA_SVC_WEB'")
    ).body;
    expect(items).toEqual([
      {
        ChannelId: expect.stringMatching(/^[0-9]{18}$/),
        ChannelTypeCd: 'ORA_SVC_WEB',
        ChannelDisplayName: 'Web',
      },
    ]);
  });

  it('can be searched and paged like any collection', async () => {
    const pod = openPod();
    expect(await codes(pod, "serviceRequests/lov/StatusCdLookup?q=Meaning='New'")).toEqual(['ORA_SVC_NEW']);
    expect((await pod.get('serviceRequests/lov/StatusCdLookup?limit=2')).body).toMatchObject({
      count: 2,
      hasMore: true,
    });
    expect((await pod.get("serviceRequests/lov/StatusCdLookup?q=Colour='red'")).status).toBe(400);
  });
});

describe('the finder of lookup codes', () => {
  const find = (finder: string, resource = 'serviceRequests') =>
    `${resource}?finder=${encodeURIComponent(finder)}`;

  it('finds those of a type', async () => {
    const pod = openPod();
    expect(await codes(pod, find(STATUS_FINDER))).toContain('ORA_SVC_NEW');
    const severities = 'IsEnabledFinder;BindChildLookupType=ORA_SVC_SR_SEVERITY_CD';
    expect(await codes(pod, find(severities))).toEqual(['ORA_SVC_SEV1', 'ORA_SVC_SEV2', 'ORA_SVC_SEV3']);
  });

  it('finds nothing of a type that there is not', async () => {
    const pod = openPod();
    expect(await codes(pod, find('IsEnabledFinder;BindChildLookupType=NONE'))).toEqual([]);
    expect(await codes(pod, find('IsEnabledFinder;BindChildLookupType=__proto__'))).toEqual([]);
    expect(await codes(pod, find(`${STATUS_FINDER}_X`))).toEqual([]);
  });

  it.each([
    'IsEnabledFinder',
    'OtherFinder;BindChildLookupType=ORA_SVC_SR_STATUS_CD',
    'IsEnabledFinder;BindChildLookupType',
    'IsEnabledFinder;Other=1,BindChildLookupType=ORA_SVC_SR_STATUS_CD',
    'IsEnabledFinder;BindChildLookupType=a;b',
    '',
  ])('cannot be "%s"', async (finder) => {
    expect((await openPod().get(find(finder))).status).toBe(400);
  });

  it('stands where the tenant has it', async () => {
    const pod = openPod({ assumptions: { lookupFinderAt: ['statuses', 'interactions'] } });
    expect((await pod.get(find(STATUS_FINDER))).status).toBe(400);
    expect((await codes(pod, find(STATUS_FINDER, 'statuses'))).length).toBeGreaterThan(0);
    expect((await codes(pod, find(STATUS_FINDER, 'interactions'))).length).toBeGreaterThan(0);
    expect((await pod.get('statuses')).status).toBe(404);
  });
});
