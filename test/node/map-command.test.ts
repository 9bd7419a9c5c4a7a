import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeServer } from '../support/fake-server.ts';
import { runCommand } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { buildSubmission } from '../support/submissions.ts';

/** Runs `map` on a sample and a configuration. */
async function map(sample: unknown, { args = [] as string[], config = {}, env = {} } = {}) {
  const folder = folderWith({ 'sample.json': sample, 'config.json': config });
  const all = [
    'map',
    '--form',
    'driver-short',
    '--sample',
    join(folder, 'sample.json'),
    '--config',
    join(folder, 'config.json'),
  ];
  return runCommand([...all, ...args], env);
}

const { answers } = buildSubmission({ email: 'Craig.Daniels@example.com' });

describe('applicant-intake map', () => {
  it('prints the requests of a delivery for people to read', async () => {
    const { code, stdout, stderr } = await map({ answers });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Ids of what the site would make are invented\./);
    expect(stdout).toMatch(
      /^GET https:\/\/site\.invalid\/services\/rest\/connect\/v1\.4\/queryResults\?query=SELECT%20ID/,
    );
    expect(stdout).toContain('\nPOST https://site.invalid/services/rest/connect/v1.4/contacts\n');
    expect(stdout).toContain('\nauthorization: …\n');
    expect(stdout).toContain('"subject": "Application - Contractor Driver"');
  });

  it('gives programs the requests, as they would go out', async () => {
    const { code, stdout, stderr } = await map({ answers }, { args: ['--json'] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { requests } = JSON.parse(stdout);
    expect(requests).toMatchObject([
      { method: 'GET', url: expect.stringContaining("'craig.daniels%40example.com'") },
      {
        method: 'POST',
        headers: { 'osvc-crest-application-context': 'applicant-intake create-contact', authorization: '…' },
        body: { name: { first: 'Craig' }, address: { stateOrProvince: { lookupName: 'CO' } } },
      },
      {
        method: 'POST',
        body: {
          primaryContact: { id: 1001 },
          customFields: { c: { truck_type: { lookupName: 'Straight Truck' } } },
        },
      },
    ]);
  });

  it('follows the configuration', async () => {
    const b2cService = {
      siteUrl: 'https://carrier.custhelp.com',
      version: 'v1.3',
      submissionIdField: null,
      suppressRules: true,
      suppressExternalEvents: true,
      suppressRulesHeader: 'OSvC-CREST-Suppress-Rule',
      mapping: { contact: { 'address.city': null }, incident: { 'queue.id': { constant: 2 } } },
    };
    const { stdout } = await map({ answers }, { args: ['--json'], config: { b2cService } });
    const [, contact, incident] = JSON.parse(stdout).requests;
    expect(contact.url).toBe('https://carrier.custhelp.com/services/rest/connect/v1.3/contacts');
    expect(contact.body.address).not.toHaveProperty('city');
    expect(contact.headers).toMatchObject({
      'osvc-crest-suppress-rule': 'true',
      'osvc-crest-suppress-externalevents': 'true',
    });
    expect(contact.headers).not.toHaveProperty('osvc-crest-suppress-rules');
    expect(incident.body).toMatchObject({
      queue: { id: 2 },
      subject: expect.stringMatching(/ \[[0-9A-F]{8}\]$/),
    });
  });

  it('shows what each destination would get, and of a call only the headers that it has', async () => {
    const config = { webhook: { url: 'https://hooks.example.com/applications' } };
    const { code, stdout } = await map({ answers }, { config, args: ['--json'] });
    expect(code).toBe(0);
    const { requests } = JSON.parse(stdout);
    expect(requests).toMatchObject([
      {
        destination: 'webhook',
        method: 'POST',
        url: 'https://hooks.example.com/applications',
        body: { type: 'application.received', data: { answers: { first_name: 'Craig' } } },
      },
    ]);
    expect(Object.keys(requests[0].headers).toSorted()).toEqual([
      'accept',
      'content-type',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
    ]);
  });

  it('shows the destinations of the form alone', async () => {
    const config = {
      webhook: { url: 'https://hooks.example.com/applications' },
      b2cService: { siteUrl: 'https://carrier.custhelp.com' },
      forms: { 'driver-short': { destinations: ['webhook'] } },
    };
    const { stdout } = await map({ answers }, { config, args: ['--json'] });
    expect(JSON.parse(stdout).requests).toMatchObject([{ destination: 'webhook' }]);
    const forms = { 'driver-short': { destinations: ['oneserve'] } };
    const missing = await map({ answers }, { config: { ...config, forms } });
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain(
      'forms.driver-short.destinations.0 names oneserve, which is not configured',
    );
  });

  it('says which destination would set the application aside, and shows what the others would get', async () => {
    const config = {
      b2cService: { siteUrl: 'https://carrier.custhelp.com' },
      webhook: { url: 'https://hooks.example.com/applications', maxPayloadBytes: 4_096 },
    };
    const page = `https://www.example.com/${'x'.repeat(1_900)}`;
    const long = { answers, attribution: { landing_page: page, referrer: page } };
    const { code, stdout, stderr } = await map(long, { config });
    expect(code).toBe(1);
    expect(stdout).toContain('\nPOST https://carrier.custhelp.com/services/rest/connect/v1.4/incidents\n');
    expect(stdout).not.toContain('hooks.example.com');
    expect(stderr).toMatch(/\napplicant-intake: webhook: the application would be set aside: [^\n]+\n$/);
    const json = await map(long, { config, args: ['--json'] });
    expect(json).toMatchObject({ code: 1, stderr: '' });
    const { requests, setAside } = JSON.parse(json.stdout);
    expect(new Set(requests.map((each: { destination: string }) => each.destination))).toEqual(
      new Set(['b2c-service']),
    );
    expect(setAside).toEqual([{ destination: 'webhook', error: expect.stringMatching(/./) }]);
  });

  it('sends nothing anywhere, also where a site and its credentials are set', async () => {
    const site = await startFakeServer((response) => response.writeHead(500).end());
    for (const env of [
      { B2C_SITE_URL: site.url, B2C_USERNAME: 'api', B2C_PASSWORD: 'Zx9Qv7' },
      {
        B2C_SITE_URL: site.url,
        B2C_OAUTH_TOKEN_URL: `${site.url}/token`,
        B2C_OAUTH_CLIENT_ID: 'x',
        B2C_OAUTH_CLIENT_SECRET: 'Zx9Qv7',
      },
    ]) {
      const { code, stdout, stderr } = await map({ answers }, { env });
      expect(code).toBe(0);
      expect(stdout).toContain(`${site.url}/services/rest/connect/v1.4/incidents`);
      expect(stdout + stderr).not.toMatch(/Zx9Qv7|Basic |Bearer /);
    }
    expect(site.requests).toEqual([]);
  });

  it('takes a whole body of POST /v1/applications too', async () => {
    const { code, stdout } = await map(buildSubmission(), { args: ['--json'] });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).requests).toHaveLength(3);
  });
});

describe('a sample with mistakes', () => {
  it('is told each of them, and the exit code is 1', async () => {
    const sample = { answers: { ...answers, email: 'nobody', cdl_type: 'Z' } };
    const { code, stdout } = await map(sample);
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n').toSorted()).toEqual([
      expect.stringMatching(/sample\.json: answers\.cdl_type: \w+$/),
      expect.stringMatching(/sample\.json: answers\.email: invalid_email$/),
    ]);
    const json = await map(sample, { args: ['--json'] });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout).issues).toContainEqual(
      expect.objectContaining({ path: 'answers.email', code: 'invalid_email' }),
    );
  });

  it.each([
    [
      '{',
      /--sample \S+sample\.json cannot be read \(not valid JSON\); it holds the body of POST \/v1\/applications\n$/,
    ],
    ['[]', /--sample \S+sample\.json must hold a JSON object, the body of POST \/v1\/applications\n$/],
    ['7', /must hold a JSON object/],
  ])('that is %s is refused', async (sample, message) => {
    const { code, stdout, stderr } = await map(sample);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('that is not there is refused', async () => {
    const { code, stderr } = await runCommand(['map', '--form', 'driver-short', '--sample', '/nowhere.json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^applicant-intake: --sample \/nowhere\.json cannot be read \(ENOENT\)/);
  });

  it('is not looked at for a form that does not exist', async () => {
    const { code, stderr } = await runCommand(['map', '--form', 'driver-long', '--sample', '/nowhere.json']);
    expect(code).toBe(1);
    expect(stderr).toBe('applicant-intake: --form driver-long is not a form; there are driver-short\n');
  });

  it('is needed, and so is a form', async () => {
    for (const args of [[], ['--form', 'driver-short'], ['--sample', 'x']]) {
      const { code, stderr } = await runCommand(['map', ...args]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^applicant-intake: map needs --form and --sample\n/);
    }
  });
});

it('a mapping with a mistake is refused at its line', async () => {
  const config = { b2cService: { mapping: { contact: { title: 'answers.ctiy' } } } };
  const { code, stderr } = await map({ answers }, { config });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /config\.json:5: b2cService\.mapping\.contact\.title is answers\.ctiy, which no form has/,
  );
});
