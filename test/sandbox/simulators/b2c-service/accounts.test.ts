import { describe, expect, it } from 'vitest';
import { GOOD_HEADERS, openSite, type Site } from './site.ts';

const basic = (user: string, password: string) => ({ authorization: `Basic ${btoa(`${user}:${password}`)}` });
const statusWith = async (site: Site, authorization: string | null) =>
  (await site.get('contacts/2', { authorization })).status;

describe('the staff account', () => {
  it('can get another password while the site is in use', async () => {
    const site = openSite();
    site.simulator.changeTenant({ accounts: { password: 'rotated' } });
    expect((await site.get('contacts/2')).status).toBe(401);
    expect((await site.get('contacts/2', basic('sandbox', 'rotated'))).status).toBe(200);
  });

  it('is locked by wrong passwords in a row, and stays so until it is unlocked', async () => {
    const site = openSite({ accounts: { lockAfter: 3 } });
    const wrong = () => site.get('contacts/2', basic('sandbox', 'wrong'));
    await wrong();
    await wrong();
    expect((await site.get('contacts/2')).status).toBe(200);
    await wrong();
    await wrong();
    await wrong();
    expect((await site.get('contacts/2')).status).toBe(401);
    expect((await site.control('GET', '_tenant')).body.accounts.locked).toBe(true);
    await site.control('PATCH', '_tenant', { accounts: { locked: false } });
    expect((await site.get('contacts/2')).status).toBe(200);
  });

  it('is not locked by wrong names or tokens', async () => {
    const site = openSite({ accounts: { lockAfter: 1 } });
    await site.get('contacts/2', basic('somebody', 'wrong'));
    await site.get('contacts/2', { authorization: 'Bearer wrong' });
    await site.get('contacts/2', { authorization: null });
    expect((await site.get('contacts/2')).status).toBe(200);
  });

  it('can be refused after so many calls, whatever the credential', async () => {
    const site = openSite({ accounts: { sessionTokens: ['s1'], refuseAfter: 2 } });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await site.get('contacts/2')).status);
    expect(statuses).toEqual([200, 200, 401]);
    expect(await statusWith(site, 'Session s1')).toBe(401);
    site.simulator.changeTenant({ accounts: { refuseAfter: null } });
    expect(await statusWith(site, 'Session s1')).toBe(200);
  });
});

/** Asks for a token as a client does, by a header or in the body. */
async function requestToken(
  site: Site,
  form: Record<string, string>,
  authorization: string | null = null,
  type = 'application/x-www-form-urlencoded',
) {
  return site.send('POST', '/oauth/token', new URLSearchParams(form).toString(), {
    authorization,
    'content-type': type,
    'osvc-crest-application-context': null,
  });
}

const GRANT = { grant_type: 'client_credentials' };
const IN_BODY = { ...GRANT, client_id: 'sandbox', client_secret: 'sandbox' };
const IN_HEADER = GOOD_HEADERS.authorization ?? null;

describe('the token endpoint', () => {
  it('gives a bearer token to a client that names itself in the body or in a header', async () => {
    const site = openSite();
    for (const answer of [await requestToken(site, IN_BODY), await requestToken(site, GRANT, IN_HEADER)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3_600,
      });
      expect(await statusWith(site, `Bearer ${answer.body.access_token}`)).toBe(200);
    }
  });

  it('gives tokens that expire by the clock', async () => {
    let now = Date.UTC(2026, 10, 21);
    const site = openSite({ now: () => now, tokenService: { lifetimeSeconds: 5 } });
    const { access_token } = (await requestToken(site, IN_BODY)).body;
    now += 4_999;
    expect(await statusWith(site, `Bearer ${access_token}`)).toBe(200);
    now += 1;
    expect(await statusWith(site, `Bearer ${access_token}`)).toBe(401);
  });

  it('gives tokens that can be revoked, together, while new ones are good', async () => {
    const site = openSite();
    const { access_token } = (await requestToken(site, IN_BODY)).body;
    await site.control('PATCH', '_tenant', { revokeTokens: true });
    expect(await statusWith(site, `Bearer ${access_token}`)).toBe(401);
    const fresh = (await requestToken(site, IN_BODY)).body.access_token;
    expect(fresh).not.toBe(access_token);
    expect(await statusWith(site, `Bearer ${fresh}`)).toBe(200);
  });

  it.each([
    ['a wrong secret', { ...IN_BODY, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown client', { ...IN_BODY, client_id: 'constructor' }, 401, 'invalid_client'],
    ['no client', GRANT, 401, 'invalid_client'],
    ['another grant', { ...IN_BODY, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no grant', { client_id: 'sandbox', client_secret: 'sandbox' }, 400, 'invalid_request'],
  ])('refuses %s', async (_what, form, status, error) => {
    const answer = await requestToken(openSite(), form);
    expect([answer.status, answer.body]).toEqual([status, { error }]);
  });

  it('reads forms only, and answers POST only', async () => {
    const site = openSite();
    expect((await requestToken(site, IN_BODY, null, 'application/json')).status).toBe(400);
    expect((await site.get('/oauth/token')).status).toBe(405);
  });

  it('stands where the site has it, for the clients that it has', async () => {
    const site = openSite({ tokenService: { path: '/idp/token', clients: { intake: 'a b&c' } } });
    const form = { grant_type: 'client_credentials' };
    const credentials = `Basic ${btoa('intake:a+b%26c')}`;
    const answer = await site.send('POST', '/idp/token', new URLSearchParams(form).toString(), {
      authorization: credentials,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(200);
    expect((await requestToken(site, IN_BODY)).status).toBe(401);
  });

  it('can fail on order, and leaves no secret in the log', async () => {
    const site = openSite();
    site.simulator.failNext('token', 'status-503');
    expect((await requestToken(site, IN_BODY)).status).toBe(503);
    const { access_token } = (await requestToken(site, IN_BODY)).body;
    await site.get('contacts/2', { authorization: `Bearer ${access_token}` });
    const log = site.simulator.requests();
    expect(log.map(({ operation }) => operation)).toEqual(['token', 'token', 'read-contact']);
    expect(log[1]).toMatchObject({ body: '***', response: { body: '***' } });
    expect(JSON.stringify(log)).not.toContain(access_token);
  });
});
