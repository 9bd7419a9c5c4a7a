import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createWebhookSimulator,
  type WebhookSimulatorOptions,
} from '../../../../src/sandbox/simulators/webhook/create-webhook-simulator.ts';
import { doubtAbout } from '../../../../src/sandbox/simulators/webhook/verify-signature.ts';

const site = 'http://localhost:8080/sandbox/webhook';
const sandboxSecret = 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt';
const now = Date.parse('2026-11-21T17:00:00Z');

const message = { type: 'application.received', timestamp: '2026-11-21T17:00:00Z', data: { id: 'a' } };

interface Changes {
  readonly secret?: string;
  readonly id?: string;
  readonly atSeconds?: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A receiver, and messages as the specification has them. */
function openReceiver(options: WebhookSimulatorOptions = {}) {
  const simulator = createWebhookSimulator({ now: () => now, ...options });
  return {
    simulator,
    messages: () => simulator.records().messages as ReturnType<typeof JSON.parse>[],
    async send(changes: Changes = {}): Promise<number> {
      const { secret = sandboxSecret, id = 'msg_1', atSeconds = now / 1000 } = changes;
      const { body = JSON.stringify(message), headers = {} } = changes;
      const response = await simulator.fetch(
        new Request(`${site}/hook`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'webhook-id': id,
            'webhook-timestamp': String(atSeconds),
            'webhook-signature': `v1,${macOf(secret, `${id}.${atSeconds}.${body}`)}`,
            ...headers,
          },
          body,
        }),
      );
      return response.status;
    },
  };
}

const macOf = (secret: string, text: string) =>
  createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(text)
    .digest('base64');

describe('the receiver', () => {
  it('takes the message that the reference libraries are tested with', async () => {
    const headers = new Headers({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const options = {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      now: 1_614_265_330_000,
      toleranceSeconds: 300,
    };
    expect(await doubtAbout({ headers, body: '{"test": 2432232314}' }, options)).toBeUndefined();
    expect(await doubtAbout({ headers, body: '{"test":2432232314}' }, options)).toBe('no-signature-matches');
  });

  it('keeps a genuine message, and answers 204', async () => {
    const { send, messages } = openReceiver();
    expect(await send()).toBe(204);
    expect(messages()).toMatchObject([{ webhookId: 'msg_1', times: 1, ...message }]);
  });

  it('takes a message that comes again under its id once, and answers as it did before', async () => {
    const { send, messages } = openReceiver();
    expect([await send(), await send(), await send({ id: 'msg_2' })]).toEqual([204, 204, 204]);
    expect(messages()).toMatchObject([
      { webhookId: 'msg_1', times: 2 },
      { webhookId: 'msg_2', times: 1 },
    ]);
  });

  it('takes what is signed with several secrets if one of them is its own', async () => {
    const { send, messages } = openReceiver();
    const body = JSON.stringify(message);
    const own = macOf(sandboxSecret, `msg_1.${now / 1000}.${body}`);
    const signature = `v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1a,${own} v1,${own}`;
    expect(await send({ headers: { 'webhook-signature': signature } })).toBe(204);
    expect(messages()).toHaveLength(1);
  });

  it.each<[string, number, Changes]>([
    ['another secret', 401, { secret: 'whsec_YW5vdGhlci1zZWNyZXQtb2Ytb3RoZXJz' }],
    ['a signature of another id', 401, { headers: { 'webhook-id': 'msg_2' } }],
    ['a signature of another kind', 401, { headers: { 'webhook-signature': 'v1a,AAAA' } }],
    ['a signature that is not base64', 401, { headers: { 'webhook-signature': 'v1,%%' } }],
    ['no signature', 400, { headers: { 'webhook-signature': '' } }],
    ['no id', 400, { headers: { 'webhook-id': '' } }],
    ['a time that is none', 400, { headers: { 'webhook-timestamp': '2026-11-21T17:00:00Z' } }],
    ['a time six minutes ago', 400, { atSeconds: now / 1000 - 360 }],
    ['a time in six minutes', 400, { atSeconds: now / 1000 + 360 }],
    ['a body that is not JSON', 400, { body: 'hello' }],
  ])('refuses a message with %s', async (_, status, changes) => {
    const { send, messages } = openReceiver();
    expect(await send(changes)).toBe(status);
    expect(messages()).toEqual([]);
  });

  it('takes a message four minutes late', async () => {
    expect(await openReceiver().send({ atSeconds: now / 1000 - 240 })).toBe(204);
  });

  it('ignores types that it does not know, or refuses them where it is set up so', async () => {
    const { simulator, send, messages } = openReceiver();
    const body = JSON.stringify({ ...message, type: 'application.check' });
    expect(await send({ body })).toBe(204);
    simulator.changeReceiver({ unknownTypes: 'refused' });
    expect(await send({ body })).toBe(400);
    expect(messages()).toEqual([]);
  });

  it.each([
    ['gone', { gone: true }, 410],
    ['blocked', { blocked: true }, 403],
    ['of limited patience', { maxBodyBytes: 10 }, 413],
  ])('says so where it is %s', async (_, changes, status) => {
    expect(await openReceiver(changes).send()).toBe(status);
  });

  it('says that it is up, and that its address takes only POST', async () => {
    const { simulator } = openReceiver();
    expect((await simulator.fetch(new Request(`${site}/health`))).status).toBe(200);
    expect((await simulator.fetch(new Request(`${site}/hook`, { method: 'HEAD' }))).status).toBe(405);
    expect((await simulator.fetch(new Request(`${site}/elsewhere`, { method: 'POST' }))).status).toBe(404);
    expect(simulator.requests().map(({ operation }) => operation)).toEqual(['check', 'check', 'other']);
  });

  it('plays faults of messages and of checks apart', async () => {
    const { simulator, send, messages } = openReceiver();
    simulator.failNext('check', 'status-503');
    expect(await send()).toBe(204);
    expect(await send({ id: 'check-1' })).toBe(503);
    simulator.failNext('receive', 'reset-after-commit');
    await expect(send({ id: 'msg_2' })).rejects.toThrow();
    expect(messages()).toHaveLength(2);
  });

  it('tells nobody its secret, and is as it began after a reset', async () => {
    const { simulator, send, messages } = openReceiver();
    const tenant = await (await simulator.fetch(new Request(`${site}/_tenant`))).text();
    expect(tenant).not.toContain('whsec_');
    simulator.changeReceiver({ secret: 'whsec_YW5vdGhlci1zZWNyZXQtb2Ytb3RoZXJz' });
    expect(await send()).toBe(401);
    simulator.reset();
    expect(await send()).toBe(204);
    expect(messages()).toHaveLength(1);
    expect(() => simulator.changeReceiver({ secret: 'sandbox' })).toThrow(RangeError);
  });
});
