import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultHostedSettings } from '../../src/hosted/hosted-settings.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { createHostedHandler } from '../../src/node/hosted.ts';
import { hostedKey } from '../../src/node/hosted-key.ts';
import { listen } from '../../src/node/listen.ts';
import { openServer } from '../support/application-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { entriesOf } from './visitor.ts';

/** Pages and intake API on a socket, as the proxy mounts them. */
async function start(options: { rateLimit?: number; data?: string } = {}) {
  const server = openServer();
  const hosted = createHostedHandler({
    settings: defaultHostedSettings,
    definitions: [driverShort],
    frameOrigins: [],
    intake: server.fetch,
    key: () => hostedKey(options.data ?? temporaryFolder()),
    rateLimit: options.rateLimit ?? 0,
    log: server.log,
  });
  const { port, close } = await listen(
    async (request, info) => (await hosted(request, info)) ?? server.fetch(request, info),
    { port: 0, host: '127.0.0.1' },
  );
  onTestFinished(close);
  const base = `http://127.0.0.1:${port}`;
  const url = `${base}/form/driver-short`;
  return {
    server,
    base,
    port,
    url,
    post: (body: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: base, ...headers },
        body,
      }),
  };
}

const pressed = (html: string, changes: Record<string, string> = {}) =>
  new URLSearchParams([
    ...entriesOf(html).filter(([name]) => !Object.hasOwn(changes, name)),
    ...Object.entries(changes),
  ]).toString();

describe('hosted pages on a socket', () => {
  it('come compressed to those who take it, and to others as they are', async () => {
    const { url } = await start();
    const small = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    expect(small.headers.get('content-encoding')).toBe('gzip');
    expect(small.headers.get('vary')).toContain('Accept-Encoding');
    expect(await small.text()).toContain('</html>');
    const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toContain('</html>');
  });

  it('take an application step by step', async () => {
    const { url, post, server } = await start();
    let html = await (await fetch(url)).text();
    for (const answers of [
      { application_type: 'COMPANY', has_cdl: 'false' },
      { driving_preference: 'SOLO', truck_type: 'CARGO_VAN' },
      {
        first_name: 'Craig',
        last_name: 'D',
        phone: '7203401313',
        email: 'a@example.com',
        postal_code: '80207',
      },
      {},
    ]) {
      html = await (await post(pressed(html, answers as Record<string, string>))).text();
    }
    expect(html).toContain('We have your application, Craig');
    expect((await server.store.counts()).queued).toBe(1);
  });

  it('end a post that is too large, and the connection with it', async () => {
    const { port, url } = await start();
    const closed = new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          path: '/form/driver-short',
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
        (response) => {
          expect(response.headers.connection).toBe('close');
          response.resume().on('end', () => resolve(response.statusCode));
        },
      );
      // What is still on its way when the connection closes.
      request.on('error', reject);
      request.write('a'.repeat(70_000));
    });
    expect(await closed).toBe(413);
    expect((await fetch(url)).status).toBe(200);
  });

  it('ask whoever wants too many to wait, and leave others alone', async () => {
    const { url, post } = await start({ rateLimit: 1 });
    const html = await (await fetch(url)).text();
    for (let page = 0; page < 9; page += 1) await fetch(url);
    const refused = await post(pressed(html, { has_cdl: 'true' }));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Too much is coming from your connection');
  });

  it('stay good when the proxy starts again', async () => {
    const data = temporaryFolder();
    const before = await start({ data });
    const html = await (await fetch(before.url)).text();
    const after = await start({ data });
    const page = await after.post(pressed(html, { application_type: 'COMPANY', has_cdl: 'false' }));
    expect(page.status).toBe(200);
  });

  it('are loaded with the first of them', async () => {
    const { base, server } = await start();
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/formal/driver-short`)).status).toBe(404);
    expect(server.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('the key that pages are signed with', () => {
  it('is tried again where it could not be made, as when the disk was full', async () => {
    const data = join(temporaryFolder(), 'later');
    const { url } = await start({ data });
    expect((await fetch(url)).status).toBe(500);
    mkdirSync(data);
    expect((await fetch(url)).status).toBe(200);
  });

  it('is made once for each folder, for its owner only', () => {
    const data = temporaryFolder();
    const key = hostedKey(data);
    expect(key.byteLength).toBe(32);
    expect(hostedKey(data)).toEqual(key);
    expect(hostedKey(temporaryFolder())).not.toEqual(key);
    expect(statSync(join(data, 'hosted.key')).mode & 0o777).toBe(0o600);
  });

  it('is made anew where only half of it was written', () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'hosted.key'), 'half');
    const key = hostedKey(data);
    expect(key.byteLength).toBe(32);
    expect(new Uint8Array(readFileSync(join(data, 'hosted.key')))).toEqual(key);
  });
});
