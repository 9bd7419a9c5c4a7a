import { describe, expect, it } from 'vitest';
import type { CallObserver } from '../../../src/connectors/call-observer.ts';
import { reply, startFakeServer } from '../../support/fake-server.ts';
import { type SiteAnswers, startFakeSite } from '../../support/fake-site.ts';

/** An observer that keeps what it is told, readings left out, and the signals. */
function watching() {
  const calls: unknown[] = [];
  const signals = new Set<AbortSignal>();
  const observer: CallObserver = {
    begun(operation, signal) {
      if (operation.startsWith('read-m')) return () => {};
      signals.add(signal);
      return (end) => calls.push([operation, end]);
    },
  };
  return { calls, signals, observer };
}

describe('whoever observes the calls to a site', () => {
  it('is told of each what it asks and how it is answered, under the signal of the attempt', async () => {
    const { calls, signals, observer } = watching();
    const { signal } = new AbortController();
    const site = await startFakeSite({}, { observer });
    await site.deliver({ signal: Object.assign(signal, { stillHeld: async () => {} }) });
    expect(calls).toEqual([
      ['find-contact', { status: 200 }],
      ['create-contact', { status: 201 }],
      ['create-incident', { status: 201 }],
    ]);
    expect([...signals]).toEqual([signal]);
  });

  it.each<[string, SiteAnswers[string], unknown]>([
    ['refused', (response) => reply(response, 403, {}), { status: 403 }],
    ['cut off', (response) => response.destroy(), { noReply: 'network' }],
    ['not answered', () => {}, { noReply: 'timeout' }],
  ])('is told of a call that is %s', async (_, answer, end) => {
    const { calls, observer } = watching();
    const site = await startFakeSite({ 'create-incident': answer }, { observer, timeoutMs: 300 });
    await site.deliver();
    expect(calls.at(-1)).toEqual(['create-incident', end]);
  });

  it('is told of the calls to an identity provider', async () => {
    const { calls, observer } = watching();
    const provider = await startFakeServer((response) =>
      reply(response, 200, { access_token: 'Zx9Qv7', token_type: 'Bearer', expires_in: 3600 }),
    );
    const tokenUrl = `${provider.url}/token`;
    const credentials = { scheme: 'oauth', tokenUrl, clientId: 'intake', clientSecret: 'secret' } as const;
    const site = await startFakeSite({}, { observer, credentials });
    await site.deliver();
    expect(calls[0]).toEqual(['token', { status: 200 }]);
    expect(calls).toHaveLength(4);
  });
});
