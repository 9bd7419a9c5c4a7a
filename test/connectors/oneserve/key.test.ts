import { describe, expect, it } from 'vitest';
import { createOneserveConnector } from '../../../src/connectors/oneserve/index.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { answering, keepCheckpoints, oneserveOptions, openOneserve } from '../../support/oneserve.ts';

describe('the key of a contact', () => {
  it('is the id of the application in capitals, with a prefix, and no longer than the vendor takes', async () => {
    const submission = submissionOf();
    const { deliver } = openOneserve();
    const receipt = await deliver(submission);
    expect(receipt).toEqual({
      id: `APP-${submission.id.toUpperCase()}`,
      reference: `APP-${submission.id.toUpperCase()}`,
    });
    const long = await openOneserve({ connector: { contactRefPrefix: 'ABCDEFGHIJKLM-' } }).deliver(
      submission,
    );
    expect(long.id).toHaveLength(50);
  });

  it('keeps two applications of one person apart', async () => {
    const { deliver, contacts } = openOneserve();
    await deliver(submissionOf());
    await deliver(submissionOf());
    expect(contacts()).toHaveLength(2);
  });

  it('is that of the person where the settings say so: the second application writes over the first', async () => {
    const { deliver, contacts, saves } = openOneserve({ connector: { contactRef: 'person' } });
    const first = await deliver(submissionOf({ city: 'Denver' }));
    const second = await deliver(submissionOf({ city: 'Boulder', email: 'CRAIG.Daniels@Example.com' }));
    expect(second.id).toBe(first.id);
    expect(first.id).toMatch(/^APP-[A-F\d]{36}$/);
    expect(first.id).not.toMatch(/craig/i);
    expect(contacts()).toMatchObject([{ address2: 'Boulder, CO' }]);
    expect(saves()).toHaveLength(2);
    const other = await deliver(submissionOf({ email: 'somebody.else@example.com' }));
    expect(other.id).not.toBe(first.id);
  });

  it('that is the person’s leaves standing what a later application does not fill, and a check says so', async () => {
    const mapping = { contact: { address3: 'attribution.referral_detail' } } as const;
    const { deliver, contacts, bodies, check } = openOneserve({
      connector: { contactRef: 'person', mapping },
    });
    await deliver(submissionOf({}, { attribution: { referral_detail: 'A friend' } }));
    await deliver(submissionOf({ city: 'Boulder' }, { attribution: {} }));
    expect(bodies()[1]).not.toHaveProperty('address3');
    expect(contacts()).toMatchObject([{ address2: 'Boulder, CO', address3: 'A friend' }]);
    const told = (await check()).find(({ code }) => code === 'contact-per-person');
    expect(told?.problem).toMatch(/what it does not fill may stay as the earlier one left it$/);
  });

  it('cannot be made of nothing', async () => {
    const byPerson = openOneserve({ connector: { contactRef: 'person' } });
    await expect(byPerson.deliver(submissionOf({ email: undefined }))).rejects.toMatchObject({
      kind: 'rejected',
      message: 'contactRef: the application has no e-mail address to make a key of',
    });
    for (const id of ['', ' x', 'ä', 'x'.repeat(60)]) {
      const { deliver, bodies } = openOneserve({ connector: { contactRefPrefix: '' } });
      await expect(deliver(submissionOf({}, { id }))).rejects.toMatchObject({ kind: 'rejected' });
      expect(bodies()).toEqual([]);
    }
  });
});

describe('the key is written down before it is used', () => {
  it('so the call finds it on stable storage', async () => {
    const submission = submissionOf();
    const { kept, context } = keepCheckpoints();
    const { connector } = answering(() => {
      expect(kept).toEqual({ clientRef: '29', contactRef: `APP-${submission.id.toUpperCase()}` });
      return Response.json({ result: 'success' });
    });
    await connector.deliver(submission, contextOf(context()));
    expect.assertions(1);
  });

  it('and no call goes out where it cannot be', async () => {
    const { deliver, bodies } = openOneserve();
    const record = () => Promise.reject(new Error('the lease is lost'));
    await expect(deliver(submissionOf(), { record })).rejects.toThrow('the lease is lost');
    expect(bodies()).toEqual([]);
  });

  it('so an attempt after other settings saves under the one that may have got through', async () => {
    const submission = submissionOf();
    const { context } = keepCheckpoints();
    const system = openOneserve({ site: { holdMs: 60_000 }, connector: { timeoutMs: 30 } });
    system.simulator.failNext('save-contact', 'timeout-after-commit');
    await expect(system.deliver(submission, context())).rejects.toMatchObject({
      kind: 'retry',
      uncertain: true,
    });
    const changed = createOneserveConnector({
      ...oneserveOptions,
      contactRefPrefix: 'NEW-',
      contactRef: 'person',
      fetch: (input, init) => system.simulator.fetch(new Request(input, init)),
    });
    const receipt = await changed.deliver(submission, contextOf({ attempt: 2, ...context() }));
    expect(receipt.id).toBe(`APP-${submission.id.toUpperCase()}`);
    expect(system.contacts()).toHaveLength(1);
  });

  it('also when what came between was refused for certain', async () => {
    const submission = submissionOf();
    const { kept, context } = keepCheckpoints();
    const system = openOneserve({ connector: { timeoutMs: 30 } });
    for (const fault of ['timeout-after-commit', 'unauthorized', 'status-400', 'status-429'] as const) {
      system.simulator.failNext('save-contact', fault);
      await expect(system.deliver(submission, context())).rejects.toThrow();
      expect(kept).toMatchObject({ contactRef: `APP-${submission.id.toUpperCase()}` });
    }
  });

  it('and forgotten where the first attempt was refused for certain, so that other settings count', async () => {
    const submission = submissionOf();
    for (const fault of ['unauthorized', 'status-400', 'status-429'] as const) {
      const { context } = keepCheckpoints();
      const system = openOneserve();
      system.simulator.failNext('save-contact', fault);
      await expect(system.deliver(submission, context())).rejects.toThrow();
      const changed = openOneserve({ connector: { contactRefPrefix: 'NEW-' } });
      const receipt = await changed.deliver(submission, { attempt: 2, ...context() });
      expect(receipt.id).toBe(`NEW-${submission.id.toUpperCase()}`);
      expect(changed.contacts()).toHaveLength(1);
    }
  });

  it('and stays the only one while it is refused for any other reason', async () => {
    const contactRef = 'APP-FROM-BEFORE';
    for (const fault of [
      'unauthorized',
      'status-400',
      'status-404',
      'status-500',
      'malformed-json',
    ] as const) {
      const { kept, context } = keepCheckpoints({ clientRef: '29', contactRef });
      const system = openOneserve();
      system.simulator.failNext('save-contact', fault);
      await expect(system.deliver(submissionOf(), { attempt: 2, ...context() })).rejects.toThrow();
      expect(system.simulator.requests(), fault).toHaveLength(1);
      expect(kept, fault).toMatchObject({ contactRef });
    }
  });

  it('and left behind with a client that the system does not know', async () => {
    const submission = submissionOf();
    const contactRef = `APP-${submission.id.toUpperCase()}`;
    const { kept, context } = keepCheckpoints({ clientRef: 'mistyped', contactRef });
    const system = openOneserve();
    const receipt = await system.deliver(submission, { attempt: 2, ...context() });
    expect(receipt.id).toBe(contactRef);
    expect(system.bodies().map(({ clientRef }) => clientRef)).toEqual(['mistyped', '29']);
    expect(kept).toMatchObject({ clientRef: '29' });
  });
});

it('gives back the receipt of an earlier delivery, since the system takes no files', async () => {
  const { deliver, bodies } = openOneserve();
  const previous = { id: 'APP-1', reference: 'APP-1' };
  expect(await deliver(submissionOf(), { attempt: 2, previous })).toEqual(previous);
  expect(bodies()).toEqual([]);
});

it('looks at what was set aside again after twice the time, up to a quarter of an hour', async () => {
  const { kept, context } = keepCheckpoints();
  const { connector } = answering(() =>
    Response.json({ result: 'fail', result_msg: 'could not execute statement' }),
  );
  const waits: unknown[] = [];
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const error = await connector
      .deliver(submissionOf(), contextOf({ attempt, ...context() }))
      .catch((thrown: unknown) => thrown);
    waits.push((error as { recheckMs?: number }).recheckMs);
  }
  expect(waits).toEqual([60_000, 120_000, 240_000, 480_000, 900_000, 900_000]);
  expect(kept.setAside).toBe('6');
});
