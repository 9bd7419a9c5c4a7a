import { describe, expect, it } from 'vitest';
import { REQUIRED_ONLY, REQUIRED_ONLY_XML } from '../../../fixtures/egain-examples.ts';
import { buildCustomer, byEmail, openTenant, XML } from './tenant.ts';

describe('a body', () => {
  it.each([
    ['text/plain', 415],
    ['text/xml', 415],
    ['application/x-www-form-urlencoded', 415],
    [null, 415],
    ['application/json; charset=iso-8859-1', 415],
    ['application/json; charset=UTF-8', 201],
    ['Application/JSON', 201],
  ])('declared as %s is answered with %i', async (type, status) => {
    const tenant = await openTenant();
    expect((await tenant.create(REQUIRED_ONLY, { 'content-type': type })).status).toBe(status);
  });

  it.each(['gzip', 'deflate', 'br'])('compressed by %s is refused with 415', async (coding) => {
    const tenant = await openTenant();
    expect((await tenant.create(REQUIRED_ONLY, { 'content-encoding': coding })).status).toBe(415);
    expect((await tenant.create(REQUIRED_ONLY, { 'content-encoding': 'identity' })).status).toBe(201);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"type":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['XML', REQUIRED_ONLY_XML],
    ['10,000 levels', `${'{"type":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a prototype', '{"__proto__":{"type":{"value":"individual"}}}'],
  ])('of JSON that is %s is refused with 400', async (_name, body) => {
    const tenant = await openTenant();
    const answer = await tenant.create(body);
    expect([answer.status, answer.body.code]).toEqual([400, '400-101']);
  });

  it('that is not UTF-8 is refused with 400, and U+FFFD in UTF-8 is not', async () => {
    const tenant = await openTenant();
    const text = JSON.stringify(REQUIRED_ONLY).replace('Jack', 'Jos\u00e9');
    const latin1 = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect((await tenant.create(latin1)).status).toBe(400);
    expect((await tenant.create(text.replace('Jos\u00e9', 'Jos\ufffd'))).status).toBe(201);
  });

  it('that is too large is refused with 413, counted in bytes', async () => {
    const tenant = await openTenant({ assumptions: { maxBodyBytes: 2_000 } });
    const customer = (name: string) => buildCustomer('a@example.com', { hobbies: name });
    expect((await tenant.create(customer('x'.repeat(1_000)))).status).toBe(201);
    expect((await tenant.create(customer('é'.repeat(1_000)))).status).toBe(413);
    expect((await tenant.create('x'.repeat(5_000_000))).status).toBe(413);
  });
});

describe('an answer', () => {
  it.each([
    ['application/json', 'application/json'],
    ['application/xml', 'application/xml'],
    ['*/*', 'application/xml'],
    [null, 'application/xml'],
    ['text/html, application/json;q=0.9, */*;q=0.1', 'application/json'],
    ['application/xml;q=0.5, application/json;q=0.4', 'application/xml'],
  ])('to Accept %s comes as %s', async (accept, type) => {
    const tenant = await openTenant();
    await tenant.create(buildCustomer('a@example.com'));
    const answer = await tenant.get(byEmail('a@example.com'), { accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    const error = await tenant.get(byEmail('b@example.com'), { accept });
    expect([error.status, error.headers.get('content-type')]).toEqual([404, type]);
    const made = await tenant.create(buildCustomer('c@example.com'), { accept });
    expect([made.status, made.headers.get('content-type')]).toEqual([201, type]);
  });

  it.each(['text/html', 'application/json;q=0', 'image/*'])('to Accept %s is 406', async (accept) => {
    const tenant = await openTenant();
    expect((await tenant.create(REQUIRED_ONLY, { accept })).status).toBe(406);
    expect(await tenant.customers()).toEqual([]);
  });
});

describe('a path', () => {
  it.each([
    ['/', 404],
    ['/ws/v12/interaction/customer', 404],
    ['/system/ws/v99/interaction/customer', 404],
    ['/system/ws/v12/interaction/case', 404],
    ['/system/ws/v12/interaction/customer/1/2', 404],
    ['/system/ws/v12/interaction/customer/', 404],
    ['/system/ws/v12/', 404],
  ])('%s is %i', async (path, status) => {
    const tenant = await openTenant();
    const answer = await tenant.get(path);
    expect([answer.status, answer.body.code]).toEqual([status, '404-101']);
  });

  it.each([
    ['DELETE', 'interaction/customer', 'GET, POST, PUT'],
    ['PUT', 'interaction/customer/2801', 'GET'],
    ['GET', 'authentication/user/login', 'POST'],
    ['POST', 'authentication/user/logout', 'DELETE'],
  ])('does not take %s %s', async (method, path, allow) => {
    const tenant = await openTenant();
    const answer = await tenant.send(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  });

  it('has the context and the versions that the tenant has', async () => {
    const tenant = await openTenant();
    await tenant.control('PATCH', '_tenant', { context: 'egain', versions: ['v12', 'v20'] });
    const answer = await tenant.send('POST', '/egain/ws/v20/interaction/customer', REQUIRED_ONLY);
    expect(answer.headers.get('location')).toBe('/egain/ws/v20/interaction/customer/2801');
    expect((await tenant.create(REQUIRED_ONLY)).status).toBe(404);
  });
});

describe('errors', () => {
  it('have more members, the other shape, or nothing, as is assumed', async () => {
    const tenant = await openTenant({ assumptions: { subCodes: { validation: '777' } } });
    const error = async (headers = {}) => (await tenant.create('{', headers)).body;
    expect(await error()).toEqual({ code: '400-777', developerMessage: expect.any(String) });
    tenant.assume({ errorDetails: true });
    expect(await error()).toMatchObject({
      code: '400-777',
      userMessage: expect.any(String),
      details: 'validation',
    });
    tenant.assume({ errorStyle: 'knowledge' });
    expect(await error()).toEqual({ message: expect.any(String) });
    expect(await error(XML)).toContain(
      '<Error xmlns="http://bindings.egain.com/ws/model/v12/gen/platform"><message>',
    );
    tenant.assume({ errorStyle: 'empty' });
    expect(await error()).toBe('');
  });

  it('never repeat what a person typed', async () => {
    const tenant = await openTenant();
    for (const body of [
      buildCustomer('secret-word'),
      { ...REQUIRED_ONLY, role: { value: 'secret-word' } },
      { ...REQUIRED_ONLY, 'secret-word': 1 },
    ]) {
      const answer = await tenant.create(body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).not.toContain('secret-word');
    }
  });
});

describe('the tenant', () => {
  it('is shown without its password', async () => {
    const tenant = await openTenant({ account: { password: 'hush-hush' } });
    const { status, body } = await tenant.control('GET', '_tenant');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: { userName: 'sandbox' },
      sessions: { limit: 5 },
      departments: ['Service'],
      assumptions: { noHit: 404, duplicates: 400 },
    });
    expect(JSON.stringify(body)).not.toContain('hush-hush');
  });

  it.each([
    [{ nonsense: 1 }, 'nonsense'],
    [{ assumptions: { noHit: 200 } }, 'assumptions.noHit'],
    [{ assumptions: { emailPattern: '(' } }, 'assumptions.emailPattern'],
    [{ sessions: { limit: 0 } }, 'sessions.limit'],
    [{ customAttributes: { customer: { x: { values: 'a' } } } }, 'values'],
    [{ assumptions: { elementNamespaces: { pin: ['nowhere'] } } }, 'elementNamespaces'],
    ['x', 'JSON object'],
  ])('refuses the change %j', async (change, hint) => {
    const tenant = await openTenant();
    const { status, body } = await tenant.control('PATCH', '_tenant', change);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(hint)]);
  });

  it('is what it was created as after a reset', async () => {
    const tenant = await openTenant({ departments: ['Service', 'Sales'] });
    const before = (await tenant.control('GET', '_tenant')).body;
    await tenant.control('PATCH', '_tenant', {
      departments: [],
      assumptions: { noHit: 204, choices: { 'role.value': null } },
    });
    expect((await tenant.control('GET', '_tenant')).body).not.toEqual(before);
    await tenant.control('POST', '_reset');
    expect((await tenant.control('GET', '_tenant')).body).toEqual(before);
    expect((await tenant.control('GET', '_records')).body).toEqual({ customers: [], sessions: [] });
  });
});
