import { describe, expect, it } from 'vitest';
import { openPod, pathsOf, selfOf } from './pod.ts';

const ERROR_TYPE = 'application/vnd.oracle.adf.error+json';

describe('the address', () => {
  it.each(['11.13.18.05', 'latest'])('has the version %s', async (version) => {
    expect((await openPod().get(`/crmRestApi/resources/${version}/contacts`)).status).toBe(200);
  });

  it.each([
    '/crmRestApi/resources/11.13.17.11/contacts',
    '/crmRestApi/resources/latest',
    '/crmRestApi/resources/latest/',
    '/fscmRestApi/resources/latest/contacts',
    '/crmRestApi/resources/latest/drivers',
    '/crmRestApi/resources/latest/contacts/CDRM_1002/child/drivers',
    '/crmRestApi/resources/latest/contacts/CDRM_1002/child',
    '/crmRestApi/resources/latest/contacts/%E0%A4%A',
    '/crmRestApi/resources/latest/contacts//child/ContactPoint',
    '/crmRestApi/resources/latest/__proto__',
    '/crmRestApi/resources/latest/contacts/CDRM_1002/child/__proto__',
    '/crmRestApi/resources/latest/contacts/CDRM_1002/enclosure/__proto__',
    '/crmRestApi/resources/latest/contacts/lov/nothing',
    '/crmRestApi/resources/latest/interactions/action/close',
    '/',
  ])('%s leads nowhere', async (path) => {
    const { status, body } = await openPod().get(path);
    const isAction = path.includes('/action/');
    expect([status, body.status]).toEqual(isAction ? [405, '405'] : [404, '404']);
  });

  it('takes the methods that it names and no others', async () => {
    const pod = openPod();
    for (const [method, path, allow] of [
      ['PUT', 'contacts', 'GET, POST'],
      ['POST', 'contacts/CDRM_1002', 'GET, PATCH, DELETE'],
      ['POST', 'queues', 'GET'],
      ['DELETE', 'contacts/describe', 'GET'],
      ['GET', 'serviceRequests/action/runQueueAssignment', 'POST'],
    ] as const) {
      const { status, headers } = await pod.send(method, path);
      expect([status, headers.get('allow')]).toEqual([405, allow]);
    }
  });
});

describe('credentials', () => {
  it.each([
    null,
    'Basic',
    `Basic ${btoa('sandbox:wrong')}`,
    `Basic ${btoa('sandbox')}`,
    'Basic %%%',
    'Bearer x',
    'sandbox',
  ])(
    '%s are refused with an empty body, and without a header that has a browser ask for them',
    async (authorization) => {
      const { status, headers, text } = await openPod().get('contacts', { authorization });
      expect([status, text]).toEqual([401, '']);
      expect(headers.has('www-authenticate')).toBe(false);
    },
  );

  it('are refused with a page, or with a structured error, where the tenant is like that', async () => {
    const pod = openPod({ assumptions: { unauthorizedBody: 'html' } });
    const page = await pod.get('contacts', { authorization: null });
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=UTF-8']);
    expect(page.text).toContain('<h1>401 Unauthorized</h1>');
    pod.assume({ unauthorizedBody: 'structured' });
    expect((await pod.get('contacts', { authorization: null })).body.status).toBe('401');
  });

  it('can be a token, until it expires or is revoked', async () => {
    let ms = 0;
    const pod = openPod({ now: () => ms, tokenLifetimeSeconds: 60 });
    const token = async () => {
      const form = 'grant_type=client_credentials&client_id=sandbox&client_secret=sandbox';
      const { body } = await pod.post('/oauth2/v1/token', form, FORM);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 60 });
      return { authorization: `Bearer ${body.access_token}` };
    };
    const first = await token();
    expect((await pod.get('contacts', first)).status).toBe(200);
    ms = 60_000;
    expect((await pod.get('contacts', first)).status).toBe(401);
    const second = await token();
    expect((await pod.get('contacts', second)).status).toBe(200);
    pod.simulator.changeTenant({ revokeTokens: true });
    expect((await pod.get('contacts', second)).status).toBe(401);
  });

  it('of a client may be in a Basic header; wrong ones get no token', async () => {
    const pod = openPod();
    const grant = 'grant_type=client_credentials';
    const basic = { ...FORM, authorization: `Basic ${btoa('sandbox:sandbox')}` };
    expect((await pod.post('/oauth2/v1/token', grant, basic)).status).toBe(200);
    for (const [form, headers, status, error] of [
      [`${grant}&client_id=sandbox&client_secret=no`, FORM, 401, 'invalid_client'],
      [`${grant}&client_id=__proto__`, FORM, 401, 'invalid_client'],
      ['grant_type=password', basic, 400, 'unsupported_grant_type'],
      ['', basic, 400, 'invalid_request'],
      [grant, { ...basic, 'content-type': 'application/json' }, 400, 'invalid_request'],
    ] as const) {
      const answer = await pod.post('/oauth2/v1/token', form, headers);
      expect([answer.status, answer.body]).toEqual([status, { error }]);
    }
    expect((await pod.get('/oauth2/v1/token')).status).toBe(405);
  });

  it('are in no log', async () => {
    const pod = openPod();
    await pod.post('/oauth2/v1/token', 'client_secret=secret-1', {
      ...FORM,
      authorization: 'Basic secret-2',
    });
    await pod.get('contacts', { authorization: 'Bearer secret-3' });
    expect(JSON.stringify(pod.simulator.requests())).not.toContain('secret-');
  });
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded', authorization: null };

describe('the protocol version', () => {
  it('is echoed, in errors too, and is the default one where none is asked for', async () => {
    const pod = openPod();
    const versionOf = async (path: string, headers = {}) =>
      (await pod.get(path, headers)).headers.get('rest-framework-version');
    expect(await versionOf('contacts', { 'rest-framework-version': '4' })).toBe('4');
    expect(await versionOf('contacts/none', { 'rest-framework-version': '9' })).toBe('9');
    expect(await versionOf('contacts')).toBe('1');
    pod.assume({ defaultFrameworkVersion: 2 });
    expect(await versionOf('contacts')).toBe('2');
  });

  it.each(['0', '10', 'x', ''])('cannot be "%s"', async (version) => {
    expect((await openPod().get('contacts', { 'rest-framework-version': version })).status).toBe(400);
  });

  it('decides where the links of an item are', async () => {
    const pod = openPod();
    const old = (await pod.get('contacts/CDRM_1002', { 'rest-framework-version': '8' })).body;
    const young = (await pod.get('contacts/CDRM_1002', { 'rest-framework-version': '9' })).body;
    expect(old['@context']).toBeUndefined();
    expect(young.links).toBeUndefined();
    expect(young['@context'].links).toEqual(old.links);
    expect(selfOf(young)).toBe('contacts/CDRM_1002');
    pod.assume({ contextLinksFrom: 4 });
    const list = (await pod.get('contacts', { 'rest-framework-version': '4' })).body;
    expect(list.items[0]['@context'].links).toHaveLength(old.links.length);
  });
});

describe('an error', () => {
  const causes = { Title: 'x'.repeat(401), Nonsense: 1 };

  it('is structured and has a detail for each thing that is wrong', async () => {
    const answer = await openPod().createServiceRequest(causes);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, ERROR_TYPE]);
    expect(answer.body).toMatchObject({ title: 'Bad Request', status: '400' });
    expect(pathsOf(answer)).toEqual(['/Title', '/Nonsense']);
    const [detail] = answer.body['o:errorDetails'];
    expect(detail).toEqual({ detail: expect.any(String), 'o:errorCode': '27021', 'o:errorPath': '/Title' });
  });

  it.each([null, '*/*', 'application/json'])('is plain text for whom accepts %s', async (accept) => {
    const { status, headers, text } = await openPod().get('contacts/none', { accept });
    expect([status, headers.get('content-type')]).toEqual([404, 'text/plain']);
    expect(text).not.toContain('{');
  });

  it('is structured as the tenant has it, too', async () => {
    const pod = openPod({ assumptions: { structuredErrors: 'allowed' } });
    const typeOf = async (accept: string) =>
      (await pod.get('contacts/none', { accept })).headers.get('content-type');
    expect([await typeOf('*/*'), await typeOf('application/json')]).toEqual([ERROR_TYPE, 'text/plain']);
    pod.assume({ structuredErrors: 'always' });
    expect(await typeOf('application/json')).toBe(ERROR_TYPE);
    pod.assume({ structuredErrors: 'never' });
    expect(await typeOf(ERROR_TYPE)).toBe('text/plain');
  });

  it('has the status and code that the tenant gives it', async () => {
    const pod = openPod({ assumptions: { statuses: { length: 422 }, codes: { length: 'PER-1530021' } } });
    const { status, body } = await pod.createServiceRequest({ Title: 'x'.repeat(401) });
    expect([status, body.status, body['o:errorDetails'][0]['o:errorCode']]).toEqual([
      422,
      '422',
      'PER-1530021',
    ]);
  });
});

describe('a request', () => {
  it('must take JSON', async () => {
    expect((await openPod().get('contacts', { accept: 'text/html' })).status).toBe(406);
    expect((await openPod().get('contacts', { accept: 'application/json;q=0' })).status).toBe(200);
  });

  it.each([
    ['application/json', 201],
    ['application/json; charset=utf-8', 201],
    ['application/vnd.oracle.adf.resourceitem+json', 201],
    ['application/vnd.oracle.adf.action+json', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['text/plain', 415],
    [null, 415],
  ] as const)('with a body of type %s is answered with %i', async (contentType, status) => {
    const answer = await openPod().post('contacts', { LastName: 'Daniels' }, { 'content-type': contentType });
    expect(answer.status).toBe(status);
  });

  it.each(['', '[]', 'null', '"x"', '{"LastName":', '['.repeat(100_000), '{"LastName":"x"}{}'])(
    'must have an object for its body: %.20s',
    async (body) => {
      const { status, headers } = await openPod().post('contacts', body);
      expect([status, headers.get('content-type')]).toEqual([400, ERROR_TYPE]);
    },
  );

  it('must not be too large, compressed or in another encoding', async () => {
    const pod = openPod({ assumptions: { maxBodyBytes: 30 } });
    expect((await pod.post('contacts', { LastName: 'é'.repeat(10) })).status).toBe(413);
    expect((await pod.post('contacts', { LastName: 'e'.repeat(10) })).status).toBe(201);
    expect((await pod.post('contacts', { LastName: 'e' }, { 'content-encoding': 'gzip' })).status).toBe(415);
    const latin1 = new Uint8Array(
      [...'{"LastName":"'].map((c) => c.charCodeAt(0)).concat([0xe9, 0x22, 0x7d]),
    );
    expect((await pod.post('contacts', latin1)).status).toBe(400);
    expect((await pod.records()).contacts).toHaveLength(2);
  });

  it.each([
    '{"__proto__":{"a":1},"LastName":"x"}',
    '{"constructor":"x","LastName":"x"}',
    '{"LastName":{"toString":1}}',
    '{"LastName":["x"]}',
    '{"LastName":"x","ContactPoint":{}}',
    '{"LastName":"x","ContactPoint":[1]}',
  ])('with hostile members is refused: %s', async (body) => {
    const pod = openPod();
    expect((await pod.post('contacts', body)).status).toBe(400);
    expect((await pod.records()).contacts).toHaveLength(1);
  });
});
