import { describe, expect, it } from 'vitest';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { type ConnectedSystem, type ConnectOptions, connectSystem } from '../../support/connected-system.ts';
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

/** Sets the simulated tenant up differently. */
async function change(simulator: ConnectedSystem['simulator'], changes: object): Promise<void> {
  const url = 'https://site.invalid/sandbox/egain/_tenant';
  const answer = await simulator.fetch(new Request(url, { method: 'PATCH', body: JSON.stringify(changes) }));
  if (!answer.ok) throw new Error(await answer.text());
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

  it('says of the latest application alone what each application says anew', async () => {
    const connected = connectSystem(egain, 'json');
    const values = () =>
      Object.fromEntries(
        (connected.simulator.records().customers as Record[])[0].fields.customAttributes.customAttribute.map(
          ({ attribName, attribValues }: Record) => [
            attribName,
            attribValues.attribValue.map(({ value }: Record) => value),
          ],
        ),
      );
    await connected.connector.deliver(submissionOf({ has_cdl: true, cdl_type: 'A' }), contextOf());
    expect(values()).toMatchObject({ has_cdl: ['true'], cdl_type: ['Class A'] });
    await connected.connector.deliver(submissionOf({ has_cdl: false, cdl_type: undefined }), contextOf());
    expect(values()).toMatchObject({ has_cdl: ['false'], cdl_type: [''] });
  });

  it.each(['json', 'xml'])('holds all in one value, where attributes take one only (%s)', async (variant) => {
    const one = { settings: { severalValues: false } };
    const connected = connectSystem(egain, variant, one);
    await change(connected.simulator, {
      assumptions: { severalValues: false },
      customAttributes: { customer: { submission_id: { maxLength: 4_000 } } },
    });
    const applications = [submissionOf(), submissionOf(), submissionOf()];
    for (const each of applications) await connected.connector.deliver(each, contextOf());
    const [{ fields }] = connected.simulator.records().customers as Record[];
    const [{ value }] = fields.customAttributes.customAttribute.find(
      ({ attribName }: Record) => attribName === 'submission_id',
    ).attribValues.attribValue;
    expect(value.split(/\s+/)).toEqual(applications.map(({ id }) => id));
    // A retry knows it there.
    const again = applications[1] ?? submissionOf();
    await connected.connector.deliver(again, contextOf({ attempt: 2 }));
    expect(value.split(again.id)).toHaveLength(2);
    const narrow = connectSystem(egain, variant, {
      fetch: connected.fetch,
      settings: { ...one.settings, attributeLength: 100 },
    });
    await expect(narrow.connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('has no room'),
    });
  });

  it.each(['json', 'xml'])('is named with all its ids, where an edit needs them (%s)', async (variant) => {
    const { connector, simulator, customers, heldOf } = await known(
      { settings: { editIds: 'all' } },
      variant,
    );
    await change(simulator, { assumptions: { editNeedsPerson: true } });
    const [before] = customers();
    const second = submissionOf();
    await connector.deliver(second, contextOf());
    expect(heldOf(second.id)).toHaveLength(1);
    expect(customers()[0].fields.contactPersons).toEqual(before.fields.contactPersons);
  });

  it('is found by the address as it was typed, where capitals count', async () => {
    const connected = connectSystem(egain, 'json');
    await change(connected.simulator, { assumptions: { emailsIgnoreCase: false } });
    const email = 'Craig.Daniels@Example.com';
    const { connector, simulator } = connected;
    await connector.deliver(submissionOf({ email }), contextOf());
    const [{ fields }] = simulator.records().customers as Record[];
    const body = JSON.stringify(fields).replaceAll(email.toLowerCase(), email);
    const typed = connectSystem(egain, 'json', {
      fetch: async (input, init) => {
        const asked = new URL(String(input)).searchParams.get('email');
        if (asked === email) return Response.json({ customer: [{ id: '2801', ...JSON.parse(body) }] });
        return asked ? new Response(null, { status: 204 }) : connected.fetch(input, init);
      },
    });
    await typed.connector.deliver(submissionOf({ email }), contextOf());
    expect(simulator.records().customers).toHaveLength(1);
  });

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
      message: expect.stringMatching(/it carries 2, and maxApplications are 2/),
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

  it.each(['error-200', 'html-200', 'status-500', 'timeout-after-commit'] as const)(
    'is not taken to have the application when a change ends in %s',
    async (fault) => {
      for (const variant of ['json', 'xml']) {
        const { connector, simulator, heldOf, customers } = await known({}, variant);
        const submission = submissionOf();
        simulator.failNext('update-customer', fault);
        await expect(connector.deliver(submission, contextOf())).rejects.toMatchObject({ kind: 'retry' });
        await connector.deliver(submission, contextOf({ attempt: 2 }));
        expect(heldOf(submission.id)).toHaveLength(1);
        expect(customers()).toHaveLength(1);
      }
    },
  );

  it.each(['json', 'xml'])('is not thought gone for what a gateway answers (%s)', async (variant) => {
    const { fetch, customers } = await known({}, variant);
    const { connector } = connectSystem(egain, variant, {
      fetch: async (input, init) =>
        String(input).includes('email=')
          ? new Response('404 page not found', { status: 404 })
          : fetch(input, init),
    });
    await expect(connector.deliver(submissionOf(), contextOf())).rejects.toMatchObject({
      kind: 'misconfigured',
    });
    expect(customers()).toHaveLength(1);
  });

  it('keeps every value, in however many entries they come', async () => {
    const { fetch, customers, first } = await known();
    const { connector } = connectSystem(egain, 'json', {
      fetch: async (input, init) => {
        const reply = await fetch(input, init);
        if (!String(input).includes('email=')) return reply;
        const answer: Record = await reply.json();
        const { customAttributes } = answer.customer[0];
        customAttributes.customAttribute.push({
          attribName: 'submission_id',
          attribValues: { attribValue: [{ value: 'earlier' }] },
        });
        return Response.json(answer, { headers: reply.headers });
      },
    });
    const second = submissionOf();
    await connector.deliver(second, contextOf());
    const ids = customers()[0].fields.customAttributes.customAttribute.find(
      ({ attribName }: Record) => attribName === 'submission_id',
    ).attribValues.attribValue;
    expect(ids.map(({ value }: Record) => value)).toEqual([first.id, 'earlier', second.id]);
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
    await change(simulator, { endSessions: true });
    const submission = submissionOf();
    await connector.deliver(submission, contextOf());
    expect(heldOf(submission.id)).toHaveLength(1);
    expect(simulator.requests().filter(({ operation }) => operation === 'login')).toHaveLength(2);
  });

  it.each(['json', 'xml'])(
    'may change with each answer, which costs one login all the same (%s)',
    async (variant) => {
      const { connector, simulator, heldOf } = connectSystem(egain, variant);
      await change(simulator, { sessions: { rotate: true } });
      const drivers = Array.from({ length: 12 }, (_, index) =>
        submissionOf({ email: `driver.${index}@example.com` }),
      );
      await Promise.all(drivers.map((submission) => connector.deliver(submission, contextOf())));
      for (const { id } of drivers) expect(heldOf(id)).toHaveLength(1);
      for (let index = 0; index < 3; index += 1) {
        await connector.deliver(submissionOf({ email: `later.${index}@example.com` }), contextOf());
      }
      expect(simulator.requests().filter(({ operation }) => operation === 'login')).toHaveLength(1);
      await connector.close?.();
      expect(simulator.records().sessions).toEqual([]);
    },
  );

  it.each([400, 401, 403, 409] as const)(
    'takes the place of the oldest where too many are refused with %i, and the settings say so',
    async (sessionCapStatus) => {
      const connected = connectSystem(egain, 'json', {
        settings: { sessionLimitStatuses: [sessionCapStatus] },
      });
      await change(connected.simulator, { sessions: { limit: 1 }, assumptions: { sessionCapStatus } });
      const other = connectSystem(egain, 'json', { fetch: connected.fetch });
      await other.connector.deliver(submissionOf({ email: 'other@example.com' }), contextOf());
      const submission = submissionOf();
      await connected.connector.deliver(submission, contextOf());
      expect(connected.heldOf(submission.id)).toHaveLength(1);
    },
  );

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
