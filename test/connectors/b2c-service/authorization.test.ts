import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/connectors/b2c-service/index.ts';
import { openSecretFile } from '../../../src/node/secret-file.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { folderWith } from '../../support/settings.ts';

/** A site with these accounts, and a connector that signs in with `credentials`. */
const open = (credentials: Credentials, accounts: object = {}) =>
  openCrm({ site: { accounts }, connector: { credentials } });

describe('signing in by name and password', () => {
  it.each(['sandbox', 'Säcret:9Qv7', '秘密', 'with space ', 'qu\'ote"'])(
    'carries any password: %s',
    async (password) => {
      const crm = open(
        { scheme: 'basic', username: 'integration', password },
        { user: 'integration', password },
      );
      await crm.deliver(submissionOf());
      expect(crm.incidents()).toHaveLength(1);
    },
  );

  it('reads the password wherever it is kept, each time it is needed', async () => {
    let password = 'first';
    const crm = open({ scheme: 'basic', username: 'sandbox', password: async () => password }, { password });
    await crm.deliver(submissionOf());
    crm.simulator.changeTenant({ accounts: { password: 'second' } });
    password = 'second';
    await crm.deliver(submissionOf());
    expect(crm.incidents()).toHaveLength(2);
    expect(crm.simulator.requests().filter(({ status }) => status === 401)).toEqual([]);
  });

  it('takes up a password that was replaced in its file while it ran', async () => {
    const path = join(folderWith({ password: 'first\n' }), 'password');
    const file = openSecretFile(path);
    const crm = open(
      { scheme: 'basic', username: 'sandbox', password: () => file.read() },
      { password: 'first' },
    );
    await crm.deliver(submissionOf());
    crm.simulator.changeTenant({ accounts: { password: 'second' } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'misconfigured' });
    writeFileSync(path, 'second\n');
    await crm.deliver(submissionOf(), 2);
    expect(crm.incidents()).toHaveLength(2);
  });

  it('tries again at once with a password that came while the site refused the old one', async () => {
    const passwords = ['old', 'new'];
    const password = () => passwords.shift() ?? 'new';
    const crm = open({ scheme: 'basic', username: 'sandbox', password }, { password: 'new' });
    await crm.deliver(submissionOf());
    const refused = crm.simulator.requests().filter(({ status }) => status === 401);
    expect(refused).toHaveLength(1);
    expect(crm.incidents()).toHaveLength(1);
  });

  it.each(['json', 'html', 'empty'] as const)(
    'never sends the same wrong password twice in an attempt (the site says so in %s)',
    async (unauthorizedBody) => {
      const crm = openCrm({
        site: { unauthorizedBody },
        connector: { credentials: { scheme: 'basic', username: 'sandbox', password: 'wrong' } },
      });
      await expect(crm.deliver(submissionOf(), 2)).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringMatching(/^find-incident: status 401.*, user name or password is refused$/),
      });
      expect(crm.simulator.requests()).toHaveLength(1);
    },
  );
});

describe('a password that the site refuses', () => {
  const credentials = { scheme: 'basic', username: 'sandbox', password: 'wrong' } as const;

  it('is sent once, however many calls of however many deliveries wait for it', async () => {
    const crm = openCrm({
      site: { accounts: { lockAfter: 3 } },
      connector: { credentials, concurrency: 20 },
    });
    const people = Array.from({ length: 10 }, (_, n) => submissionOf({ email: `driver.${n}@example.com` }));
    const outcomes = await Promise.allSettled(people.map((person) => crm.deliver(person)));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'misconfigured' } });
    }
    expect(crm.simulator.requests()).toHaveLength(1);
  });

  it('is sent once more by the next attempt, and all goes on when it is taken', async () => {
    const crm = openCrm({ site: { accounts: { lockAfter: 3 } }, connector: { credentials } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(crm.simulator.requests()).toHaveLength(2);
    crm.simulator.changeTenant({ accounts: { password: 'wrong' } });
    await crm.deliver(submissionOf());
    expect(crm.incidents()).toHaveLength(1);
  });

  it('was right before: it is sent again by one call only, too', async () => {
    const right = { scheme: 'basic', username: 'sandbox', password: 'sandbox' } as const;
    const crm = openCrm({ connector: { credentials: right, menuLifetimeMs: 1 } });
    await crm.deliver(submissionOf());
    crm.simulator.changeTenant({ accounts: { password: 'changed' } });
    const refused = () => crm.simulator.requests().filter(({ status }) => status === 401).length;
    await expect(crm.deliver(submissionOf(), 2)).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(refused()).toBe(1);
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(refused()).toBe(2);
  });

  it('is not known while the site has trouble: calls go out one at a time until it has none', async () => {
    let underWay = 0;
    let most = 0;
    let trouble = true;
    const crm = openCrm({
      connector: {
        fetch: async (input, init) => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          return trouble
            ? new Response(null, { status: 503 })
            : crm.simulator.fetch(new Request(input, init));
        },
      },
    });
    const people = ['a@example.com', 'b@example.com'].map((email) => submissionOf({ email }));
    await Promise.allSettled(people.map((person) => crm.deliver(person)));
    expect(most).toBe(1);
    trouble = false;
    await Promise.all(people.map((person) => crm.deliver(person, 2)));
    expect(most).toBeGreaterThan(1);
    expect(crm.incidents()).toHaveLength(2);
  });
});

describe('signing in by an agent’s session', () => {
  it('carries its token', async () => {
    const crm = open({ scheme: 'session', token: 'abc' }, { sessionTokens: ['abc'] });
    await crm.deliver(submissionOf());
    expect(crm.incidents()).toHaveLength(1);
  });

  it('takes up a new token after the old one was refused', async () => {
    const tokens = ['old', 'new'];
    const crm = open({ scheme: 'session', token: () => tokens.shift() ?? 'new' }, { sessionTokens: ['new'] });
    await crm.deliver(submissionOf());
    expect(crm.simulator.requests().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('is refused with one call where the token is no good', async () => {
    const crm = open({ scheme: 'session', token: 'old' }, { sessionTokens: ['new'] });
    await expect(crm.deliver(submissionOf(), 2)).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(crm.simulator.requests()).toHaveLength(1);
  });
});

it('a secret that cannot be read sends nothing', async () => {
  const password = () => Promise.reject(new Error('the vault is locked'));
  const crm = open({ scheme: 'basic', username: 'sandbox', password });
  await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
    kind: 'retry',
    cause: new Error('the vault is locked'),
  });
  expect(crm.simulator.requests()).toEqual([]);
});
