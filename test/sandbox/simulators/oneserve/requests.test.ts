import { describe, expect, it } from 'vitest';
import {
  CONTACT_EXAMPLE,
  SUCCESS_EXAMPLE,
  UNAUTHORIZED_EXAMPLE,
  UNKNOWN_CLIENT_EXAMPLE,
} from '../../../fixtures/oneserve-examples.ts';
import { openTenant, SITE } from './open-tenant.ts';

const NOT_AN_OBJECT = {
  result: 'fail',
  result_msg: 'REST0002',
  result_error_msg: expect.stringMatching(/object.*begin.*\{/),
};

describe('the method', () => {
  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('cannot be %s', async (method) => {
    const tenant = openTenant();
    const { status, headers } = await tenant.send(CONTACT_EXAMPLE, { method });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect((await tenant.records()).contacts).toEqual([]);
  });
});

describe('the content type', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json-patch+json', '', null])(
    'cannot be %j',
    async (type) => {
      const { status, body } = await openTenant().send(CONTACT_EXAMPLE, {
        headers: { 'content-type': type },
      });
      expect([status, body]).toEqual([415, '415 Unsupported Media Type']);
    },
  );

  it.each(['application/json; charset=utf-8', 'Application/JSON'])('can be %s', async (type) => {
    const { body } = await openTenant().send(CONTACT_EXAMPLE, { headers: { 'content-type': type } });
    expect(body).toEqual(SUCCESS_EXAMPLE);
  });
});

describe('the path', () => {
  it.each([
    '/rest/contact/contacts',
    '/rest/contact/contact/',
    '/rest//contact/contact',
    '/rest/contact/contact/1',
    '/Rest/contact/contact',
    '/rest/contact/locationContact',
    '/contact/contact',
    '/%E0%A4%A',
    '/',
    '',
  ])('%s is not found', async (path) => {
    const { status, body } = await openTenant().send(CONTACT_EXAMPLE, { path });
    expect([status, body]).toEqual([404, '404 Address Not Found']);
  });

  it('may have a context in front, and then must', async () => {
    const tenant = openTenant({ assumptions: { contextPath: '/acme/os' } });
    const found = await tenant.send(CONTACT_EXAMPLE, { path: '/acme/os/rest/contact/contact' });
    expect(found.body).toEqual(SUCCESS_EXAMPLE);
    expect((await tenant.send(CONTACT_EXAMPLE)).status).toBe(404);
  });

  it('stands below the prefix that the simulator was given', async () => {
    const tenant = openTenant({ prefix: '/elsewhere' });
    const path = 'http://localhost/elsewhere/rest/contact/contact';
    expect((await tenant.send(CONTACT_EXAMPLE, { path })).body).toEqual(SUCCESS_EXAMPLE);
    expect((await tenant.send(CONTACT_EXAMPLE)).status).toBe(404);
  });
});

describe('a body that holds no JSON object', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '  \n'],
    ['a list of contacts', JSON.stringify([CONTACT_EXAMPLE])],
    ['a list that is empty', '[]'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"{}"'],
    ['half an object', JSON.stringify(CONTACT_EXAMPLE).slice(0, 100)],
    ['an object and more', '{} {}'],
    ['a form', 'clientRef=29&contactRef=1'],
    ['markup', '<contact/>'],
    ['200,000 brackets', '['.repeat(200_000)],
    ['200,000 lists in each other', '['.repeat(200_000) + ']'.repeat(200_000)],
  ])('such as %s gets REST0002', async (_name, text) => {
    const { status, body } = await openTenant().send(text);
    expect(status).toBe(200);
    expect(body).toEqual(NOT_AN_OBJECT);
  });
});

describe('a hostile body', () => {
  const nested = '['.repeat(100_000) + ']'.repeat(100_000);

  it.each([
    ['a field', `{"clientRef":"29","contactRef":${nested}}`],
    ['the client', `{"clientRef":${nested}}`],
    ['the locations', JSON.stringify({ ...CONTACT_EXAMPLE, locations: '@' }).replace('"@"', nested)],
  ])('with lists in lists in %s is refused, and does no harm to the log', async (_name, text) => {
    const tenant = openTenant({
      assumptions: {
        statementRepeatsValue: true,
        wordings: { wrongType: 'statement' },
      },
    });
    expect((await tenant.send(text)).body.result).toBe('fail');
    const { status, body } = await tenant.control('GET', '_requests');
    expect([status, body.length, body[0].body]).toEqual([200, 1, text]);
  });

  it('that is too long is refused before it is looked at', async () => {
    const tenant = openTenant();
    const { status, body } = await tenant.send(`[${'x'.repeat(1_000_000)}`);
    expect([status, body]).toEqual([413, '413 Content Too Large']);
    tenant.simulator.changeTenant({ assumptions: { maxBodyCharacters: null } });
    expect((await tenant.save({ notes: 'x'.repeat(1_000_000) })).body.result).toBe('fail');
    expect((await tenant.save({ more: 'x'.repeat(1_000_000) })).body.result).toBe('success');
  });

  it('that is empty of everything has no client', async () => {
    expect((await openTenant().send({})).body).toEqual(UNKNOWN_CLIENT_EXAMPLE);
  });
});

describe('the token', () => {
  const withHeaders = (headers: Record<string, string | null>) => ({
    headers: { os_rest_auth_token: null, ...headers },
  });

  it.each([
    ['none at all', {}],
    ['another one', { os_rest_auth_token: 'sandbox2' }],
    ['an empty one', { os_rest_auth_token: '' }],
    ['one with a scheme', { os_rest_auth_token: 'Bearer sandbox' }],
    ['one in another header', { authorization: 'Bearer sandbox' }],
    ['one in a cookie', { cookie: 'OS_REST_AUTH_TOKEN=sandbox' }],
  ])('that is %s gets a plain 401', async (_name, headers) => {
    const tenant = openTenant();
    const { status, headers: answered, body } = await tenant.send(CONTACT_EXAMPLE, withHeaders(headers));
    expect([status, body]).toEqual([401, UNAUTHORIZED_EXAMPLE]);
    expect(answered.get('content-type')).toBe('text/plain');
    expect((await tenant.records()).contacts).toEqual([]);
  });

  it('is looked at before path, method and body', async () => {
    const { status } = await openTenant().send('x', {
      ...withHeaders({ 'content-type': null }),
      method: 'PUT',
      path: '/rest',
    });
    expect(status).toBe(401);
  });

  it.each([
    ['another header', { tokenName: 'X-Token' }, { 'x-token': 'sandbox' }],
    [
      'a header with a scheme',
      { tokenName: 'Authorization', tokenPrefix: 'Bearer ' },
      { authorization: 'Bearer sandbox' },
    ],
    [
      'a cookie',
      { tokenPlace: 'cookie' },
      { cookie: 'X_OS_REST_AUTH_TOKEN=no; OS_REST_AUTH_TOKEN=sandbox; b=2' },
    ],
  ] as const)('can be expected in %s', async (_name, assumptions, headers) => {
    const tenant = openTenant({ assumptions });
    const { body } = await tenant.send(CONTACT_EXAMPLE, withHeaders(headers));
    expect(body).toEqual(SUCCESS_EXAMPLE);
    expect((await tenant.send(CONTACT_EXAMPLE)).status).toBe(401);
    expect(JSON.stringify(tenant.simulator.requests()[0]?.headers)).not.toContain('sandbox');
  });

  it('can be expected in the query', async () => {
    const tenant = openTenant({ assumptions: { tokenPlace: 'query' } });
    const path = '/rest/contact/contact?OS_REST_AUTH_TOKEN=sandbox&a=1';
    const { body } = await tenant.send(CONTACT_EXAMPLE, { ...withHeaders({}), path });
    expect(body).toEqual(SUCCESS_EXAMPLE);
    expect(tenant.simulator.requests()[0]?.query).toEqual({ OS_REST_AUTH_TOKEN: '***', a: '1' });
    expect((await tenant.send(CONTACT_EXAMPLE)).status).toBe(401);
  });

  it('is masked in the log', async () => {
    const tenant = openTenant();
    await tenant.save();
    expect(tenant.simulator.requests()).toMatchObject([
      {
        operation: 'save-contact',
        method: 'POST',
        path: '/rest/contact/contact',
        headers: { os_rest_auth_token: '***' },
        body: { surname: 'Daniels' },
        status: 200,
        response: { body: SUCCESS_EXAMPLE },
      },
    ]);
  });
});

describe('a login of the user whose token it is', () => {
  it('makes the token worthless and gives out another one', async () => {
    const tenant = openTenant();
    const { status, body } = await tenant.control('POST', '_sim/login');
    expect([status, body]).toEqual([200, { token: 'sandbox-1' }]);
    expect((await tenant.save()).body).toBe(UNAUTHORIZED_EXAMPLE);
    const renewed = await tenant.send(CONTACT_EXAMPLE, { headers: { os_rest_auth_token: body.token } });
    expect(renewed.body).toEqual(SUCCESS_EXAMPLE);
  });

  it('gives out a new token each time, and the same ones again after a reset', async () => {
    const { simulator } = openTenant();
    expect([simulator.logIn(), simulator.logIn()]).toEqual(['sandbox-1', 'sandbox-2']);
    simulator.reset();
    expect(simulator.logIn()).toBe('sandbox-1');
    simulator.changeTenant({ token: 'sandbox-2' });
    expect(simulator.logIn()).toBe('sandbox-3');
  });

  it('is undone by a reset', async () => {
    const tenant = openTenant();
    tenant.simulator.logIn();
    await tenant.control('POST', '_reset');
    expect((await tenant.save()).body).toEqual(SUCCESS_EXAMPLE);
  });

  it('is a control call: it is not logged, takes no fault, and answers POST only', async () => {
    const tenant = openTenant();
    tenant.simulator.failNext('any', 'status-500');
    expect((await tenant.control('POST', '_sim/login')).status).toBe(200);
    expect((await tenant.control('GET', '_sim/login')).status).toBe(405);
    expect(tenant.simulator.requests()).toEqual([]);
    expect(tenant.simulator.faults()).toHaveLength(1);
    expect((await tenant.simulator.fetch(new Request(`${SITE}/x/_sim/login`))).status).toBe(500);
  });
});

describe('a tenant that lets nothing through', () => {
  it.each([
    ['blocked', 403, '403 Forbidden'],
    ['broken', 500, '500 Internal Server Error'],
  ])('because it is %s answers %i to every call until that is switched off', async (name, status, text) => {
    const tenant = openTenant();
    await tenant.control('PATCH', '_tenant', { [name]: true });
    const refused = await tenant.send(CONTACT_EXAMPLE, { headers: { os_rest_auth_token: null } });
    expect([refused.status, refused.body]).toEqual([status, text]);
    expect((await tenant.save()).status).toBe(status);
    expect((await tenant.records()).contacts).toEqual([]);
    await tenant.control('PATCH', '_tenant', { [name]: false });
    expect((await tenant.save()).status).toBe(200);
  });

  it.each([
    ['html', 'text/html; charset=UTF-8', /<h1>Forbidden<\/h1>/],
    ['empty', null, /^$/],
  ] as const)('may say so with a body that is %s', async (statusBodies, type, body) => {
    const tenant = openTenant({ blocked: true, assumptions: { statusBodies } });
    const answer = await tenant.save();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, type]);
    expect(answer.body).toMatch(body);
  });
});

describe('the status of a refusal', () => {
  it.each([200, 400, 500] as const)('can be %i, whatever is refused', async (failStatus) => {
    const tenant = openTenant({ assumptions: { failStatus } });
    const answers = [
      await tenant.send('x'),
      await tenant.save({ clientRef: '30' }),
      await tenant.save({ surname: 5 }),
      await tenant.save({ contact2: 'x'.repeat(51) }),
    ];
    expect(answers.map(({ status, body }) => [status, body.result])).toEqual(
      answers.map(() => [failStatus, 'fail']),
    );
    expect((await tenant.save()).status).toBe(200);
  });
});
