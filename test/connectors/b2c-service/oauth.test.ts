import { describe, expect, it } from 'vitest';
import { createAuthorization } from '../../../src/connectors/authorization.ts';
import type { Credentials } from '../../../src/connectors/b2c-service/index.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { deadUrl, reply, replyHtml, startFakeServer } from '../../support/fake-server.ts';

const tokenUrl = 'http://site.invalid/sandbox/b2c-service/oauth/token';
const credentials: Credentials = { scheme: 'oauth', tokenUrl, clientId: 'sandbox', clientSecret: 'sandbox' };
const hour = 3_600_000;

/** A site, its own identity provider, and a clock for both sides. */
function open(changes: Partial<Extract<Credentials, { scheme: 'oauth' }>> = {}, site: object = {}) {
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const crm = openCrm({
    site: { now, ...site },
    connector: { now, credentials: { ...credentials, ...changes } as Credentials },
  });
  const tokens = () => crm.simulator.requests().filter(({ operation }) => operation === 'token').length;
  return { ...crm, clock, tokens };
}

describe('signing in by a token of an identity provider', () => {
  it('asks for one token and uses it for every call', async () => {
    const crm = open();
    await crm.deliver(submissionOf());
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(1);
    expect(crm.incidents()).toHaveLength(2);
  });

  it('asks once, however many deliveries need a token at one time', async () => {
    const crm = open();
    const emails = ['a@example.com', 'b@example.com', 'c@example.com'];
    await Promise.all(emails.map((email) => crm.deliver(submissionOf({ email }))));
    expect(crm.tokens()).toBe(1);
  });

  it('asks for the next a minute before the old one expires', async () => {
    const crm = open();
    await crm.deliver(submissionOf());
    crm.clock.now += hour - 60_001;
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(1);
    crm.clock.now += 1;
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(2);
    expect(crm.simulator.requests().filter(({ status }) => status === 401)).toEqual([]);
  });

  it('asks for the next after four fifths of a short life', async () => {
    const crm = open({}, { tokenService: { lifetimeSeconds: 50 } });
    await crm.deliver(submissionOf());
    crm.clock.now += 39_999;
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(1);
    crm.clock.now += 1;
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(2);
  });

  it('asks for another when the site refuses it, and sends the call once more', async () => {
    const crm = open();
    await crm.deliver(submissionOf());
    crm.simulator.changeTenant({ revokeTokens: true });
    await crm.deliver(submissionOf());
    expect(crm.tokens()).toBe(2);
    expect(crm.incidents()).toHaveLength(2);
    expect(crm.simulator.requests().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('asks for one other only, when many calls are refused at one time', async () => {
    const crm = open();
    await crm.deliver(submissionOf());
    crm.simulator.changeTenant({ revokeTokens: true });
    const emails = ['a@example.com', 'b@example.com', 'c@example.com'];
    await Promise.all(emails.map((email) => crm.deliver(submissionOf({ email }))));
    expect(crm.tokens()).toBe(2);
    expect(crm.incidents()).toHaveLength(4);
  });

  it('takes the new one that another call has fetched since', async () => {
    let asked = 0;
    const send = async () => {
      asked += 1;
      return { status: 200, headers: new Headers(), json: { access_token: `t${asked}` }, text: '' };
    };
    const authorization = createAuthorization(credentials, { send, now: () => 0 });
    expect(await authorization.header()).toBe('Bearer t1');
    expect(await authorization.renew('Bearer t1')).toBe('Bearer t2');
    expect(await authorization.renew('Bearer t1')).toBe('Bearer t2');
    expect(await authorization.renew('Bearer t2')).toBe('Bearer t3');
    expect(asked).toBe(3);
  });

  it('gives up after that', async () => {
    const other = openCrm({
      site: { accounts: { refuseAfter: 0 } },
      connector: { credentials },
    });
    await expect(other.deliver(submissionOf(), 2)).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringMatching(/^find-incident: status 401/),
    });
    expect(other.simulator.requests().map(({ operation }) => operation)).toEqual([
      'token',
      'query',
      'token',
      'query',
    ]);
  });
});

describe('the identity provider', () => {
  /** Delivers with a token from a server of its own that answers so. */
  async function deliverWith(answer: Parameters<typeof startFakeServer>[0], changes: object = {}) {
    const provider = await startFakeServer(answer);
    const crm = openCrm({
      site: { accounts: { bearerTokens: ['opaque'] } },
      connector: {
        timeoutMs: 500,
        credentials: {
          scheme: 'oauth',
          tokenUrl: `${provider.url}/token`,
          clientId: 'a b',
          clientSecret: 'p:w+é',
          ...changes,
        },
        fetch: async (input, init) =>
          String(input).startsWith(provider.url)
            ? fetch(input, init)
            : crm.simulator.fetch(new Request(input, init)),
      },
    });
    const outcome = await crm.deliver(submissionOf()).catch((error: unknown) => error);
    return { outcome, requests: provider.requests, crm };
  }

  it('is asked in the form of RFC 6749, with client credentials', async () => {
    const { requests, crm } = await deliverWith(
      (response) => reply(response, 200, { access_token: 'opaque', token_type: 'Bearer' }),
      { scope: 'urn:opc:resource:consumer::all' },
    );
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', url: '/token' });
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'urn:opc:resource:consumer::all',
    });
    const basic = Buffer.from(
      request?.headers.authorization?.replace('Basic ', '') ?? '',
      'base64',
    ).toString();
    expect(basic.split(':').map(decodeURIComponent)).toEqual(['a b', 'p:w+é']);
    // Nothing of ours that is meant for the site.
    expect(request?.headers).not.toHaveProperty('osvc-crest-application-context');
    expect(crm.incidents()).toHaveLength(1);
  });

  it.each([
    ['null for a lifetime', { expires_in: null }],
    ['no lifetime', {}],
    ['a lifetime in parts of a second', { expires_in: 0.5 }],
    ['a lifetime in digits', { expires_in: '3599' }],
    ['a lifetime in words', { expires_in: 'an hour' }],
    ['a lifetime that is over', { expires_in: -5 }],
  ])('may give a token with %s', async (_, more) => {
    const { crm } = await deliverWith((response) =>
      reply(response, 200, { access_token: 'opaque', ...more }),
    );
    expect(crm.incidents()).toHaveLength(1);
  });

  it.each([400, 401, 403, 404])('that refuses (%i) is a matter of the settings', async (status) => {
    const { outcome, crm } = await deliverWith((response) =>
      reply(response, status, { error: 'invalid_client', error_description: 'p:w+é of a b' }),
    );
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      message: `token: status ${status}, the identity provider gives no token; check its address, client id and secret`,
    });
    expect(crm.simulator.requests()).toEqual([]);
  });

  it.each([429, 500, 503])('that has trouble (%i) is asked again later', async (status) => {
    const { outcome } = await deliverWith((response) => replyHtml(response, status));
    expect(outcome).toMatchObject({ kind: 'retry', uncertain: false, message: `token: status ${status}` });
  });

  it.each([
    ['no answer', () => {}, 'token: no reply: timeout'],
    [
      'a connection that breaks',
      (response) => void response.socket?.resetAndDestroy(),
      'token: no reply: network',
    ],
  ] as [string, Parameters<typeof startFakeServer>[0], string][])(
    'that gives %s is asked again later',
    async (_, answer, message) => {
      const { outcome } = await deliverWith(answer);
      expect(outcome).toMatchObject({ kind: 'retry', uncertain: false, message });
    },
  );

  it.each([
    ['a page', '<html></html>'],
    ['nothing', ''],
    ['JSON that breaks off', '{"access_token":"opa'],
    ['no token', '{}'],
    ['an empty token', '{"access_token":""}'],
    ['a token that would end the header', '{"access_token":"a\\r\\nx: y"}'],
    ['a token with a space', '{"access_token":"a b"}'],
    ['a token that is a number', '{"access_token":7}'],
  ])('that answers with %s gives no token', async (_, body) => {
    const { outcome, crm } = await deliverWith((response) => response.writeHead(200).end(body));
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      message: expect.stringMatching(/^token: status 200, /),
    });
    expect(crm.simulator.requests()).toEqual([]);
  });

  it.each([301, 302, 307, 308])('is not followed elsewhere (%i)', async (status) => {
    const elsewhere = await startFakeServer((response) => reply(response, 200, { access_token: 'opaque' }));
    const { outcome } = await deliverWith((response) =>
      response.writeHead(status, { location: `${elsewhere.url}/token` }).end(),
    );
    expect(outcome).toMatchObject({ kind: 'misconfigured' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('that cannot be reached is asked again later', async () => {
    const crm = openCrm({
      connector: {
        credentials: { ...credentials, tokenUrl: `${await deadUrl()}/token` } as Credentials,
        fetch: globalThis.fetch,
      },
    });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'retry', uncertain: false });
  });

  it('is asked anew after it failed', async () => {
    let down = true;
    const { outcome, crm } = await deliverWith((response) =>
      down ? replyHtml(response, 503) : reply(response, 200, { access_token: 'opaque' }),
    );
    expect(outcome).toMatchObject({ kind: 'retry', message: 'token: status 503' });
    down = false;
    await crm.deliver(submissionOf(), 2);
    expect(crm.incidents()).toHaveLength(1);
  });
});
