import { describe, expect, it } from 'vitest';
import { SERVICE_REQUEST_EXAMPLE } from '../../../fixtures/fusion-service-examples.ts';
import { BUSINESS_UNIT, openPod, pathsOf } from './pod.ts';

describe('ids', () => {
  it('have 18 digits, are bare in JSON, and are lost on who reads them as numbers', async () => {
    const pod = openPod();
    const answers = [
      await pod.createContact(),
      await pod.createServiceRequest(),
      await pod.post('interactions', { ChannelTypeCd: 'ORA_SVC_WEB' }),
    ];
    for (const { text, body } of answers) {
      const ids = [body.PartyId, body.SrId, body.InteractionId].filter((id) => id !== undefined);
      for (const id of ids) {
        expect(id).toMatch(/^[0-9]{18}$/);
        expect(text).toMatch(new RegExp(`"(PartyId|SrId|InteractionId)":${id}[,}]`));
        expect(BigInt(Number(id))).not.toBe(BigInt(id));
      }
    }
    expect(JSON.parse(answers[0]?.text ?? '').PartyId).not.toBe(answers[0]?.body.PartyId);
  });

  it('that were rounded on the way are those of nobody', async () => {
    const pod = openPod();
    const ids: string[] = [];
    for (let made = 0; made < 70; made += 1) ids.push((await pod.createContact()).body.PartyId);
    const rounded = ids.map((id) => String(BigInt(Number(id))));
    expect(rounded.filter((id) => ids.includes(id))).toEqual([]);
    const text = JSON.stringify({ ...SERVICE_REQUEST_EXAMPLE, BUOrgId: Number(BUSINESS_UNIT) });
    const answer = await pod.post('serviceRequests', text);
    expect([answer.status, pathsOf(answer)]).toEqual([400, ['/BUOrgId']]);
  });

  it('come in as bare digits, and as text only where the tenant takes that', async () => {
    const pod = openPod();
    const asText = { BUOrgId: String(BUSINESS_UNIT) };
    expect((await pod.createServiceRequest(asText)).status).toBe(400);
    expect((await pod.createServiceRequest()).status).toBe(201);
    pod.assume({ numbersAsText: 'accepted' });
    const { status, body } = await pod.createServiceRequest(asText);
    expect([status, body.BUOrgId]).toEqual([201, String(BUSINESS_UNIT)]);
    expect((await pod.createServiceRequest({ BUOrgId: 'Driver Recruiting' })).status).toBe(400);
  });

  it('are exact in queries, with and without quotes', async () => {
    const pod = openPod();
    const { body } = await pod.createServiceRequest();
    expect(await pod.find('serviceRequests', `SrId=${body.SrId}`)).toHaveLength(1);
    expect(await pod.find('serviceRequests', `SrId='${body.SrId}'`)).toHaveLength(1);
    expect(await pod.find('serviceRequests', `SrId=${BigInt(body.SrId) + 1n}`)).toEqual([]);
  });

  it('are text in the records and in the log, to the last digit', async () => {
    const pod = openPod();
    const { body } = await pod.createServiceRequest();
    expect((await pod.records()).serviceRequests).toMatchObject([
      { SrId: body.SrId, BUOrgId: String(BUSINESS_UNIT) },
    ]);
    expect(pod.simulator.requests()).toMatchObject([
      { body: { BUOrgId: String(BUSINESS_UNIT) }, response: { body: { SrId: body.SrId } } },
    ]);
  });

  it('and numbers are the same again after a reset', async () => {
    const pod = openPod();
    const make = async () => {
      const contact = await pod.createContact();
      const request = await pod.createServiceRequest();
      return [contact.body.PartyId, contact.body.PartyNumber, request.body.SrId, request.body.SrNumber];
    };
    const first = await make();
    expect(await make()).not.toEqual(first);
    pod.simulator.reset();
    expect(await make()).toEqual(first);
  });
});
