import { describe, expect, it } from 'vitest';
import {
  EXAMPLE_TIME,
  INTERACTION_CHILDREN,
  LEAST_INTERACTION,
  NEW_INTERACTION,
  REFERENCE_OBJECT_TYPES,
} from '../../../fixtures/fusion-service-examples.ts';
import { NOBODY, openPod, pathsOf, selfOf } from './pod.ts';

async function openWithRequest() {
  const pod = openPod();
  const contactId = BigInt((await pod.createContact()).body.PartyId);
  const srId = BigInt((await pod.createServiceRequest()).body.SrId);
  const reference = { ObjectTypeCd: 'SVC_SERVICE_REQUESTS', ObjectId: srId };
  return { ...pod, contactId, srId, reference };
}

describe('a new interaction', () => {
  it("gets the values of the vendor's example", async () => {
    const pod = openPod({ now: () => EXAMPLE_TIME.ms });
    const { status, body } = await pod.post('interactions', LEAST_INTERACTION);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...NEW_INTERACTION,
      StartTime: EXAMPLE_TIME.text,
      ChannelDisplayName: 'Web',
    });
    expect(body.InteractionId).toMatch(/^[0-9]{18}$/);
    expect(body.ParentInteractionId).toBe(body.InteractionId);
    expect(body.ChannelId).toMatch(/^[0-9]{18}$/);
    const children = body.links.filter(({ rel }: { rel: string }) => rel === 'child');
    expect(children.map(({ name }: { name: string }) => name)).toEqual(INTERACTION_CHILDREN);
    expect((await pod.get(`interactions/${body.InteractionId}`)).body).toEqual(body);
  });

  it('keeps what it says itself', async () => {
    const said = { DirectionCd: 'ORA_SVC_OUTBOUND', StartTime: '2026-11-29T08:00:00Z', StripeCd: 'OTHER' };
    expect((await openPod().post('interactions', { ...LEAST_INTERACTION, ...said })).body).toMatchObject(
      said,
    );
  });

  it('is answered with 200 where the tenant does as the example prints', async () => {
    const pod = openPod({ assumptions: { createStatus: 200 } });
    expect((await pod.post('interactions', LEAST_INTERACTION)).status).toBe(200);
  });

  it.each([
    [{ ChannelTypeCd: undefined }, '/ChannelTypeCd'],
    [{ ChannelTypeCd: 'X' }, '/ChannelTypeCd'],
    [{ StatusCd: 'X' }, '/StatusCd'],
    [{ DirectionCd: 'X' }, '/DirectionCd'],
    [{ ContactPartyId: NOBODY }, '/ContactPartyId'],
    [{ StartTime: 'yesterday' }, '/StartTime'],
    [{ InteractionNumber: 'x'.repeat(31) }, '/InteractionNumber'],
    [{ TopLevelFlag: 'false' }, '/TopLevelFlag'],
    [{ Payload: 'no base64' }, '/Payload'],
    [{ smartActions: [] }, '/smartActions'],
    [{ interactionReferences: {} }, '/interactionReferences'],
    [{ interactionReferences: ['x'] }, '/interactionReferences/0'],
  ])('is refused with %o', async (changes, path) => {
    const pod = openPod();
    const answer = await pod.post('interactions', { ...LEAST_INTERACTION, ...changes });
    expect([answer.status, pathsOf(answer)]).toEqual([400, [path]]);
    expect((await pod.records()).interactions).toEqual([]);
  });

  it('may have a number of its own, which no other can have and which the counter leaves out', async () => {
    const pod = openPod();
    const send = (InteractionNumber?: string) =>
      pod.post('interactions', { ...LEAST_INTERACTION, InteractionNumber });
    expect((await send('1001')).body.InteractionNumber).toBe('1001');
    expect((await send('1001')).status).toBe(409);
    expect((await send()).body.InteractionNumber).toBe('1002');
  });

  it('has a description as long as the tenant allows', async () => {
    const pod = openPod();
    const send = () => pod.post('interactions', { ...LEAST_INTERACTION, Description: 'x'.repeat(5_000) });
    expect((await send()).status).toBe(201);
    pod.simulator.changeTenant({ attributes: { interactions: { Description: { maxLength: 4_000 } } } });
    expect((await send()).status).toBe(400);
  });

  it('has a payload that its link gives, and none where none was sent', async () => {
    const { post, get } = openPod();
    const some = await post('interactions', { ...LEAST_INTERACTION, Payload: btoa('{}') });
    expect((await get(`${selfOf(some.body)}/enclosure/Payload`)).text).toBe('{}');
    const none = await post('interactions', LEAST_INTERACTION);
    expect((await get(`${selfOf(none.body)}/enclosure/Payload`)).status).toBe(204);
    expect((await get(`${selfOf(none.body)}/enclosure/Description`)).status).toBe(404);
  });

  it('has collections in which nothing ever is', async () => {
    const { post, get } = openPod();
    const { body } = await post('interactions', LEAST_INTERACTION);
    for (const child of ['InteractionData', 'InteractionParticipants', 'smartActions', 'childInteractions']) {
      expect((await get(`${selfOf(body)}/child/${child}`)).body).toMatchObject({ items: [], count: 0 });
      expect((await post(`${selfOf(body)}/child/${child}`, {})).status).toBe(405);
    }
  });
});

describe('a reference of an interaction', () => {
  it('can come with it, and shows at the service request that it is about', async () => {
    const { post, get, contactId, srId, reference } = await openWithRequest();
    const { status, body } = await post('interactions', {
      ...LEAST_INTERACTION,
      ContactPartyId: contactId,
      Description: 'Application received',
      interactionReferences: [reference],
    });
    expect(status).toBe(201);
    const { items } = (await get(`${selfOf(body)}/child/interactionReferences`)).body;
    expect(items).toMatchObject([
      {
        ReferenceId: expect.stringMatching(/^[0-9]{18}$/),
        InteractionId: body.InteractionId,
        InteractionNumber: body.InteractionNumber,
        ObjectTypeCd: 'SVC_SERVICE_REQUESTS',
        ObjectId: String(srId),
        UpdateableFlag: true,
      },
    ]);
    const about = await get('serviceRequests/SR0000012345/child/interactions');
    expect(about.body.items).toMatchObject([{ InteractionId: body.InteractionId }]);
    const path = `serviceRequests/SR0000012345/child/interactions/${body.InteractionId}`;
    expect([(await get(path)).status, (await get(path)).body.Description]).toEqual([
      200,
      'Application received',
    ]);
  });

  it('can come later, and is found by its link alone', async () => {
    const { post, get, reference } = await openWithRequest();
    const interaction = (await post('interactions', LEAST_INTERACTION)).body;
    const path = `${selfOf(interaction)}/child/interactionReferences`;
    const InteractionId = BigInt(interaction.InteractionId);
    const { status, body } = await post(path, { ...reference, InteractionId });
    expect(status).toBe(201);
    expect((await get(selfOf(body))).body).toEqual(body);
    expect((await get(`${path}/${body.ReferenceId}`)).status).toBe(404);
    expect((await post(path, { ...reference, InteractionId: NOBODY })).status).toBe(400);
    expect((await post(path, { ...reference, InteractionNumber: 'other' })).status).toBe(400);
    expect((await post(`interactions/${NOBODY}/child/interactionReferences`, reference)).status).toBe(404);
  });

  it.each([
    [{ ObjectTypeCd: 'SERVICE_REQUEST' }, '/ObjectTypeCd'],
    [{ ObjectTypeCd: undefined }, '/ObjectTypeCd'],
    [{ ObjectId: NOBODY }, '/ObjectId'],
    [{ ObjectId: 'SR0000012345' }, '/ObjectId'],
    [{ ObjectId: undefined }, '/ObjectId'],
    [{ ReferenceId: 1 }, '/ReferenceId'],
    [{ UpdateableFlag: true }, '/UpdateableFlag'],
  ])(
    'is refused with %o, later or with its interaction, which is then not made either',
    async (changes, path) => {
      const { post, records, reference } = await openWithRequest();
      const interactionReferences = [reference, { ...reference, ...changes }];
      const nested = await post('interactions', { ...LEAST_INTERACTION, interactionReferences });
      expect([nested.status, pathsOf(nested)]).toEqual([400, [`/interactionReferences/1${path}`]]);
      expect((await records()).interactions).toEqual([]);
      const { body } = await post('interactions', LEAST_INTERACTION);
      const later = await post(`${selfOf(body)}/child/interactionReferences`, { ...reference, ...changes });
      expect([later.status, pathsOf(later)]).toEqual([400, [path]]);
    },
  );

  it.each(REFERENCE_OBJECT_TYPES)(
    'may say %s, of which only service requests are in the tenant',
    async (type) => {
      const { post, reference } = await openWithRequest();
      const interactionReferences = [{ ...reference, ObjectTypeCd: type }];
      const answer = await post('interactions', { ...LEAST_INTERACTION, interactionReferences });
      if (type === 'SVC_SERVICE_REQUESTS') expect(answer.status).toBe(201);
      else expect(pathsOf(answer)).toEqual(['/interactionReferences/0/ObjectId']);
    },
  );

  it('must be to what there is after a change, too', async () => {
    const { post, patch, reference } = await openWithRequest();
    const interaction = (await post('interactions', LEAST_INTERACTION)).body;
    const { body } = await post(`${selfOf(interaction)}/child/interactionReferences`, reference);
    expect((await patch(selfOf(body), { ObjectId: NOBODY })).status).toBe(400);
    expect((await patch(selfOf(body), { ObjectTypeCd: 'MOO_OPTY' })).status).toBe(400);
    expect((await patch(selfOf(body), { ObjectId: reference.ObjectId })).status).toBe(200);
  });
});
