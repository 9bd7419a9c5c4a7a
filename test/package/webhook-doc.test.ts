import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { webhookKind } from '../../src/node/destinations/webhook.ts';
import { fileOf, openReceiver, otherSecret, sandboxSecret } from '../connectors/webhook/open-receiver.ts';
import { contextOf, submissionOf } from '../support/b2c-service.ts';
import { readmeBlocks } from '../support/readme.ts';
import { folderWith, readConfig } from '../support/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const file = 'docs/connectors/webhook.md';
const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const [config = '', received = '', filesReceived = ''] = readmeBlocks('json', file);

type Headers = Readonly<Record<string, string>>;
type IsGenuine = (headers: Headers, body: string, secret: string) => boolean;

/** The example of the page, as a receiver would load it. */
async function loadExample(): Promise<IsGenuine> {
  const path = join(temporaryFolder(), 'receiver.mjs');
  const [code = ''] = readmeBlocks('js', file);
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(15);
  writeFileSync(path, code);
  const { isGenuine } = await import(/* @vite-ignore */ pathToFileURL(path).href);
  return isGenuine;
}

describe('the page on the webhook', () => {
  it('shows settings that are taken as they stand', () => {
    const folder = folderWith({ 'webhook-secret': `${sandboxSecret}\n` });
    const settings = readConfig(config.replace('/run/secrets', folder));
    expect(settings.destinations.map(({ name, url }) => [name, url])).toEqual([
      ['webhook', 'https://hooks.example.com/applications'],
    ]);
  });

  it('lists every setting and every variable', () => {
    for (const name of webhookKind.settingNames) expect(text).toContain(`| \`webhook.${name}\` |`);
    for (const name of Object.keys(webhookKind.variables)) expect(text).toContain(`| \`${name}\` |`);
  });

  it('explains every kind of finding', () => {
    const source = readFileSync(new URL('../../src/connectors/webhook/check.ts', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/\bcode:[^\n]*/g)].flatMap(([line]) =>
      [...line.matchAll(/'([a-z]+-[a-z-]+|unreachable)'/g)].map(([, code]) => code),
    );
    expect(new Set(codes).size).toBe(8);
    for (const code of codes) expect(text).toMatch(new RegExp(`^\\| \`${code}\` \\|`, 'm'));
  });

  it('shows the messages as they are sent', async () => {
    const { connector, bodies } = openReceiver();
    const consent = { document: 'sms', granted: true, language: 'en', at: '2026-11-21T16:59:00Z' };
    const id = '0b7e4f0e-5a52-4a3b-9c43-0d8e0f6b1c11';
    const submission = submissionOf({}, { id, timeZone: 'America/Denver', consents: [consent] });
    const license = { ...fileOf('a', 'license.pdf'), size: 48_213 };
    const card = { ...fileOf('b', 'medical-card.jpg'), type: 'image/jpeg', size: 250_114 };
    const previous = await connector.deliver(submission, contextOf({ files: [license] }));
    await connector.deliver(submission, contextOf({ attempt: 2, previous, files: [license, card] }));
    const [first, second] = bodies();
    const shown = JSON.parse(received);
    expect(first.data.text.startsWith(shown.data.text.replace(' …', ''))).toBe(true);
    expect({ ...first, data: { ...first.data, text: shown.data.text } }).toEqual(shown);
    expect(second).toEqual(JSON.parse(filesReceived));
  });

  it('shows a receiver that takes what is sent, and nothing else', async () => {
    const isGenuine = await loadExample();
    const { connector, sent } = openReceiver({ connector: { oldSecret: otherSecret } });
    await connector.deliver(submissionOf({ first_name: 'Zoë' }), contextOf());
    const { headers = {}, body = '' } = sent[0] ?? {};
    const without = (name: string) => ({ ...headers, [name]: undefined }) as unknown as Headers;
    const late = { ...headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 301) };
    expect(isGenuine(headers, body, sandboxSecret)).toBe(true);
    expect(isGenuine(headers, body, otherSecret)).toBe(true);
    expect(isGenuine(headers, body, `whsec_${btoa('x'.repeat(32))}`)).toBe(false);
    expect(isGenuine(headers, `${body} `, sandboxSecret)).toBe(false);
    expect(isGenuine({ ...headers, 'webhook-id': 'other' }, body, sandboxSecret)).toBe(false);
    expect(isGenuine(late, body, sandboxSecret)).toBe(false);
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(isGenuine(without(name), body, sandboxSecret)).toBe(false);
    }
  });
});
