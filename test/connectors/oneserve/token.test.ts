import { describe, expect, it } from 'vitest';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { answering, openOneserve } from '../../support/oneserve.ts';

const success = () => Response.json({ result: 'success' });

describe('the token', () => {
  it.each([
    [{}, 'os_rest_auth_token', 'sandbox'],
    [{ tokenName: 'X-Auth' }, 'x-auth', 'sandbox'],
    [{ tokenName: 'Authorization', tokenPrefix: 'Bearer ' }, 'authorization', 'Bearer sandbox'],
    [{ tokenPlace: 'cookie' }, 'cookie', 'OS_REST_AUTH_TOKEN=sandbox'],
    [{ tokenPlace: 'cookie', tokenName: 'jwt', tokenPrefix: 'v1.' }, 'cookie', 'jwt=v1.sandbox'],
  ] as const)('goes where %o says, and nowhere else', async (options, name, value) => {
    const { connector, sent } = answering(success, options);
    await connector.deliver(submissionOf(), contextOf());
    const [request] = sent;
    expect(request?.headers.get(name)).toBe(value);
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      [name]: value,
    });
    expect(request?.url).not.toContain('sandbox:');
  });

  it('is read before each call', async () => {
    const tokens = ['one', 'two'];
    const { connector, sent } = answering(success, { token: () => tokens.shift() ?? '' });
    await connector.deliver(submissionOf(), contextOf());
    await connector.deliver(submissionOf(), contextOf());
    expect(sent.map(({ headers }) => headers.get('OS_REST_AUTH_TOKEN'))).toEqual(['one', 'two']);
  });

  it('is read again where it is refused, and the new one used at once', async () => {
    let token = 'sandbox';
    const system = openOneserve({ connector: { token: () => token } });
    await system.deliver(submissionOf());
    // Somebody logs in as the integration's user, and puts the new token where the proxy reads it.
    const renewed = system.simulator.logIn();
    let reads = 0;
    const late = openOneserve({
      connector: {
        token: () => {
          reads += 1;
          return reads === 1 ? token : renewed;
        },
        fetch: (input, init) => system.simulator.fetch(new Request(input, init)),
      },
    });
    await late.deliver(submissionOf());
    expect(system.contacts()).toHaveLength(2);
    token = renewed;
    await system.deliver(submissionOf());
    expect(system.contacts()).toHaveLength(3);
  });

  it('that is refused and has not changed is a matter for a person, asked about once', async () => {
    const system = openOneserve();
    system.simulator.logIn();
    await expect(system.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'save-contact: status 401, the token is refused; the vendor ends it whenever its user logs in',
    });
    expect(system.bodies()).toHaveLength(1);
  });

  it.each([
    ['', {}, 'token: there is none'],
    [' \n', {}, 'token: there is none'],
    ['two\nlines', {}, 'token: it holds what a header cannot carry'],
    ['tökén', {}, 'token: it holds what a header cannot carry'],
    ['a;b', { tokenPlace: 'cookie' }, 'token: it holds what a cookie cannot carry'],
  ] as const)('%j is not sent', async (token, options, message) => {
    const { connector, sent } = answering(success, { token, ...options });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'misconfigured',
      message,
    });
    expect(sent).toEqual([]);
  });

  it('that cannot be read right now is tried again later', async () => {
    const { connector } = answering(success, { token: () => Promise.reject(new Error('gone: secret')) });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'retry',
      uncertain: false,
      message: 'the secret cannot be read',
    });
  });

  it('is tried by one call at a time until it has been taken', async () => {
    const system = openOneserve();
    system.simulator.logIn();
    await Promise.allSettled([1, 2, 3, 4].map(() => system.deliver(submissionOf())));
    expect(system.bodies()).toHaveLength(1);
  });
});
