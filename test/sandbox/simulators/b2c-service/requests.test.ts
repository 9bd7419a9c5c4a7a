import { describe, expect, it } from 'vitest';
import { BASE, openSite } from './site.ts';

const ELSEWHERE = 'http://localhost:8080/sandbox/b2c-service/services/rest/connect';

describe('a credential', () => {
  it('is the well-known staff account', async () => {
    expect((await openSite().get('contacts/2')).status).toBe(200);
  });

  it.each([
    ['none', null],
    ['a wrong password', `Basic ${btoa('sandbox:wrong')}`],
    ['no base64', 'Basic sandbox:sandbox'],
    ['a session token nobody issued', 'Session abc'],
    ['a bearer token nobody issued', 'Bearer abc'],
    ['an unknown scheme', 'Digest abc'],
  ])('is refused when it is %s', async (_what, authorization) => {
    const { status, body } = await openSite().get('contacts/2', { authorization });
    expect(status).toBe(401);
    expect(body['o:errorCode']).toBe('OSC-CREST-00014');
  });

  it('may be a session or bearer token where the site knows it', async () => {
    const site = openSite({ accounts: { sessionTokens: ['s1'], bearerTokens: ['b1'] } });
    expect((await site.get('contacts/2', { authorization: 'Session s1' })).status).toBe(200);
    expect((await site.get('contacts/2', { authorization: 'Bearer b1' })).status).toBe(200);
    expect((await site.get('contacts/2', { authorization: 'Bearer s1' })).status).toBe(401);
  });

  it('may be another account', async () => {
    const site = openSite({ accounts: { user: 'intake', password: 'pässword' } });
    expect((await site.get('contacts/2')).status).toBe(401);
    const utf8 = String.fromCharCode(...new TextEncoder().encode('intake:pässword'));
    expect((await site.get('contacts/2', { authorization: `Basic ${btoa(utf8)}` })).status).toBe(200);
  });

  it.each([
    ['html', /<html>/],
    ['empty', /^$/],
  ] as const)('is refused with a body of kind %s where the site has it so', async (kind, pattern) => {
    const answer = await openSite({ unauthorizedBody: kind }).get('contacts/2', { authorization: null });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatch(pattern);
  });
});

describe('the order of the checks', () => {
  it('is credential, version, context, language, method, body', async () => {
    const site = openSite();
    const wrong = {
      authorization: 'Basic wrong',
      'osvc-crest-application-context': null,
      'accept-language': 'de',
    };
    const { authorization: _a, ...withCredential } = wrong;
    const withContext = { 'accept-language': 'de' };
    const codes = [
      await site.send('PUT', `${ELSEWHERE}/v9/contacts`, '', wrong),
      await site.send('PUT', `${ELSEWHERE}/v9/contacts`, '', withCredential),
      await site.send('PUT', 'contacts', '', withCredential),
      await site.send('PUT', 'contacts', '', withContext),
      await site.send('PUT', 'contacts', ''),
      await site.send('POST', 'contacts', ''),
    ].map(({ body }) => body['o:errorCode'].slice(-2));
    expect(codes).toEqual(['14', '03', '16', '17', '02', '10']);
  });
});

describe('the version in the path', () => {
  it.each(['v1.3', 'v1.4', 'latest'])('may be %s, and links keep it', async (version) => {
    const { status, body } = await openSite().get(`${ELSEWHERE}/${version}/contacts/2`);
    expect(status).toBe(200);
    expect(body.links[0]).toEqual({ rel: 'self', href: `${ELSEWHERE}/${version}/contacts/2` });
  });

  it('may not be another', async () => {
    const { status, body } = await openSite().get(`${ELSEWHERE}/v1.2/contacts/2`);
    expect(status).toBe(400);
    expect(body['o:errorCode']).toBe('OSC-CREST-00003');
  });
});

describe('the application context', () => {
  const name = 'osvc-crest-application-context';

  it.each(['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])('is required of %s', async (method) => {
    const { status, body } = await openSite().send(method, 'contacts/2', undefined, { [name]: null });
    expect(status).toBe(400);
    expect(body.detail).toContain('OSvC-CREST-Application-Context');
  });

  it('may have 40 characters and not 41', async () => {
    const site = openSite();
    expect((await site.get('contacts/2', { [name]: 'x'.repeat(40) })).status).toBe(200);
    expect((await site.get('contacts/2', { [name]: 'x'.repeat(41) })).status).toBe(400);
    expect((await site.get('contacts/2', { [name]: ' ' })).status).toBe(400);
  });

  it('is not required in v1.3, but in latest', async () => {
    const site = openSite();
    expect((await site.get(`${ELSEWHERE}/v1.3/contacts/2`, { [name]: null })).status).toBe(200);
    expect((await site.get(`${ELSEWHERE}/latest/contacts/2`, { [name]: null })).status).toBe(400);
  });
});

describe('the language asked for', () => {
  it.each(['en', 'en-US', 'EN-us,de;q=0.5', '*', 'de;q=0.2,en;q=0.8'])('may be %s', async (language) => {
    expect((await openSite().get('contacts/2', { 'accept-language': language })).status).toBe(200);
  });

  it.each(['de', 'es-MX,es;q=0.9,en;q=0.8'])('may not be %s', async (language) => {
    const { status, body } = await openSite().get('contacts/2', { 'accept-language': language });
    expect(status).toBe(400);
    expect(body['o:errorCode']).toBe('OSC-CREST-00017');
  });

  it('must be that of the interface', async () => {
    const spanish = openSite({ interfaceLanguage: 'es' });
    expect((await spanish.get('contacts/2', { 'accept-language': 'es-MX' })).status).toBe(200);
    expect((await spanish.get('contacts/2', { 'accept-language': 'en' })).status).toBe(400);
    const any = openSite({ interfaceLanguage: null });
    expect((await any.get('contacts/2', { 'accept-language': 'de' })).status).toBe(200);
  });
});

describe('a problem', () => {
  it('has exactly six members, and the place without its query', async () => {
    const answer = await openSite().post('contacts?x=1', { test: 1 });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: `${ELSEWHERE}/exceptions/OSC-CREST-00013`,
      title: 'Unrecognized resource',
      status: 400,
      detail: 'Invalid property specified: test',
      instance: `${BASE}/contacts`,
      'o:errorCode': 'OSC-CREST-00013',
    });
  });

  it('has the status that the site is assumed to give its code', async () => {
    const site = openSite({ assumptions: { statusByCode: { 'OSC-CREST-00017': 406 } } });
    const { status, body } = await site.get('contacts/2', { 'accept-language': 'de' });
    expect([status, body.status]).toEqual([406, 406]);
  });
});

describe('the list of error codes', () => {
  it('stands beside the versions, one address for each code', async () => {
    const site = openSite();
    const { body } = await site.get(`${ELSEWHERE}/exceptions`);
    const codes = body.items.map((item: { code: string }) => item.code);
    expect(codes).toContain('OSC-CREST-00006');
    const problem = (await site.get('contacts/3')).body;
    expect((await site.get(problem.type)).body).toMatchObject({
      code: 'OSC-CREST-00013',
      title: problem.title,
    });
    expect((await site.get(`${ELSEWHERE}/exceptions/OSC-CREST-99999`)).body['o:errorCode']).toBe(
      'OSC-CREST-00001',
    );
    expect((await site.post(`${ELSEWHERE}/exceptions`, {})).body['o:errorCode']).toBe('OSC-CREST-00002');
  });
});

describe('a method', () => {
  it.each(['PUT', 'HEAD'])('%s is not supported anywhere', async (method) => {
    const site = openSite();
    const answer = await site.send(method, 'contacts');
    expect(answer.status).toBe(400);
    expect(answer.body['o:errorCode']).toBe('OSC-CREST-00002');
    expect(answer.body.detail).toContain(method);
  });

  it.each([
    ['POST', 'contacts/2'],
    ['POST', 'queryResults'],
    ['PATCH', 'contacts'],
    ['DELETE', 'countries/1'],
  ])('%s is not supported by %s', async (method, path) => {
    const answer = await openSite().send(method, path, {});
    expect(answer.body['o:errorCode']).toBe('OSC-CREST-00002');
  });

  it('can hide in a POST', async () => {
    const site = openSite();
    const tunnelled = await site.post('contacts/2', {}, { 'x-http-method-override': 'PATCH' });
    const direct = await site.send('PATCH', 'contacts/2', {});
    expect(tunnelled.body).toEqual(direct.body);
    expect(site.simulator.requests().map((entry) => entry.operation)).toEqual([
      'update-contact',
      'update-contact',
    ]);
  });

  it('OPTIONS tells the others in a header', async () => {
    const answer = await openSite().send('OPTIONS', 'contacts');
    expect(answer.status).toBe(200);
    expect(answer.body).toBe('');
    expect(answer.headers.get('allow')).toBe('GET, POST, OPTIONS');
  });
});

describe('a path', () => {
  it.each(['widgets', 'contacts/2/widgets', 'namedIDs/widgets', ''])('%s leads nowhere', async (path) => {
    const { status, body } = await openSite().get(path);
    expect(status).toBe(404);
    expect(body['o:errorCode']).toBe('OSC-CREST-00013');
  });

  it('outside the API leads nowhere', async () => {
    const { status } = await openSite().get('http://localhost:8080/sandbox/b2c-service/app/home');
    expect(status).toBe(404);
  });

  it('may stand under another prefix', async () => {
    const site = openSite({ prefix: '' });
    const { status, body } = await site.get('https://crm.example/services/rest/connect/v1.4/contacts/2');
    expect(status).toBe(200);
    expect(body.links[1].href).toBe('https://crm.example/services/rest/connect/v1.4/contacts/2');
  });
});

describe('the name of an operation in the log', () => {
  it('is the one for which faults are ordered', async () => {
    const site = openSite();
    await site.query('SELECT ID FROM Contacts');
    await site.get('contacts?q=ID%20%3D%202');
    await site.post('contacts', {});
    await site.send('PATCH', 'contacts/2', {});
    await site.post('incidents', {});
    await site.post('incidents/1/fileAttachments', {});
    await site.get('contacts/2');
    await site.send('DELETE', 'incidents/1');
    expect(site.simulator.requests().map((entry) => entry.operation)).toEqual([
      'query',
      'query',
      'create-contact',
      'update-contact',
      'create-incident',
      'attach-file',
      'read-contact',
      'other',
    ]);
  });
});
