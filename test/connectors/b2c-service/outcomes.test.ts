import { describe, expect, it } from 'vitest';
import { heldSignal, openCrm, submissionOf } from '../../support/b2c-service.ts';
import { fileOf } from '../../support/files.ts';

/** For a machine that is busy with other tests. */
const patiently = { timeout: 20_000 };

const files = [fileOf('license.pdf', 'x')];

/** An operation of the site, and our own word for it. */
const steps = [
  ['query', 'find-contact'],
  ['create-contact', 'create-contact'],
  ['create-incident', 'create-incident'],
  ['attach-file', 'attach-file'],
] as const;
/** A look-up that is refused is tried once more in another way. */
const twice = (operation: string) => ({ times: operation === 'query' ? 2 : 1 });
const writes: readonly string[] = ['create-contact', 'create-incident', 'attach-file'];

describe('what a fault leads to', () => {
  it.each([
    ['unauthorized', 'misconfigured', 'status 401, user name or password is refused'],
    ['redirect', 'misconfigured', 'status 302'],
    ['status-500', 'retry', 'status 500, OSC-CREST-00008'],
    ['status-502-html', 'retry', 'status 502'],
    ['status-503', 'retry', 'status 503, OSC-CREST-00008'],
    ['status-429', 'retry', 'status 429, OSC-CREST-00008'],
    ['error-200', 'retry', 'status 20'],
    ['malformed-json', 'retry', 'the reply cannot be read'],
    ['html-200', 'retry', 'the reply cannot be read'],
    ['empty-body', 'retry', 'the reply cannot be read'],
    ['reset-after-commit', 'retry', 'no reply: network'],
    ['cut-off', 'retry', 'no reply: network'],
    ['timeout-after-commit', 'retry', 'no reply: timeout'],
    ['oversized', 'retry', 'no reply: too-large'],
  ] as const)('%s: %s, at whichever step', async (fault, kind, message) => {
    for (const [operation, name] of steps) {
      const crm = openCrm({ connector: { timeoutMs: fault === 'timeout-after-commit' ? 200 : 10_000 } });
      crm.simulator.failNext(operation, fault, twice(operation));
      await expect(crm.deliver(submissionOf(), 1, { files }), operation).rejects.toMatchObject({
        name: 'DeliveryError',
        kind,
        message: expect.stringContaining(`${name}: ${message}`),
      });
    }
  });

  it.each(['no-id', 'wrong-shape'] as const)('%s proves nothing of what was to be made', async (fault) => {
    for (const operation of ['create-contact', 'create-incident']) {
      const crm = openCrm();
      crm.simulator.failNext(operation, fault, twice(operation));
      await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
        kind: 'retry',
        uncertain: true,
        message: `${operation}: the reply cannot be read`,
      });
    }
  });

  it('something that is not there stops everything but for what belongs to one application', async () => {
    for (const [operation, name] of steps) {
      const crm = openCrm();
      crm.simulator.failNext(operation, 'status-404');
      await expect(crm.deliver(submissionOf(), 1, { files })).rejects.toMatchObject({
        kind: operation === 'attach-file' ? 'rejected' : 'misconfigured',
        message: expect.stringContaining(`${name}: status 404, OSC-CREST-00013`),
      });
    }
  });

  it.each(['status-503', 'status-429'] as const)('%s is waited out as the site asks', async (fault) => {
    for (const [operation] of steps) {
      const crm = openCrm();
      crm.simulator.failNext(operation, fault, twice(operation));
      await expect(crm.deliver(submissionOf(), 1, { files })).rejects.toMatchObject({ retryAfterMs: 1_000 });
    }
  });

  it.each([
    'reset-after-commit',
    'status-500',
    'status-502-html',
    'malformed-json',
    'empty-body',
    'cut-off',
    'oversized',
    'error-200',
  ] as const)('a write that meets %s is uncertain, a question is not', async (fault) => {
    for (const [operation] of steps) {
      const crm = openCrm();
      crm.simulator.failNext(operation, fault, twice(operation));
      await expect(crm.deliver(submissionOf(), 1, { files }), operation).rejects.toMatchObject({
        uncertain: writes.includes(operation),
      });
    }
  });

  it.each(['status-429', 'unauthorized', 'redirect'] as const)(
    'a write that meets %s has certainly not been done',
    async (fault) => {
      for (const operation of writes) {
        const crm = openCrm();
        crm.simulator.failNext(operation, fault, twice(operation));
        await expect(crm.deliver(submissionOf(), 1, { files })).rejects.toMatchObject({ uncertain: false });
      }
    },
  );
});

it('a write that never left is not uncertain', async () => {
  for (const [resource, operation] of [
    ['/contacts', 'create-contact'],
    ['/incidents', 'create-incident'],
  ] as const) {
    const crm = openCrm({
      connector: {
        fetch: async (input, init) => {
          if (String(input).endsWith(resource))
            throw Object.assign(new Error('gone'), { name: 'Unreachable' });
          return crm.simulator.fetch(new Request(input, init));
        },
      },
    });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'retry',
      uncertain: false,
      message: `${operation}: no reply: unreachable`,
    });
  }
});

describe('an attempt that is aborted', () => {
  it.each(writes.map((operation) => [operation]))(
    'ends at once, its outcome uncertain: %s',
    async (operation) => {
      const crm = openCrm();
      crm.simulator.failNext(operation, 'timeout-after-commit');
      const attempt = new AbortController();
      const delivered = crm.deliver(submissionOf(), 1, { signal: heldSignal(attempt.signal), files });
      const outcome = expect(delivered).rejects.toMatchObject({ kind: 'retry', uncertain: true });
      await expect
        .poll(() => crm.simulator.requests().some((request) => request.operation === operation), patiently)
        .toBe(true);
      attempt.abort();
      await outcome;
    },
  );

  it('before it begins asks nothing', async () => {
    const crm = openCrm();
    const signal = heldSignal(AbortSignal.abort(new Error('stopping')));
    await expect(crm.deliver(submissionOf(), 1, { signal })).rejects.toThrow('stopping');
    expect(crm.everyCall()).toEqual([]);
  });
});

describe('ids of a site', () => {
  it('may be written as text', async () => {
    const crm = openCrm({ site: { ids: { asText: true } } });
    const submission = submissionOf();
    const receipt = await crm.deliver(submission, 1, { files });
    expect(receipt.id).toBe('84001');
    expect(await crm.deliver(submission, 2, { files })).toEqual(receipt);
    expect(crm.calls().find(({ what }) => what === 'POST incidents')?.body.primaryContact).toEqual({
      id: 51_718,
    });
    expect(crm.incidents()).toHaveLength(1);
  });

  it.each([{ asText: true }, { asText: false }])(
    'beyond what a number can hold are not guessed at: %j',
    async (form) => {
      const crm = openCrm({ site: { ids: { ...form, nextContact: '9007199254740993' } } });
      await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
        kind: 'retry',
        uncertain: true,
        message: 'create-contact: the reply cannot be read',
      });
      expect(crm.incidents()).toEqual([]);
      await expect(crm.deliver(submissionOf(), 2)).rejects.toMatchObject({
        kind: 'retry',
        message: 'find-contact: the reply cannot be read',
      });
      expect(crm.contacts()).toHaveLength(1);
    },
  );
});

it('what a business rule changes on the way does not matter', async () => {
  const set = { subject: 'Changed by a rule', statusWithType: { status: { id: 8 } } };
  const crm = openCrm({ site: { businessRules: [{ collection: 'incidents', on: 'create', set }] } });
  const submission = submissionOf();
  const receipt = await crm.deliver(submission);
  expect(crm.incidents()[0].subject).toBe('Changed by a rule');
  expect(await crm.deliver(submission, 2)).toEqual(receipt);
});
