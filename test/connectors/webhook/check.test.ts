import { describe, expect, it } from 'vitest';
import type { WebhookConnectorOptions } from '../../../src/connectors/webhook/index.ts';
import { driverShort } from '../../../src/model/forms/driver-short.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { openReceiver, otherSecret, type ReceiverOptions, sandboxSecret } from './open-receiver.ts';

async function check(options: ReceiverOptions = {}) {
  const receiver = openReceiver(options);
  const { signal } = new AbortController();
  const findings = await receiver.connector.check({ definitions: [driverShort], signal });
  return { ...receiver, findings };
}

const whsec = (bytes: number) => `whsec_${btoa('k'.repeat(bytes))}`;
const health = 'https://site.invalid/sandbox/webhook/health';

describe('a check of a receiver', () => {
  it('sends a signed message that is kept nowhere, under an id of its own', async () => {
    const { findings, bodies, sent, messages } = await check();
    expect(findings).toEqual([]);
    expect(bodies()).toEqual([{ type: 'application.check', timestamp: expect.any(String), data: {} }]);
    expect(sent[0]?.headers['webhook-id']).toMatch(/^check-[0-9a-f-]{36}$/);
    expect(messages()).toEqual([]);
  });

  it('without such a message asks whether anybody answers', async () => {
    const { findings, sent } = await check({ connector: { sendCheck: false } });
    expect(findings).toEqual([]);
    expect(sent.map(({ method, body }) => [method, body])).toEqual([['HEAD', '']]);
  });

  it('asks the address that says how the receiver is', async () => {
    const { findings, sent } = await check({ connector: { checkUrl: health } });
    expect(findings).toEqual([]);
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /sandbox/webhook/health',
      'POST /sandbox/webhook/hook',
    ]);
  });

  it.each<[string, Partial<WebhookConnectorOptions>, string]>([
    ['without its prefix', { secret: 'c2FuZGJveC1zYW5kYm94LXNhbmRib3gt' }, 'does not begin with whsec_'],
    ['not in base64', { secret: 'whsec_wrong-and-secret-wrong-and-secr' }, 'is not base64 after whsec_'],
    ['in base64 without its padding', { secret: whsec(25).replace(/=+$/, '') }, 'is not base64 after whsec_'],
    ['empty', { secret: 'whsec_' }, 'is not base64 after whsec_'],
    ['too short', { secret: whsec(23) }, 'is too short: 23 bytes, where 24 are the fewest'],
    ['too long', { secret: whsec(65) }, 'is too long: 65 bytes, where 64 are the most'],
  ])(
    'names a secret that is %s, sends nothing with it and does not repeat it',
    async (_, connector, problem) => {
      const { findings, sent, connector: made } = await check({ connector });
      expect(findings).toMatchObject([
        { severity: 'error', code: 'secret-unusable', where: 'secret', problem: `the secret ${problem}` },
      ]);
      expect(sent.map(({ method }) => method)).toEqual(['HEAD']);
      const failure = await made.deliver(submissionOf(), contextOf()).catch((error: Error) => error);
      expect(failure).toMatchObject({ kind: 'misconfigured', message: `the secret ${problem}` });
      const secret = String(connector.secret).replace('whsec_', '') || 'none';
      expect(JSON.stringify([findings, failure])).not.toContain(secret);
    },
  );

  it.each([24, 64])('takes a secret of %i bytes', async (bytes) => {
    const secret = whsec(bytes);
    expect((await check({ receiver: { secret }, connector: { secret } })).findings).toEqual([]);
  });

  it.each<[string, ReceiverOptions, object]>([
    [
      'an old secret that is none',
      { connector: { oldSecret: `${otherSecret} old` } },
      { severity: 'warning', code: 'old-secret-unusable', where: 'oldSecret' },
    ],
    [
      'another secret than the receiver has',
      { connector: { secret: otherSecret } },
      { code: 'sign-in-refused', where: 'secret' },
    ],
    ['a receiver that lets nobody in', { receiver: { blocked: true } }, { code: 'sign-in-refused' }],
    [
      'an address where nobody receives',
      { connector: { url: 'https://site.invalid/sandbox/webhook/hok' } },
      { code: 'no-receiver-there', where: 'url' },
    ],
    ['a receiver that wants no more', { receiver: { gone: true } }, { code: 'no-receiver-there' }],
    [
      'an address that redirects',
      { answer: () => new Response(null, { status: 308 }) },
      { code: 'no-receiver-there' },
    ],
    [
      'a receiver that takes no types that it does not know',
      { receiver: { unknownTypes: 'refused' } },
      { code: 'message-refused' },
    ],
    [
      'a clock that is ten minutes fast',
      { connector: { now: () => Date.now() + 600_000 } },
      { code: 'message-refused', fix: expect.stringContaining('clocks') },
    ],
    [
      'a login in front',
      { receiver: { login: true } },
      { severity: 'warning', code: 'page-answered', where: 'url' },
    ],
    [
      'a receiver in trouble',
      { answer: () => new Response(null, { status: 503 }) },
      { code: 'unreachable', where: 'url' },
    ],
    [
      'a receiver that says it is not well',
      { connector: { checkUrl: `${health}y` } },
      { code: 'check-url-fails', where: 'checkUrl' },
    ],
  ])('names %s', async (_, options, finding) => {
    const { findings } = await check(options);
    expect(findings).toMatchObject([{ severity: 'error', ...finding }]);
    expect(JSON.stringify(findings)).not.toContain(sandboxSecret.slice(6));
  });

  it.each([
    [410, 'no-receiver-there'],
    [301, 'no-receiver-there'],
    [503, 'unreachable'],
  ])('without a message takes %i as what a message would meet', async (status, code) => {
    const answer = () => new Response(null, { status });
    const { findings } = await check({ connector: { sendCheck: false }, answer });
    expect(findings).toMatchObject([{ code }]);
  });
});
