import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, startProxy } from '../support/proxy-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const site = { B2C_SITE_URL: 'https://carrier.example.com', B2C_USERNAME: 'api', B2C_PASSWORD: 'hunter2' };

describe('the command line', () => {
  it('explains itself without arguments, and for a command that does not exist', async () => {
    const bare = await runCommand([]);
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain('applicant-intake serve');
    const unknown = await runCommand(['deliver']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^Unknown command: deliver\n/);
  });

  it('names an option it does not know', async () => {
    const { code, stderr } = await runCommand(['serve', '--sandobx']);
    expect(code).toBe(2);
    expect(stderr).toContain('--sandobx');
  });

  it('tells what there is when it is asked for help', async () => {
    for (const option of ['--help', '-h']) {
      const { code, stdout, stderr } = await runCommand([option]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const command of ['serve', 'check', 'map --form NAME --sample FILE']) {
        expect(stdout).toContain(`\n  applicant-intake ${command}`);
      }
    }
  });

  it('tells its version', async () => {
    expect((await runCommand(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('serve with a setting that is missing or wrong', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'no site',
      {},
      /no back end is configured; set .* B2C_SITE_URL \(b2cService\.siteUrl in a file\), FUSION_SITE_URL .* or WEBHOOK_URL .*, or start with --sandbox/,
    ],
    ['no user name', { ...site, B2C_USERNAME: '' }, /B2C_USERNAME is not set; it must be/],
    ['no password', { ...site, B2C_PASSWORD: '' }, /B2C_PASSWORD is not set; it must be/],
    [
      'a site without encryption',
      { ...site, B2C_SITE_URL: 'http://carrier.example.com' },
      /B2C_SITE_URL must begin with https/,
    ],
    ['a port that is none', { ...site, PORT: 'eighty' }, /PORT must be a whole number/],
    [
      'an origin with a path',
      { ...site, ALLOWED_ORIGINS: 'https://www.example.com/drive' },
      /ALLOWED_ORIGINS must list origins/,
    ],
    [
      'a data folder that is a file',
      { ...site, INTAKE_DATA: process.execPath },
      /INTAKE_DATA: .* cannot be used/,
    ],
  ])('ends with one line that names it: %s', async (_, env, line) => {
    const { code, stdout, stderr } = await runCommand(['serve'], {
      INTAKE_DATA: temporaryFolder(),
      PORT: '0',
      ...env,
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^applicant-intake: [^\n]+\n$/);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('hunter2');
  });

  it('names the port that is in use', async () => {
    const server = createServer().listen(0);
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr } = await runCommand(['serve'], {
      ...site,
      INTAKE_DATA: temporaryFolder(),
      PORT: String(port),
    });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `applicant-intake: PORT: ${port} is in use; stop the other process or set PORT to another number\n`,
    );
  });

  it('names the place in a configuration file', async () => {
    const config = join(temporaryFolder(), 'config.json');
    writeFileSync(config, JSON.stringify({ allowedOrigin: ['https://www.example.com'] }));
    const { code, stderr } = await runCommand(['serve', '--config', config], site);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: [^\n]*config\.json:1: allowedOrigin is not a setting; there are [^\n]*allowedOrigins[^\n]*\n$/,
    );
  });
});

describe('serve --sandbox', () => {
  it('says in its first lines that it delivers to the simulator, and serves the element', async () => {
    const proxy = await startProxy({ INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' }, ['--sandbox']);
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    await expect.poll(() => proxy.output()).toMatch(/No back end is configured: .* simulator of B2C Service/);
    const base = `http://127.0.0.1:${proxy.port}`;
    for (const path of ['/applicant-intake.js', '/applicant-intake.classic.js', '/locales/es.js']) {
      const latest = await fetch(`${base}${path}`);
      expect(latest.status).toBe(200);
      expect(latest.headers.get('content-type')).toContain('text/javascript');
      expect(latest.headers.get('access-control-allow-origin')).toBe('*');
      const etag = latest.headers.get('etag') ?? '';
      expect((await fetch(`${base}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
      const version = (await runCommand(['--version'])).stdout.trim();
      const pinned = await fetch(`${base}/v${version}${path}`);
      expect(pinned.headers.get('cache-control')).toContain('immutable');
      expect(await pinned.text()).toBe(await latest.text());
    }
    expect((await fetch(`${base}/sandbox/b2c-service/_requests`)).status).toBe(200);
  });
});
