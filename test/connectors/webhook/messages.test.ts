import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../../../src/connectors/webhook/sign.ts';
import { readSecret } from '../../../src/connectors/webhook/signing-secret.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { longAnswers, longEnvelope, longForm, secrets } from '../../support/long-form.ts';
import { openReceiver, otherSecret, sandboxSecret } from './open-receiver.ts';

const keyOf = (secret: string) => {
  const read = readSecret(secret);
  if ('mistake' in read) throw new Error(read.mistake);
  return read.key;
};

describe('a message about an application', () => {
  it('is signed as the reference libraries sign', async () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' };
    const keys = [keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')];
    expect(await signedHeaders(message, { keys, at: 1_614_265_330_999 })).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('carries everything that the application says, as codes and as text', async () => {
    const { connector, bodies } = openReceiver();
    const consent = { document: 'sms', granted: true, language: 'en', at: '2026-11-21T16:59:00Z' };
    const submission = submissionOf(
      {},
      { timeZone: 'America/Denver', consents: [consent], review: ['too_fast'] },
    );
    await connector.deliver(submission, contextOf());
    expect(bodies()).toEqual([
      {
        type: 'application.received',
        timestamp: '2026-11-21T17:00:00.000Z',
        data: {
          id: submission.id,
          reference: '7Q4M-X2HV',
          receivedAt: '2026-11-21T17:00:00.000Z',
          form: 'driver-short',
          formVersion: '1',
          language: 'en',
          timeZone: 'America/Denver',
          answers: submission.answers,
          withheld: [],
          consents: [consent],
          attribution: { application_source: 'CDL Job Now' },
          review: ['too_fast'],
          files: [],
          text: expect.stringContaining('CDL class: Class A'),
        },
      },
    ]);
  });

  it('leaves out what is sensitive or tells a protected class, and says which answers those are', async () => {
    const { connector, sent, bodies } = openReceiver({ connector: { definitions: [longForm] } });
    await connector.deliver(submissionOf(longAnswers, longEnvelope), contextOf());
    for (const secret of secrets) expect(sent[0]?.body).not.toContain(secret);
    expect(bodies()[0].data.withheld).toEqual(['ssn', 'date_of_birth', 'licenses.number']);
    expect(bodies()[0].data.answers.endorsements).toEqual(['HAZMAT', 'TANK']);
  });

  it('of a form that nobody knows has only what all forms have', async () => {
    const { connector, bodies } = openReceiver();
    await connector.deliver(submissionOf(longAnswers, longEnvelope), contextOf());
    expect(bodies()[0].data.answers).not.toHaveProperty('comments');
    expect(bodies()[0].data.withheld).toContain('comments');
  });

  it('goes out with the same id and body at each attempt, and with the time of the attempt', async () => {
    const clock = { now: Date.parse('2026-11-21T17:00:00Z') };
    const now = () => clock.now;
    const { connector, sent } = openReceiver({ receiver: { now }, connector: { now } });
    const submission = submissionOf();
    await connector.deliver(submission, contextOf());
    clock.now += 3_600_000;
    await connector.deliver(submission, contextOf({ attempt: 2 }));
    const [first, second] = sent;
    expect(second?.headers['webhook-id']).toBe(submission.id);
    expect(first?.headers['webhook-id']).toBe(submission.id);
    expect(second?.body).toBe(first?.body);
    expect(sent.map(({ headers }) => headers['webhook-timestamp'])).toEqual(['1795280400', '1795284000']);
  });

  it('is signed with the secret as it is now, and with those before it', async () => {
    let secret = sandboxSecret;
    const { connector, sent, simulator } = openReceiver({
      connector: { secret: () => secret, oldSecret: ` ${otherSecret}\nnot-a-secret ` },
    });
    const submission = submissionOf();
    await connector.deliver(submission, contextOf());
    simulator.changeReceiver({ secret: otherSecret });
    secret = `whsec_${btoa('x'.repeat(64))}`;
    await connector.deliver(submission, contextOf({ attempt: 2 }));
    for (const [index, current] of [sandboxSecret, secret].entries()) {
      const { headers = {}, body } = sent[index] ?? {};
      const signed = `${submission.id}.${headers['webhook-timestamp']}.${body}`;
      const macs = [current, otherSecret].map((each) =>
        createHmac('sha256', Buffer.from(each.slice(6), 'base64'))
          .update(signed)
          .digest('base64'),
      );
      expect(headers['webhook-signature']).toBe(macs.map((mac) => `v1,${mac}`).join(' '));
    }
  });
});

describe('a message that is too long', () => {
  const bytesOf = (text = '') => Buffer.byteLength(text);
  const submission = submissionOf({ first_name: 'Zoë 李 "Bob" \\'.repeat(5) });

  async function deliver(maxPayloadBytes?: number) {
    const receiver = openReceiver({ connector: { maxPayloadBytes } });
    await receiver.connector.deliver(submission, contextOf());
    return receiver;
  }

  it('has its text cut, and nothing else', async () => {
    const whole = await deliver();
    const length = bytesOf(whole.sent[0]?.body);
    for (const less of [0, 1, 2, 3, 50, 300]) {
      const { sent, bodies } = await deliver(length - less);
      const { text, ...data } = bodies()[0].data;
      const { text: wholeText, ...wholeData } = whole.bodies()[0].data;
      expect(data).toEqual(wholeData);
      expect(bytesOf(sent[0]?.body)).toBeLessThanOrEqual(length - less);
      // As much as fits: no character takes more than 6 bytes, and the mark takes 3.
      expect(bytesOf(sent[0]?.body)).toBeGreaterThan(length - less - 10);
      if (less > 0) expect(text.endsWith('…')).toBe(true);
      expect(wholeText.startsWith(text.replace(/…$/, ''))).toBe(true);
    }
  });

  it('is rejected where even that does not help, before anything is sent', async () => {
    const whole = await deliver();
    const withoutText = bytesOf(
      JSON.stringify({ ...whole.bodies()[0], data: { ...whole.bodies()[0].data, text: '' } }),
    );
    expect((await deliver(withoutText)).bodies()[0].data.text).toBe('');
    const { connector, sent } = openReceiver({ connector: { maxPayloadBytes: withoutText - 1 } });
    await expect(connector.deliver(submission, contextOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: `the message is longer than maxPayloadBytes, which is ${withoutText - 1}`,
    });
    expect(sent).toEqual([]);
  });
});

describe('the answer to a message', () => {
  const answered = (response: () => Response) => {
    const { connector, sent } = openReceiver({ answer: response });
    return { outcome: connector.deliver(submissionOf(), contextOf()), sent };
  };

  it.each([
    [200, '<html>Thank you</html>'],
    [202, '{"error":"none"}'],
    [204, null],
    [299, 'x'],
  ])('is success with status %i, whatever it says', async (status, body) => {
    const { outcome } = answered(() => new Response(body, { status }));
    await expect(outcome).resolves.toHaveProperty('id');
  });

  it.each([
    [301, 'misconfigured', ''],
    [307, 'misconfigured', ''],
    [400, 'rejected', ''],
    [401, 'misconfigured', ', the receiver refuses the signature'],
    [403, 'misconfigured', ', the receiver refuses the message or who sends it'],
    [404, 'misconfigured', ', nobody receives messages at this address'],
    [410, 'misconfigured', ', the receiver wants no more messages'],
    [413, 'rejected', ''],
    [422, 'rejected', ''],
    [429, 'retry', ''],
    [502, 'retry', ''],
  ])('with status %i means %s', async (status, kind, hint) => {
    const headers = { location: 'https://elsewhere.example/', 'retry-after': '7' };
    const { outcome, sent } = answered(() => new Response('Craig', { status, headers }));
    await expect(outcome).rejects.toMatchObject({
      kind,
      message: `send-application: status ${status}${hint}`,
      retryAfterMs: kind === 'retry' ? 7_000 : undefined,
      uncertain: status === 502,
    });
    expect(sent).toHaveLength(1);
  });
});
