import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import { complaintAbout, complaintOf, readConfig, secret } from '../support/settings.ts';

const url = 'https://hooks.example.com/applications';
const env = { WEBHOOK_SECRET: secret };
const webhook = (changes = {}) => ({ webhook: { url, ...changes } });

describe('the settings of a receiver', () => {
  it('have sensible defaults, and may all stand in the environment that need no file', async () => {
    const settings = readSettings({ env: { ...env, WEBHOOK_URL: url, WEBHOOK_OLD_SECRET: 'old older' } });
    expect(settings.webhook).toMatchObject({
      url,
      maxPayloadBytes: 256_000,
      sendCheck: true,
      timeoutMs: 30_000,
      settleMs: 30_000,
      concurrency: 4,
      requestsPerSecond: 50,
    });
    const [destination] = settings.destinations;
    expect(destination).toMatchObject({ name: 'webhook', url });
    expect([destination?.secret('secret'), destination?.secret('oldSecret')]).toEqual([secret, 'old older']);
  });

  it.each(['http://localhost:9000/hook', 'http://127.0.0.1:9000/', 'https://10.0.0.7/hook?tenant=7'])(
    'take the address %s',
    (given) => {
      expect(readConfig(webhook({ url: given }), env).webhook?.url).toBe(given);
    },
  );

  it.each([
    ['http://hooks.example.com/', 'must begin with https://, since credentials travel with it'],
    [
      'ftp://hooks.example.com/',
      'must be the address of your receiver, such as https://hooks.example.com/applications',
    ],
    [
      'https://user:pass@hooks.example.com/',
      'must not contain credentials; messages are signed with WEBHOOK_SECRET',
    ],
    ['https://hooks.example.com/#x', 'must not contain #'],
  ])('refuse the address %s', (given, problem) => {
    expect(complaintAbout(webhook({ url: given }), env)).toBe(`config.json:3: webhook.url ${problem}`);
  });

  it('want a secret, which does not stand in the file', () => {
    expect(complaintOf(() => readSettings({ env: { WEBHOOK_URL: url } }))).toMatch(
      /^WEBHOOK_SECRET is not set; it must be what messages are signed with, such as .* WEBHOOK_SECRET_FILE may name a file/,
    );
    expect(complaintAbout(webhook({ secret }))).toMatch(/webhook\.secret must not stand in this file/);
    expect(complaintAbout(webhook({ oldSecret: secret }), env)).toMatch(
      /webhook\.oldSecret must not stand in this file/,
    );
  });

  it.each([
    ['maxPayloadBytes', 4_095, 'must be a whole number from 4096 to 10000000, such as 256000'],
    ['sendCheck', 'no', 'must be true or false'],
    ['checkUrl', 'http://hooks.example.com/', 'must begin with https://, since credentials travel with it'],
  ])('refuse %s %s', (setting, given, problem) => {
    expect(complaintAbout(webhook({ [setting]: given }), env)).toContain(`webhook.${setting} ${problem}`);
  });
});
