import { describe, expect, it } from 'vitest';
import { CONTACT_EXAMPLE } from '../../../fixtures/fusion-service-examples.ts';
import { BASE, openPod, pathsOf, selfOf } from './pod.ts';

describe('a new contact', () => {
  it('gets an id, a number and a name, and can be read by its number', async () => {
    const pod = openPod();
    const { status, body } = await pod.createContact();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...CONTACT_EXAMPLE,
      PartyId: expect.stringMatching(/^[0-9]{18}$/),
      PartyNumber: 'CDRM_10001',
      ContactName: 'Craig Daniels',
      RawMobileNumber: '13035550142',
      FormattedMobileNumber: '+1 303-555-0142',
      SourceSystem: null,
    });
    expect(selfOf(body)).toBe('contacts/CDRM_10001');
    expect((await pod.get('contacts/CDRM_10001')).body).toEqual(body);
    expect((await pod.get(`contacts/${body.PartyId}`)).status).toBe(404);
  });

  it('is found by its address', async () => {
    const pod = openPod();
    const { body } = await pod.createContact();
    const found = await pod.find('contacts', "EmailAddress='craig.daniels@example.com'");
    expect(found).toEqual([body]);
    expect(await pod.find('contacts', "EmailAddress='nobody@example.com'")).toEqual([]);
  });

  it('has links to itself with its state, to its children, and nothing that is not there', async () => {
    const { body, headers } = await openPod().createContact();
    expect(body.links[0]).toEqual({
      rel: 'self',
      href: `${BASE}/contacts/CDRM_10001`,
      name: 'contacts',
      kind: 'item',
      properties: { changeIndicator: headers.get('etag') },
    });
    expect(body.links.map(({ rel, name }: Record<string, string>) => `${rel} ${name}`)).toEqual([
      'self contacts',
      'canonical contacts',
      'child ContactPoint',
    ]);
  });

  it.each([
    [{ LastName: undefined }, '/LastName'],
    [{ LastName: '' }, '/LastName'],
    [{ LastName: null }, '/LastName'],
    [{ FirstName: 5 }, '/FirstName'],
    [{ LastName: 'x'.repeat(151) }, '/LastName'],
    [{ Country: 'USA' }, '/Country'],
    [{ Country: 'ZZ' }, '/Country'],
    [{ Country: undefined }, '/Country'],
    [{ PartyId: 5 }, '/PartyId'],
    [{ FormattedMobileNumber: '1' }, '/FormattedMobileNumber'],
    [{ SourceSystem: 'OTHER' }, '/SourceSystem'],
    [{ OwnerPartyNumber: 'CDRM_1' }, '/OwnerPartyNumber'],
    [{ AccountPartyNumber: 'CDRM_1' }, '/AccountPartyNumber'],
    [{ Colour: 'red' }, '/Colour'],
  ])('is refused with %o', async (changes, path) => {
    const pod = openPod();
    const answer = await pod.createContact(changes);
    expect([answer.status, pathsOf(answer)]).toEqual([400, [path]]);
    expect((await pod.records()).contacts).toHaveLength(1);
  });

  it('may name a source system, an owner and an account that there are', async () => {
    const { status } = await openPod().createContact({
      SourceSystem: 'APPLICANT_INTAKE',
      SourceSystemReferenceValue: 'person-1',
      OwnerPartyNumber: 'CDRM_9001',
      AccountPartyNumber: 'CDRM_1001',
    });
    expect(status).toBe(201);
  });

  it('needs a country for an address only where the tenant asks for that', async () => {
    const pod = openPod({ assumptions: { addressNeedsCountry: false } });
    expect((await pod.createContact({ Country: undefined })).status).toBe(201);
    expect((await openPod().post('contacts', { LastName: 'Daniels' })).status).toBe(201);
  });

  it('counts characters, not halves of them', async () => {
    expect((await openPod().createContact({ LastName: '🚚'.repeat(150) })).status).toBe(201);
  });

  it('without the attributes that there are not, and those it cannot set, where the tenant ignores them', async () => {
    const pod = openPod({ assumptions: { unknownAttributes: 'ignored', readOnlyAttributes: 'ignored' } });
    const { status, body } = await pod.createContact({ Colour: 'red', PartyNumber: 'X' });
    expect([status, body.Colour, body.PartyNumber]).toEqual([201, undefined, 'CDRM_10001']);
  });
});

describe('duplicates', () => {
  it('are allowed unless the tenant refuses them', async () => {
    const pod = openPod();
    await pod.createContact();
    expect((await pod.createContact()).status).toBe(201);
    pod.assume({ uniqueKeys: { contacts: [['EmailAddress']] } });
    const refused = await pod.createContact({ EmailAddress: 'Craig.Daniels@Example.com' });
    expect([refused.status, pathsOf(refused)]).toEqual([409, ['/EmailAddress']]);
    expect((await pod.createContact({ EmailAddress: 'other@example.com' })).status).toBe(201);
    expect((await pod.createContact({ EmailAddress: null })).status).toBe(201);
    expect((await pod.createContact({ EmailAddress: null })).status).toBe(201);
  });

  it('are refused on change as well, but a row is none of itself', async () => {
    const pod = openPod({ assumptions: { uniqueKeys: { contacts: [['EmailAddress']] } } });
    await pod.createContact();
    const address = { EmailAddress: 'rosa.delgado@example.com' };
    expect((await pod.patch('contacts/CDRM_10001', address)).status).toBe(409);
    expect((await pod.patch('contacts/CDRM_1002', address)).status).toBe(200);
  });
});

describe('a contact that is there', () => {
  it('can be changed in part', async () => {
    const pod = openPod();
    const { body } = await pod.createContact();
    const changed = await pod.patch('contacts/CDRM_10001', { FirstName: null, MobileNumber: '303-555-0143' });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      PartyId: body.PartyId,
      ContactName: 'Daniels',
      EmailAddress: body.EmailAddress,
      RawMobileNumber: '13035550143',
    });
    expect((await pod.patch('contacts/CDRM_10001', { LastName: null })).status).toBe(400);
    expect((await pod.patch('contacts/CDRM_10001', { PartyNumber: 'X' })).status).toBe(400);
    expect((await pod.patch('contacts/none', {})).status).toBe(404);
  });

  it('can be deleted, with what is below it', async () => {
    const pod = openPod();
    await pod.createContact({ ContactPoint: [{ ContactPointType: 'EMAIL', EmailAddress: 'b@example.com' }] });
    const { status, text } = await pod.send('DELETE', 'contacts/CDRM_10001');
    expect([status, text]).toEqual([204, '']);
    expect((await pod.get('contacts/CDRM_10001')).status).toBe(404);
    expect((await pod.records()).contactPoints).toEqual([]);
  });

  it('can have further contact points', async () => {
    const pod = openPod();
    const phone = {
      ContactPointType: 'PHONE',
      PhoneCountryCode: '1',
      PhoneAreaCode: '720',
      PhoneNumber: '555-0142',
    };
    const { status, body } = await pod.post('contacts/CDRM_1002/child/ContactPoint', phone);
    expect(status).toBe(201);
    expect((await pod.get(selfOf(body))).body).toMatchObject(phone);
    expect((await pod.get('contacts/CDRM_1002/child/ContactPoint')).body.items).toHaveLength(1);
    expect((await pod.post('contacts/CDRM_10002/child/ContactPoint', phone)).status).toBe(404);
  });
});

describe('Upsert-Mode', () => {
  const pair = { SourceSystem: 'APPLICANT_INTAKE', SourceSystemReferenceValue: 'person-1' };
  const upsert = { 'upsert-mode': 'true' };

  it('updates the contact with the same source system reference, and creates it the first time', async () => {
    const pod = openPod();
    const send = (changes: object) =>
      pod.post('contacts', { ...CONTACT_EXAMPLE, ...pair, ...changes }, upsert);
    const first = await send({});
    const second = await send({ City: 'Boulder' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toMatchObject({ PartyId: first.body.PartyId, City: 'Boulder' });
    expect((await send({ SourceSystemReferenceValue: 'person-2' })).status).toBe(201);
    expect((await send({ City: 5 })).status).toBe(400);
    expect((await pod.records()).contacts).toHaveLength(3);
  });

  it.each([null, 'false'])('%s creates', async (mode) => {
    const pod = openPod();
    await pod.createContact(pair);
    const { status } = await pod.post('contacts', { ...CONTACT_EXAMPLE, ...pair }, { 'upsert-mode': mode });
    expect(status).toBe(201);
    expect((await pod.records()).contacts).toHaveLength(3);
  });

  it('creates where a part of the key is missing', async () => {
    const pod = openPod();
    await pod.post('contacts', CONTACT_EXAMPLE, upsert);
    expect((await pod.post('contacts', CONTACT_EXAMPLE, upsert)).status).toBe(201);
  });

  it('can be switched for each resource', async () => {
    const pod = openPod({
      assumptions: { upsertKeys: { contacts: [], serviceRequests: ['SubmissionId_c'] } },
    });
    await pod.createContact(pair);
    expect((await pod.post('contacts', { ...CONTACT_EXAMPLE, ...pair }, upsert)).status).toBe(201);
    const { body } = await pod.createServiceRequest({ SubmissionId_c: 's-1' });
    const again = { SubmissionId_c: 's-1', Title: 'Again', BUOrgId: BigInt(body.BUOrgId) };
    const updated = await pod.post('serviceRequests', again, upsert);
    expect([updated.status, updated.body.SrNumber, updated.body.Title]).toEqual([
      200,
      body.SrNumber,
      'Again',
    ]);
    pod.assume({ upsertUpdateStatus: 201 });
    expect((await pod.post('serviceRequests', again, upsert)).status).toBe(201);
  });

  it('finds an interaction by a number that cannot be changed, where that is its key', async () => {
    const pod = openPod({ assumptions: { upsertKeys: { interactions: ['InteractionNumber'] } } });
    const send = (Description: string) =>
      pod.post(
        'interactions',
        { ChannelTypeCd: 'ORA_SVC_WEB', InteractionNumber: 'n-1', Description },
        upsert,
      );
    expect([(await send('a')).status, (await send('b')).status]).toEqual([201, 200]);
    expect((await pod.records()).interactions).toMatchObject([{ Description: 'b' }]);
  });

  it('must be true or false', async () => {
    expect((await openPod().post('contacts', CONTACT_EXAMPLE, { 'upsert-mode': 'yes' })).status).toBe(400);
  });
});
