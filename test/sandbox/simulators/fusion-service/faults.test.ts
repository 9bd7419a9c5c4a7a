import { describe, expect, it } from 'vitest';
import { listen } from '../../../../src/node/listen.ts';
import { ConnectionReset } from '../../../../src/sandbox/simulators/connection-reset.ts';
import { parseExactJson, writeExactJson } from '../../../../src/sandbox/simulators/exact-json.ts';
import type { FaultName } from '../../../../src/sandbox/simulators/faults.ts';
import {
  ATTACHMENT_EXAMPLE,
  CONTACT_EXAMPLE,
  LEAST_INTERACTION,
  MESSAGE_EXAMPLE,
  SERVICE_REQUEST_EXAMPLE,
} from '../../../fixtures/fusion-service-examples.ts';
import { BUSINESS_UNIT, GOOD_HEADERS, openPod, podRequest, readAnswer } from './pod.ts';

const SR = 'serviceRequests/SR0000012345';
/** What the first service request and interaction get, since a tenant always counts alike. */
const SR_ID = 300_000_187_654_321_193n;
const INTERACTION_ID = 300_000_187_654_321_257n;

const ACTION = { 'content-type': 'application/vnd.oracle.adf.action+json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded', authorization: null };

type Call = [method: string, path: string, body?: unknown, headers?: Record<string, string | null>];

/** A call for each operation, made in a tenant with one service request and one interaction. */
const CALLS: Readonly<Record<string, { call: Call; status: number }>> = {
  query: { call: ['GET', "contacts?q=EmailAddress='rosa.delgado@example.com'"], status: 200 },
  read: { call: ['GET', 'contacts/CDRM_1002'], status: 200 },
  'create-contact': { call: ['POST', 'contacts', CONTACT_EXAMPLE], status: 201 },
  'update-contact': { call: ['PATCH', 'contacts/CDRM_1002', { City: 'Denver', Country: 'US' }], status: 200 },
  'create-service-request': {
    call: ['POST', 'serviceRequests', { ...SERVICE_REQUEST_EXAMPLE, BUOrgId: BUSINESS_UNIT }],
    status: 201,
  },
  'update-service-request': { call: ['PATCH', SR, { Title: 'New' }], status: 200 },
  'create-message': { call: ['POST', `${SR}/child/messages`, MESSAGE_EXAMPLE], status: 201 },
  'create-interaction': { call: ['POST', 'interactions', LEAST_INTERACTION], status: 201 },
  'create-reference': {
    call: [
      'POST',
      `interactions/${INTERACTION_ID}/child/interactionReferences`,
      { ObjectTypeCd: 'SVC_SERVICE_REQUESTS', ObjectId: SR_ID },
    ],
    status: 201,
  },
  'attach-file': { call: ['POST', `${SR}/child/Attachment`, ATTACHMENT_EXAMPLE], status: 201 },
  describe: { call: ['GET', 'serviceRequests/describe'], status: 200 },
  action: {
    call: ['POST', 'serviceRequests/action/runQueueAssignment', { srNumber: 'SR0000012345' }, ACTION],
    status: 200,
  },
  token: {
    call: [
      'POST',
      '/oauth2/v1/token',
      'grant_type=client_credentials&client_id=sandbox&client_secret=sandbox',
      FORM,
    ],
    status: 200,
  },
};

const OPERATIONS = Object.keys(CALLS);

async function openWithRequest() {
  const pod = openPod();
  await pod.createServiceRequest();
  await pod.post('interactions', LEAST_INTERACTION);
  const request = (operation: string, changes: Record<string, string> = {}, init: RequestInit = {}) => {
    const [method, path, body, headers] = CALLS[operation]?.call ?? ['GET', 'nowhere'];
    return podRequest(method, path, body, { ...headers, ...changes }, init);
  };
  const call = (operation: string) => pod.simulator.fetch(request(operation));
  const play = (
    operation: string,
    fault: FaultName,
    more?: { delayMs?: number },
    headers?: Record<string, string>,
  ) => {
    pod.simulator.failNext(operation, fault, more);
    const isUnanswered = fault.startsWith('timeout') || fault === 'commit-late';
    const init = isUnanswered ? { signal: AbortSignal.timeout(50) } : {};
    return pod.simulator.fetch(request(operation, headers, init));
  };
  return { ...pod, call, play };
}

describe.each(OPERATIONS)('a fault ordered for %s', (operation) => {
  const usual = CALLS[operation]?.status ?? 0;

  it('befalls it and nothing else', async () => {
    const pod = await openWithRequest();
    pod.simulator.failNext(operation, 'status-503');
    for (const other of OPERATIONS.filter((each) => each !== operation)) {
      expect([other, (await pod.call(other)).status]).toEqual([other, CALLS[other]?.status]);
    }
    const response = await pod.call(operation);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await pod.call(operation)).status).toBe(usual);
  });

  it.each([
    ['status-400', 400],
    ['status-404', 404],
    ['status-429', 429],
    ['status-500', 500],
    ['status-503', 503],
    ['error-200', 200],
  ] as const)('%s is an error of the vendor, structured for whom takes that', async (fault, status) => {
    const pod = await openWithRequest();
    const answer = await readAnswer(await pod.play(operation, fault));
    const told = String(fault === 'error-200' ? 500 : status);
    expect([answer.status, answer.body.status]).toEqual([status, told]);
    expect(answer.body['o:errorDetails']).toHaveLength(1);
    const plain = await pod.play(operation, fault, {}, { accept: 'application/json' });
    expect([plain.status, plain.headers.get('content-type')]).toEqual([status, 'text/plain']);
    if (status === 429) expect(plain.headers.get('retry-after')).toBe('1');
  });

  it.each([
    ['status-502-html', 502],
    ['unauthorized', 401],
    ['html-200', 200],
  ] as const)('%s is a page of a gateway', async (fault, status) => {
    const response = await (await openWithRequest()).play(operation, fault);
    expect([response.status, await response.text()]).toEqual([
      status,
      expect.stringContaining('<!DOCTYPE html>'),
    ]);
  });

  it.each(['timeout-before-commit', 'timeout-after-commit', 'commit-late'] as const)(
    '%s gives no answer',
    async (fault) => {
      await expect((await openWithRequest()).play(operation, fault)).rejects.toThrow(/timeout/);
    },
  );

  it('redirect sends the caller elsewhere, and reset-after-commit cuts the connection', async () => {
    const pod = await openWithRequest();
    expect((await pod.play(operation, 'redirect')).status).toBe(302);
    await expect(pod.play(operation, 'reset-after-commit')).rejects.toBeInstanceOf(ConnectionReset);
  });

  it('spoils the answer in each of the other ways', async () => {
    const pod = await openWithRequest();
    const textOf = async (fault: FaultName, more = {}) => {
      const response = await pod.play(operation, fault, more);
      expect(response.status).toBe(usual);
      return response.text();
    };
    const isJson = (text: string) => parseExactJson(text) !== undefined;
    expect(isJson(await textOf('malformed-json'))).toBe(false);
    expect(await textOf('empty-body')).toBe('');
    expect(parseExactJson(await textOf('wrong-shape'))).toMatchObject({ items: 'none' });
    expect(isJson(await textOf('slow', { delayMs: 10 }))).toBe(true);
    expect(isJson(await textOf('slow-drip', { delayMs: 10 }))).toBe(true);
    expect(isJson(await textOf('race'))).toBe(true);
    expect(isJson(await textOf('no-id'))).toBe(true);
    const large = await textOf('oversized');
    expect([large.length > 8_000_000, isJson(large)]).toEqual([true, true]);
    await expect((await pod.play(operation, 'cut-off')).text()).rejects.toThrow();
  });
});

describe('a service request that is created', () => {
  it.each([
    ['timeout-before-commit', 0],
    ['timeout-after-commit', 1],
    ['reset-after-commit', 1],
    ['status-400', 0],
    ['status-429', 0],
    ['status-500', 0],
    ['status-502-html', 0],
    ['status-503', 0],
    ['unauthorized', 0],
    ['malformed-json', 1],
    ['html-200', 1],
    ['no-id', 1],
    ['race', 2],
  ] as const)('is there after %s: %i', async (fault, stored) => {
    const pod = await openWithRequest();
    await pod.play('create-service-request', fault).catch(() => {});
    expect((await pod.records()).serviceRequests).toHaveLength(1 + stored);
  });

  it('in a race for a unique key is there once, and the loser gets an error', async () => {
    const pod = openPod({ assumptions: { uniqueKeys: { serviceRequests: [['SubmissionId_c']] } } });
    pod.simulator.failNext('create-service-request', 'race');
    expect((await pod.createServiceRequest({ SubmissionId_c: 's-1' })).status).toBe(409);
    expect((await pod.records()).serviceRequests).toHaveLength(1);
  });

  it('is told of without id, number and links, but with all else', async () => {
    const pod = await openWithRequest();
    const answer = await readAnswer(await pod.play('create-service-request', 'no-id'));
    expect(answer.body).toMatchObject({
      Title: SERVICE_REQUEST_EXAMPLE.Title,
      BUOrgId: String(BUSINESS_UNIT),
    });
    expect(['SrId', 'SrNumber', 'links'].filter((name) => name in answer.body)).toEqual([]);
  });

  it('has the same digits in an oversized answer', async () => {
    const text = await (await (await openWithRequest()).play('create-service-request', 'oversized')).text();
    expect(text).toContain(`"BUOrgId":${BUSINESS_UNIT},`);
  });
});

it('faults can be ordered over HTTP for every operation and for any', async () => {
  const pod = openPod();
  for (const operation of [...OPERATIONS, 'any']) {
    expect((await pod.control('POST', '_faults', { operation, fault: 'status-500' })).status).toBe(201);
  }
  const wrong = { operation: 'create-incident', fault: 'status-500' };
  expect((await pod.control('POST', '_faults', wrong)).status).toBe(400);
});

it.each([
  [['GET', 'serviceRequests/lov/StatusCdLookup'], 'query'],
  [['GET', `${SR}/child/messages`], 'query'],
  [['GET', `interactions/${INTERACTION_ID}/enclosure/Payload`], 'read'],
  [['DELETE', 'contacts/CDRM_1002'], 'update-contact'],
  [['POST', 'contacts/CDRM_1002/child/ContactPoint', { ContactPointType: 'EMAIL' }], 'update-contact'],
  [['POST', `${SR}/child/contacts`, {}], 'update-service-request'],
] as [Call, string][])('%j counts as %s', async ([method, path, body], operation) => {
  const pod = await openWithRequest();
  pod.simulator.failNext(operation, 'status-500');
  expect((await pod.send(method, path, body)).status).toBe(500);
});

it('on a socket a whole delivery works, with exact ids', async () => {
  const { simulator } = openPod();
  const server = await listen((request) => simulator.fetch(request), { port: 0, host: '127.0.0.1' });
  try {
    const base = `http://127.0.0.1:${server.port}/sandbox/fusion-service/crmRestApi/resources/11.13.18.05`;
    const headers = { ...GOOD_HEADERS, 'content-type': 'application/json' };
    const post = async (path: string, body: object) => {
      const init = { method: 'POST', headers, body: writeExactJson({ ...body }) };
      return readAnswer(await fetch(`${base}/${path}`, init));
    };
    const contact = await post('contacts', CONTACT_EXAMPLE);
    const request = await post('serviceRequests', {
      ...SERVICE_REQUEST_EXAMPLE,
      BUOrgId: BUSINESS_UNIT,
      PrimaryContactPartyId: BigInt(contact.body.PartyId),
    });
    const { SrNumber, SrId } = request.body;
    const interactionReferences = [{ ObjectTypeCd: 'SVC_SERVICE_REQUESTS', ObjectId: BigInt(SrId) }];
    const answers = [
      contact,
      request,
      await post(`serviceRequests/${SrNumber}/child/messages`, MESSAGE_EXAMPLE),
      await post(`serviceRequests/${SrNumber}/child/Attachment`, ATTACHMENT_EXAMPLE),
      await post('interactions', { ...LEAST_INTERACTION, interactionReferences }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const { href } = request.body.links[0];
    expect((await readAnswer(await fetch(href, { headers }))).body).toEqual(request.body);
  } finally {
    await server.close();
  }
});
