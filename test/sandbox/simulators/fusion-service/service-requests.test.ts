import { describe, expect, it } from 'vitest';
import {
  ATTACHMENT_EXAMPLE,
  MESSAGE_EXAMPLE,
  SERVICE_REQUEST_EXAMPLE,
} from '../../../fixtures/fusion-service-examples.ts';
import { BUSINESS_UNIT, NOBODY, openPod, pathsOf, selfOf } from './pod.ts';

const SR = 'serviceRequests/SR0000012345';
const ACTION = { 'content-type': 'application/vnd.oracle.adf.action+json' };

async function openWithRequest() {
  const pod = openPod();
  const contact = await pod.createContact();
  const contactId = BigInt(contact.body.PartyId);
  const request = await pod.createServiceRequest({ PrimaryContactPartyId: contactId });
  return { ...pod, contactId, request };
}

describe('a new service request', () => {
  it('gets an id and a number, and can be read by its number', async () => {
    const { request, contactId, get } = await openWithRequest();
    expect(request.status).toBe(201);
    expect(request.body).toMatchObject({
      ...SERVICE_REQUEST_EXAMPLE,
      SrId: expect.stringMatching(/^[0-9]{18}$/),
      SrNumber: 'SR0000012345',
      BUOrgId: String(BUSINESS_UNIT),
      PrimaryContactPartyId: String(contactId),
      QueueId: null,
      CreatedBy: 'SANDBOX',
    });
    expect((await get(SR)).body).toEqual(request.body);
  });

  it('is new where it does not say, and the next number is the next', async () => {
    const pod = await openWithRequest();
    const { body } = await pod.createServiceRequest({ StatusCd: undefined });
    expect([body.StatusCd, body.SrNumber]).toEqual(['ORA_SVC_NEW', 'SR0000012346']);
  });

  it('has the status that it says, and nothing is said with null', async () => {
    const pod = openPod();
    expect((await pod.createServiceRequest({ StatusCd: 'ORA_SVC_WAITING' })).body.StatusCd).toBe(
      'ORA_SVC_WAITING',
    );
    expect((await pod.createServiceRequest({ StatusCd: null })).body.StatusCd).toBe('ORA_SVC_NEW');
  });

  it('is numbered as the tenant has it', async () => {
    const pod = openPod({ assumptions: { srNumberPrefix: 'HR-', srNumberDigits: 6 } });
    expect((await pod.createServiceRequest()).body.SrNumber).toBe('HR-012345');
  });

  it.each([
    [{ Title: undefined }, '/Title'],
    [{ Title: '' }, '/Title'],
    [{ Title: 'x'.repeat(401) }, '/Title'],
    [{ ProblemDescription: 'x'.repeat(1001) }, '/ProblemDescription'],
    [{ BUOrgId: undefined }, '/BUOrgId'],
    [{ BUOrgId: NOBODY }, '/BUOrgId'],
    [{ BUOrgId: 1.5 }, '/BUOrgId'],
    [{ BUOrgId: 2n ** 63n }, '/BUOrgId'],
    [{ BUOrgId: true }, '/BUOrgId'],
    [{ PrimaryContactPartyId: NOBODY }, '/PrimaryContactPartyId'],
    [{ AccountPartyId: NOBODY }, '/AccountPartyId'],
    [{ QueueId: NOBODY }, '/QueueId'],
    [{ AssigneeResourceId: NOBODY }, '/AssigneeResourceId'],
    [{ SeverityCd: 'HIGH' }, '/SeverityCd'],
    [{ ChannelTypeCd: 'ORA_SVC_PIGEON' }, '/ChannelTypeCd'],
    [{ StatusCd: '__proto__' }, '/StatusCd'],
    [{ SrNumber: 'SR1' }, '/SrNumber'],
    [{ CdlType_c: 5 }, '/CdlType_c'],
    [{ HasCdl_c: 'perhaps' }, '/HasCdl_c'],
    [{ Colour_c: 'red' }, '/Colour_c'],
    [{ messages: [{ MessageContent: '%' }] }, '/messages/0/MessageContent'],
    [{ messages: [MESSAGE_EXAMPLE, {}] }, '/messages/1/MessageContent'],
    [{ contacts: [{ PartyId: NOBODY }] }, '/contacts/0/PartyId'],
    [{ interactions: [] }, '/interactions'],
  ])('is refused with %o, and nothing is stored', async (changes, path) => {
    const pod = openPod();
    const answer = await pod.createServiceRequest(changes);
    expect([answer.status, pathsOf(answer)]).toEqual([400, [path]]);
    const { serviceRequests, messages } = await pod.records();
    expect([serviceRequests, messages]).toEqual([[], []]);
  });

  it('takes everything that is within its limits', async () => {
    const pod = openPod();
    const [account] = (await pod.get('accounts')).body.items;
    const [queue] = (await pod.get('queues')).body.items;
    const answer = await pod.createServiceRequest({
      Title: 'x'.repeat(400),
      ProblemDescription: 'y'.repeat(1000),
      AccountPartyId: BigInt(account.PartyId),
      QueueId: BigInt(queue.QueueId),
      AssigneeResourceId: 300_000_187_654_320_873n,
      SourceCd: 'ORA_SVC_REST',
      SubmissionId_c: 'submission-1',
      CdlType_c: 'Class A',
      HasCdl_c: 'Y',
      DrivingPreference_c: 'Solo',
      TruckType_c: 'Flatbed',
      ApplicationType_c: 'Company driver',
      ApplicationSource_c: 'Web',
    });
    expect([answer.status, answer.body.HasCdl_c, answer.body.TruckType_c]).toEqual([201, true, 'Flatbed']);
    expect(await pod.find('serviceRequests', "SubmissionId_c='submission-1'")).toHaveLength(1);
  });

  it('may bring its contacts and messages along', async () => {
    const pod = await openWithRequest();
    const { status, body } = await pod.createServiceRequest({
      contacts: [{ PartyId: pod.contactId, PrimaryContactFlag: true }],
      messages: [MESSAGE_EXAMPLE],
    });
    expect(status).toBe(201);
    const { items } = (await pod.get(`serviceRequests/${body.SrNumber}/child/contacts`)).body;
    expect(items).toMatchObject([
      { PartyId: String(pod.contactId), PrimaryContactFlag: true, SrId: body.SrId },
    ]);
    expect((await pod.get(`serviceRequests/${body.SrNumber}/child/messages`)).body.count).toBe(1);
  });
});

describe('a service request that is there', () => {
  it('can be changed in the state that the caller has seen, and in no other', async () => {
    const { request, patch, get } = await openWithRequest();
    const etag = request.headers.get('etag') ?? '';
    const change = (title: string, match: string) => patch(SR, { Title: title }, { 'if-match': match });
    const changed = await change('First', etag);
    expect([changed.status, changed.body.Title]).toEqual([200, 'First']);
    expect(changed.headers.get('etag')).not.toBe(etag);
    const stale = await change('Second', etag);
    expect([stale.status, stale.body.status]).toEqual([412, '412']);
    expect((await get(SR)).body.Title).toBe('First');
    expect((await change('Third', '*')).status).toBe(200);
    expect((await patch(SR, { Title: 'Fourth' })).status).toBe(200);
  });

  it('is deleted in the state that the caller has seen, and in no other', async () => {
    const { request, patch, send, get } = await openWithRequest();
    const seen = { 'if-match': request.headers.get('etag') };
    await patch(SR, { Title: 'New' });
    expect((await send('DELETE', SR, undefined, seen)).status).toBe(412);
    const now = { 'if-match': (await get(SR)).headers.get('etag') };
    expect((await send('DELETE', SR, undefined, now)).status).toBe(204);
  });

  it('shows its state in its links, with or without quotes', async () => {
    const { get, patch } = await openWithRequest();
    const read = await get(SR);
    const { changeIndicator } = read.body.links[0].properties;
    expect(changeIndicator).toBe(read.headers.get('etag'));
    const bare = changeIndicator.replaceAll('"', '');
    expect((await patch(SR, { StatusCd: 'ORA_SVC_INPROGRESS' }, { 'if-match': bare })).status).toBe(200);
  });

  it('is not changed by a body with something wrong', async () => {
    const { patch, get, request } = await openWithRequest();
    for (const body of [{ Title: null }, { StatusCd: 'X' }, { SrNumber: '1' }, { messages: [] }, { X: 1 }]) {
      expect((await patch(SR, { ProblemDescription: 'new', ...body })).status).toBe(400);
    }
    expect((await get(SR)).body).toEqual(request.body);
  });

  it('can have further contacts and people who work on it, under keys that only links tell', async () => {
    const { post, get, contactId } = await openWithRequest();
    const contact = await post(`${SR}/child/contacts`, { PartyId: contactId, PrimaryContactFlag: false });
    const member = await post(`${SR}/child/resourceMembers`, {
      ObjectId: 300_000_187_654_320_809n,
      OwnerFlag: 'Y',
    });
    expect([contact.status, member.status, member.body.OwnerFlag]).toEqual([201, 201, true]);
    expect(selfOf(contact.body)).toMatch(/^serviceRequests\/SR0000012345\/child\/contacts\/[0-9A-F]{30,}$/);
    expect((await get(selfOf(contact.body))).body).toEqual(contact.body);
    expect((await get(`${SR}/child/contacts/${contact.body.MemberId}`)).status).toBe(404);
    expect((await post(`${SR}/child/contacts`, { PartyId: NOBODY })).status).toBe(400);
  });

  it('is put into a queue by an action', async () => {
    const { post, get, patch } = await openWithRequest();
    const run = (body: object, headers = ACTION) =>
      post('serviceRequests/action/runQueueAssignment', body, headers);
    const body = { srNumber: 'SR0000012345', overrideQueueFlag: false };
    const [queue] = (await get('queues')).body.items;
    expect((await run(body)).status).toBe(200);
    expect((await get(SR)).body.QueueId).toBe(queue.QueueId);
    await patch(SR, { QueueId: null });
    expect((await run({ srNumber: 'SR0000012345' })).status).toBe(200);
    expect((await get(SR)).body.QueueId).toBe(queue.QueueId);
    expect((await run({ ...body, srNumber: 'SR1' })).status).toBe(400);
    expect((await run({ ...body, overrideQueueFlag: 'perhaps' })).status).toBe(400);
    expect((await run({ ...body, x: 1 })).status).toBe(400);
    expect((await post('serviceRequests/action/close', {}, ACTION)).status).toBe(404);
  });

  it('is not put into a queue by a body that is not declared as of an action, unless the tenant takes any', async () => {
    const pod = await openWithRequest();
    const run = () => pod.post('serviceRequests/action/runQueueAssignment', { srNumber: 'SR0000012345' });
    expect((await run()).status).toBe(415);
    pod.assume({ actionMediaType: 'any' });
    expect((await run()).status).toBe(200);
  });
});

describe('a message', () => {
  it('is text in base64, which its link gives', async () => {
    const { post, get, simulator } = await openWithRequest();
    const { status, body } = await post(`${SR}/child/messages`, MESSAGE_EXAMPLE);
    expect(status).toBe(201);
    expect(body).toMatchObject({ SrNumber: 'SR0000012345', StatusCd: 'ORA_SVC_READY' });
    expect(body.MessageContent).toBeUndefined();
    expect(selfOf(body)).toBe(`${SR}/child/messages/${body.MessageId}`);
    const content = await get(`${selfOf(body)}/enclosure/MessageContent`, { accept: '*/*' });
    expect([content.status, content.text]).toEqual([200, 'Full application']);
    expect(simulator.records().messages).toMatchObject([{ MessageContent: MESSAGE_EXAMPLE.MessageContent }]);
  });

  it.each([undefined, null, '', 'Full application', 'RnVsbA=', 'RnV sbA==', '====', 5])(
    'cannot be %s',
    async (MessageContent) => {
      const { post, get } = await openWithRequest();
      const answer = await post(`${SR}/child/messages`, { ...MESSAGE_EXAMPLE, MessageContent });
      expect([answer.status, pathsOf(answer)]).toEqual([400, ['/MessageContent']]);
      expect((await get(`${SR}/child/messages`)).body.items).toEqual([]);
    },
  );

  it('belongs to a service request that there is', async () => {
    expect((await openPod().post(`${SR}/child/messages`, MESSAGE_EXAMPLE)).status).toBe(404);
  });
});

describe('an attachment', () => {
  it('can be of a service request and of a message', async () => {
    const { post, get } = await openWithRequest();
    const message = await post(`${SR}/child/messages`, MESSAGE_EXAMPLE);
    for (const path of [SR, selfOf(message.body)]) {
      const { status, body } = await post(`${path}/child/Attachment`, ATTACHMENT_EXAMPLE);
      expect(status).toBe(201);
      expect(body).toMatchObject({ FileName: 'licence.pdf', UploadedFileLength: 8 });
      expect(selfOf(body).startsWith(`${path}/child/Attachment/`)).toBe(true);
      expect((await get(`${selfOf(body)}/enclosure/FileContents`)).text).toBe('%PDF-1.7');
      expect((await get(`${path}/child/Attachment`)).body.count).toBe(1);
    }
  });

  it('can be of messages alone, where the tenant is like that', async () => {
    const pod = await openWithRequest();
    pod.assume({ attachmentsOf: ['messages'] });
    expect((await pod.post(`${SR}/child/Attachment`, ATTACHMENT_EXAMPLE)).status).toBe(404);
    const nested = await pod.createServiceRequest({ Attachment: [ATTACHMENT_EXAMPLE] });
    expect([nested.status, pathsOf(nested)]).toEqual([400, ['/Attachment']]);
  });

  it.each([
    [{ FileContents: 'not base64' }, '/FileContents'],
    [{ FileContents: undefined }, '/FileContents'],
    [{ DatatypeCode: 'FLOPPY' }, '/DatatypeCode'],
    [{ Name: 'x' }, '/Name'],
  ])('is refused with %o', async (changes, path) => {
    const { post } = await openWithRequest();
    const answer = await post(`${SR}/child/Attachment`, { ...ATTACHMENT_EXAMPLE, ...changes });
    expect([answer.status, pathsOf(answer)]).toEqual([400, [path]]);
  });

  it('has the attributes that the tenant gives it', async () => {
    const pod = await openWithRequest();
    pod.simulator.changeTenant({
      attributes: { attachments: { FileContents: null, Contents: { type: 'base64', mandatory: true } } },
    });
    const { FileContents: Contents, ...rest } = ATTACHMENT_EXAMPLE;
    expect((await pod.post(`${SR}/child/Attachment`, { ...rest, Contents })).status).toBe(201);
    expect((await pod.post(`${SR}/child/Attachment`, ATTACHMENT_EXAMPLE)).status).toBe(400);
  });

  it('may have megabytes', async () => {
    const { post } = await openWithRequest();
    const FileContents = 'QUJD'.repeat(2_000_000);
    const { status, body } = await post(`${SR}/child/Attachment`, { ...ATTACHMENT_EXAMPLE, FileContents });
    expect([status, body.UploadedFileLength]).toEqual([201, 6_000_000]);
  });
});
