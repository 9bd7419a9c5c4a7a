import { describe, expect, it } from 'vitest';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { type ConnectOptions, connectSystem } from '../../support/connected-system.ts';
import { egain } from '../../torture/systems/egain.ts';

type Record = ReturnType<typeof JSON.parse>;

/** A tenant in which the driver has applied before, under another name. */
async function known(options: ConnectOptions = {}, variant = 'json') {
  const connected = connectSystem(egain, variant, options);
  const first = submissionOf({ first_name: 'Somebody', last_name: 'Else', phone: '303-555-0142' });
  const other = connectSystem(egain, variant, { fetch: connected.fetch });
  await other.connector.deliver(first, contextOf());
  const customers = (): Record[] => connected.simulator.records().customers as Record[];
  return {
    ...connected,
    first,
    customers,
    writes: () => connected.simulator.requests().filter(({ method }) => method === 'PUT'),
  };
}

describe('a customer who is there already', () => {
  it.each(['json', 'xml'])(
    'keeps name and contact points, and gets the application beside the earlier one (%s)',
    async (variant) => {
      const { connector, first, customers, heldOf } = await known({}, variant);
      const [before] = customers();
      const second = submissionOf();
      const { id } = await connector.deliver(second, contextOf());
      const [after, ...more] = customers();
      expect(more).toEqual([]);
      expect(id).toBe(after.id);
      expect(after.fields.contactPersons).toEqual(before.fields.contactPersons);
      expect([heldOf(first.id).length, heldOf(second.id).length]).toEqual([1, 1]);
      const texts = after.fields.customAttributes.customAttribute.find(
        ({ attribName }: Record) => attribName === 'application',
      ).attribValues.attribValue;
      expect(texts.map(({ value }: Record) => /First name: (\w+)/.exec(value)?.[1])).toEqual([
        'Somebody',
        'Craig',
      ]);
    },
  );

  it('is left alone where the settings say so', async () => {
    const { connector, customers, writes } = await known({ settings: { existingCustomer: 'leave' } });
    const before = JSON.stringify(customers());
    await connector.deliver(submissionOf(), contextOf());
    expect(JSON.stringify(customers())).toBe(before);
    expect(writes()).toEqual([]);
  });

  it('has the application wait for a person where the settings say so', async () => {
    const { connector } = await known({ settings: { existingCustomer: 'attention' } });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: 'a customer with the e-mail address is there already',
    });
  });

  it('carries a limited number of applications, since anybody can send them under one address', async () => {
    const { connector, customers } = await known({ settings: { maxApplications: 2 } });
    await connector.deliver(submissionOf(), contextOf());
    const before = JSON.stringify(customers());
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/carries 2 applications/),
    });
    expect(JSON.stringify(customers())).toBe(before);
  });

  it.each(['json', 'xml'])('is not taken for one of another address (%s)', async (variant) => {
    const { fetch, customers } = await known({}, variant);
    const before = JSON.stringify(customers());
    // A system that does not know the parameter answers with everybody.
    const ignoring = connectSystem(egain, variant, {
      fetch: (input, init) => {
        const url = new URL(String(input));
        if (url.searchParams.has('email')) url.searchParams.set('email', 'craig.daniels@example.com');
        return fetch(url, init);
      },
    });
    const other = submissionOf({ email: 'other@example.com' });
    await expect(ignoring.connector.deliver(other, contextOf())).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'search: the system answers with customers of other e-mail addresses',
    });
    expect(JSON.stringify(customers())).toBe(before);
  });

  it('is found once the system has refused a second one', async () => {
    const connected = connectSystem(egain, 'json');
    connected.simulator.failNext('create-customer', 'race');
    const submission = submissionOf();
    await connected.connector.deliver(submission, contextOf());
    expect(connected.simulator.records().customers).toHaveLength(1);
    expect(connected.heldOf(submission.id)).toHaveLength(1);
  });
});

describe('the session', () => {
  it('is one, however many applications there are', async () => {
    const { connector, simulator } = connectSystem(egain, 'json');
    const drivers = Array.from({ length: 8 }, (_, index) =>
      submissionOf({ email: `driver.${index}@example.com` }),
    );
    await Promise.all(drivers.map((submission) => connector.deliver(submission, contextOf())));
    expect(simulator.requests().filter(({ operation }) => operation === 'login')).toHaveLength(1);
  });

  it('is made anew when it is refused, and the call is made again', async () => {
    const { connector, simulator, heldOf } = connectSystem(egain, 'json');
    await connector.deliver(submissionOf({ email: 'first@example.com' }), contextOf());
    await simulator.fetch(
      new Request('https://site.invalid/sandbox/egain/_tenant', {
        method: 'PATCH',
        body: '{"endSessions":true}',
      }),
    );
    const submission = submissionOf();
    await connector.deliver(submission, contextOf());
    expect(heldOf(submission.id)).toHaveLength(1);
    expect(simulator.requests().filter(({ operation }) => operation === 'login')).toHaveLength(2);
  });

  it('takes the place of the oldest where proxies that were killed have left too many', async () => {
    const connected = connectSystem(egain, 'json');
    for (let life = 0; life < 5; life += 1) {
      const other = connectSystem(egain, 'json', { fetch: connected.fetch });
      await other.connector.deliver(submissionOf({ email: `driver.${life}@example.com` }), contextOf());
    }
    const submission = submissionOf();
    await connected.connector.deliver(submission, contextOf());
    expect(connected.heldOf(submission.id)).toHaveLength(1);
    expect(connected.simulator.records().sessions).toHaveLength(5);
  });

  it('waits for a place where it may not take one', async () => {
    const connected = connectSystem(egain, 'json', { settings: { forceLogin: false } });
    for (let life = 0; life < 5; life += 1) {
      const other = connectSystem(egain, 'json', { fetch: connected.fetch });
      await other.connector.deliver(submissionOf({ email: `driver.${life}@example.com` }), contextOf());
    }
    await expect(connected.connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'retry',
      uncertain: false,
      retryAfterMs: 30_000,
    });
  });

  it('ends when the connector is closed', async () => {
    const { connector, simulator } = connectSystem(egain, 'json');
    await connector.deliver(submissionOf(), contextOf());
    expect(simulator.records().sessions).toHaveLength(1);
    await connector.close?.();
    expect(simulator.records().sessions).toEqual([]);
  });
});
