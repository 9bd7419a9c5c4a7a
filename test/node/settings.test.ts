import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import { complaintOf, siteEnv } from '../support/settings.ts';

const read = (env: Record<string, string>) => readSettings({ env });
const complaint = (env: Record<string, string>) => complaintOf(() => read(env));
const site = siteEnv;

describe('settings from the environment', () => {
  it('have defaults that suit a first try', () => {
    expect(read({})).toEqual({
      warnings: [],
      destinations: [],
      forms: {},
      files: expect.objectContaining({ maxFiles: 5 }),
      hosted: expect.objectContaining({ employer: '', theme: 'auto' }),
      port: 8080,
      data: './data',
      allowedOrigins: [],
      rateLimit: 120,
      trustedProxies: 0,
      maxConnections: 10_000,
      minSeconds: 3,
      logLevel: 'info',
      leaseMs: 60_000,
      newestPercent: 25,
      retention: { deliveredDays: 30, attentionDays: 180 },
    });
  });

  it('take every variable', () => {
    const env = {
      PORT: '0',
      HOST: '127.0.0.1',
      INTAKE_DATA: '/srv/intake',
      ALLOWED_ORIGINS: 'https://www.example.com, http://localhost:3000 https://jobs.example.com',
      RATE_LIMIT: '0',
      TRUSTED_PROXIES: '2',
      MAX_CONNECTIONS: '500',
      LOG_LEVEL: 'silent',
      ...site,
      B2C_SUBMISSION_ID_FIELD: 'web_key',
      B2C_TIMEOUT_MS: '5000',
      B2C_SETTLE_MS: '0',
      B2C_CONCURRENCY: '64',
      B2C_REQUESTS_PER_SECOND: '7',
    };
    expect(read(env)).toMatchObject({
      warnings: [],
      port: 0,
      host: '127.0.0.1',
      data: '/srv/intake',
      allowedOrigins: ['https://www.example.com', 'http://localhost:3000', 'https://jobs.example.com'],
      rateLimit: 0,
      trustedProxies: 2,
      maxConnections: 500,
      logLevel: 'silent',
      b2cService: {
        siteUrl: 'https://carrier.custhelp.com',
        username: 'integration',
        password: 'Zx9Qv7-secret',
        submissionIdField: 'web_key',
        timeoutMs: 5000,
        settleMs: 0,
        concurrency: 64,
        requestsPerSecond: 7,
      },
    });
  });

  it('keep a lease longer than any call may take', () => {
    const site = { B2C_SITE_URL: 'https://carrier.example.com', B2C_USERNAME: 'u', B2C_PASSWORD: 'p' };
    const slow = { ...site, B2C_TIMEOUT_MS: '90000' };
    expect(readSettings({ env: slow }).leaseMs).toBe(180_000);
    expect(readSettings({ env: { ...slow, LEASE_MS: '200000' } }).leaseMs).toBe(200_000);
    expect(() => readSettings({ env: { ...slow, LEASE_MS: '179999' } })).toThrow(
      /^LEASE_MS must be 180000 at the least/,
    );
  });

  it('that are empty are not set', () => {
    expect(read({ PORT: '', ALLOWED_ORIGINS: '', B2C_SITE_URL: '', B2C_PASSWORD: '' })).toEqual(read({}));
  });
});

describe('a setting that is wrong', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PORT', '0x1F90'],
    ['PORT', '8e3'],
    ['RATE_LIMIT', 'many'],
    ['RATE_LIMIT', '-5'],
    ['TRUSTED_PROXIES', 'yes'],
    ['TRUSTED_PROXIES', '17'],
    ['MAX_CONNECTIONS', '0'],
    ['LOG_LEVEL', 'verbose'],
    ['ALLOWED_ORIGINS', 'www.example.com'],
    ['ALLOWED_ORIGINS', 'https://www.example.com/'],
    ['ALLOWED_ORIGINS', 'https://www.example.com/apply'],
    ['ALLOWED_ORIGINS', 'https://www.example.com https://user@example.com'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_ORIGINS', 'https://*.example.com/'],
    ['B2C_SITE_URL', 'carrier.custhelp.com'],
    ['B2C_SITE_URL', 'ftp://carrier.custhelp.com'],
    ['B2C_SITE_URL', 'http://carrier.custhelp.com'],
    ['B2C_SITE_URL', 'http://localhost.example.com'],
    ['B2C_SITE_URL', 'https://user:Zx9Qv7@carrier.custhelp.com'],
    ['B2C_SITE_URL', 'https://:Zx9Qv7@carrier.custhelp.com'],
    ['B2C_SITE_URL', 'https://carrier.custhelp.com/?key=Zx9Qv7'],
    ['B2C_SITE_URL', 'https://carrier.custhelp.com/#top'],
    ['B2C_SITE_URL', 'https://carrier.custhelp.com/services/rest/connect/v1.4'],
    ['B2C_SUBMISSION_ID_FIELD', "submission_id = '' OR 1"],
    ['B2C_SUBMISSION_ID_FIELD', 'customFields.c.submission_id'],
    ['B2C_TIMEOUT_MS', '99'],
    ['B2C_TIMEOUT_MS', '30s'],
    ['B2C_SETTLE_MS', '600001'],
    ['B2C_CONCURRENCY', '0'],
    ['B2C_CONCURRENCY', '65'],
  ])('%s=%s is named, in one line that says how to put it right', (name, value) => {
    const message = complaint({ ...site, [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must `));
    expect(message).not.toMatch(/\n/);
    expect(message).not.toContain('Zx9Qv7');
  });

  it.each([
    ['B2C_SITE_URL', { B2C_USERNAME: 'integration', B2C_PASSWORD: 'Zx9Qv7' }],
    ['B2C_USERNAME', { B2C_SITE_URL: site.B2C_SITE_URL, B2C_PASSWORD: 'Zx9Qv7' }],
    ['B2C_PASSWORD', { B2C_SITE_URL: site.B2C_SITE_URL, B2C_USERNAME: 'integration' }],
  ])('that is missing is named: %s', (name, env) => {
    const message = complaint(env);
    expect(message).toMatch(new RegExp(`^${name} is not set; it must `));
    expect(message).not.toMatch(/\n|Zx9Qv7/);
  });

  it('is the first of several', () => {
    expect(complaint({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/^PORT must/);
  });
});

describe('an address', () => {
  it.each(['http://localhost:8080/sandbox/b2c-service', 'http://127.0.0.1:1', 'http://[::1]:1'])(
    'of this machine needs no encryption: %s',
    (url) => {
      expect(read({ ...site, B2C_SITE_URL: url }).b2cService?.siteUrl).toBe(url);
    },
  );

  it('of a page is compared in small letters, as browsers write it', () => {
    expect(read({ ALLOWED_ORIGINS: 'https://WWW.Example.com' }).allowedOrigins).toEqual([
      'https://www.example.com',
    ]);
  });
});
