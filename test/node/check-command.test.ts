import { describe, expect, it } from 'vitest';
import { runCommand } from '../support/proxy-process.ts';
import { folderWith } from '../support/settings.ts';
import { startSite } from '../support/site.ts';

const cdlType = 'contacts/customFields/c/cdl_type';

describe('applicant-intake check', () => {
  it('says that everything is there, and ends with 0', async () => {
    const site = await startSite();
    const { code, stdout, stderr } = await runCommand(['check'], site.env);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'b2c-service: everything that the mapping needs is there\n',
    });
    expect(stderr).toMatch(/^Checking b2c-service at 127\.0\.0\.1:\d+ …\n( {2}[^\n]+\n)+$/);
  });

  it('says in one line for each what is wrong, where, what there is instead and what to do, and ends with 1', async () => {
    const site = await startSite();
    site.simulator.changeMenu(cdlType, { rename: { 'Class A': 'CDL Class A' } });
    const { code, stdout, stderr } = await runCommand(['check'], {
      ...site.env,
      B2C_SUBMISSION_ID_FIELD: 'submision_id',
    });
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^error menu-value-missing: b2cService\.mapping\.contact "customFields\.c\.cdl_type\.lookupName": the menu has no value "Class A" \(code A\)\. The site has "Class B", .*"CDL Class A".* To put it right: add or rename the value in the site, or map the code: "names": \{ "A": "…" \}\.$/,
    );
    expect(lines[1]).toMatch(
      /^error field-missing: b2cService\.submissionIdField: the site has no field submision_id\. The site has "submission_id", /,
    );
    expect(stderr).toMatch(/\nb2c-service: 2 errors, 0 warnings\n$/);
  });

  it('ends with 0 where applications arrive, though not wholly as meant', async () => {
    const site = await startSite();
    site.simulator.changeTenant({ assumptions: { maxLengths: { city: 20 } } });
    const { code, stdout, stderr } = await runCommand(['check'], site.env);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warning field-too-short: b2cService\.mapping\.contact "address\.city": [^\n]+\n$/,
    );
    expect(stderr).toMatch(/\nb2c-service: 0 errors, 1 warning\n$/);
  });

  it('gives programs one object and nothing else', async () => {
    const site = await startSite();
    const sound = await runCommand(['check', '--json'], site.env);
    expect(sound).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(sound.stdout)).toEqual({
      ok: true,
      destinations: [{ destination: 'b2c-service', errors: 0, warnings: 0, findings: [] }],
    });
    site.simulator.changeMenu(cdlType, { duplicate: ['Class A'] });
    const unsound = await runCommand(['check', '--json'], site.env);
    expect(unsound).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(unsound.stdout)).toMatchObject({
      ok: false,
      destinations: [{ errors: 1, findings: [{ code: 'menu-value-ambiguous', offers: ['96', '102'] }] }],
    });
  });

  it('says that the password is refused, without saying it', async () => {
    const site = await startSite();
    const { code, stdout, stderr } = await runCommand(['check'], {
      ...site.env,
      B2C_PASSWORD: 'Zx9Qv7-secret',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^error sign-in-refused: b2cService\.username: .*status 401.*\n$/);
    expect(stdout + stderr).not.toContain('Zx9Qv7');
    expect(site.simulator.requests()).toHaveLength(1);
  });

  it('says that nobody answers', async () => {
    const env = {
      B2C_SITE_URL: 'http://127.0.0.1:1',
      B2C_USERNAME: 'x',
      B2C_PASSWORD: 'x',
      B2C_TIMEOUT_MS: '500',
    };
    const { code, stdout } = await runCommand(['check'], env);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^error unreachable: b2cService\.siteUrl: find-contact: no reply: unreachable \(ECONNREFUSED\)\. To put it right: check the address/,
    );
  });

  describe.each([
    ['optional', { destinations: ['b2c-service'], optional: ['webhook'] }],
    ['unused', { destinations: ['b2c-service'] }],
  ])('of a destination that is %s', (use, route) => {
    const webhook = { url: 'http://127.0.0.1:1/', timeoutMs: 500 };
    const check = async (settings: unknown, ...args: string[]) => {
      const site = await startSite();
      const config = `${folderWith({ 'config.json': settings })}/config.json`;
      const env = { ...site.env, WEBHOOK_SECRET: 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt' };
      return runCommand(['check', '--config', config, ...args], env);
    };
    const settings = { forms: { 'driver-short': route }, webhook };

    it('shows what is wrong there, and ends with 0, since it holds nothing up', async () => {
      const { code, stdout, stderr } = await check(settings);
      expect(code).toBe(0);
      const [first, second] = stdout.split('\n');
      expect(first).toBe('b2c-service: everything that the mapping needs is there');
      expect(second).toMatch(new RegExp(`^error unreachable \\(${use}\\): webhook\\.url: `));
      expect(stderr).toMatch(new RegExp(`\nwebhook \\(${use}\\): 1 error, 0 warnings\n$`));
    });

    it('tells programs, too', async () => {
      const { code, stdout } = await check(settings, '--json');
      expect(code).toBe(0);
      const { ok, destinations } = JSON.parse(stdout);
      expect(ok).toBe(true);
      expect(destinations).toMatchObject([{ destination: 'b2c-service' }, { [use]: true, errors: 1 }]);
      expect(destinations[0]).not.toHaveProperty(use);
    });
  });

  it('says so of a destination that no form names', async () => {
    const site = await startSite();
    const settings = {
      forms: { 'driver-short': { destinations: ['b2c-service'] } },
      webhook: { url: 'http://127.0.0.1:1/', timeoutMs: 500, secretFile: 'secret' },
    };
    const folder = folderWith({ 'config.json': settings, secret: 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt' });
    const { stderr } = await runCommand(['check', '--config', `${folder}/config.json`], site.env);
    expect(stderr).toMatch(
      /^applicant-intake: \S+config\.json:9: webhook is configured and no form names webhook; nothing new goes there\n/,
    );
  });

  it('says which variables of the environment have no effect', async () => {
    const site = await startSite();
    const { stderr } = await runCommand(['check'], { ...site.env, FUSION_SITEURL: 'x' });
    expect(stderr).toMatch(
      /^applicant-intake: FUSION_SITEURL is not a setting; did you mean FUSION_SITE_URL\?\n/,
    );
  });

  it('leaves nothing on the site', async () => {
    const site = await startSite();
    const before = site.simulator.records();
    await runCommand(['check'], site.env);
    expect(site.simulator.records()).toEqual(before);
  });

  it('needs a site', async () => {
    expect(await runCommand(['check'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^applicant-intake: no back end is configured; [^\n]+ \(webhook\.url in a file\)\n$/,
      ),
    });
  });

  it('names the line of what is wrong in the configuration file', async () => {
    const config = `${folderWith({ 'config.json': '{\n  "b2cService": {\n    "siteUrl": "carrier"\n  }\n}' })}/config.json`;
    const { code, stderr } = await runCommand(['check', '--config', config]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: \S+config\.json:3: b2cService\.siteUrl must be the address of your site/,
    );
  });

  it('takes nothing else', async () => {
    expect((await runCommand(['check', 'it'])).code).toBe(2);
    expect((await runCommand(['check', '--jsn'])).code).toBe(2);
  });
});
