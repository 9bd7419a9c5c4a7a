import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import { complaintAbout, passwordEnv, readConfig, secret, siteConfig } from '../support/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a configuration file', () => {
  it('may hold every setting but secrets', () => {
    const mapping = {
      contact: { 'address.street': null, title: { constant: 'Driver' } },
      incident: {
        subject: { template: 'Application - {application_type}' },
        'customFields.c.source.lookupName': { from: 'attribution.application_source', names: { A: 'B' } },
        'customFields.c.city': 'answers.city',
      },
    };
    const config = {
      port: 9000,
      allowedOrigins: ['https://www.example.com'],
      ...siteConfig({ submissionIdField: null, mapping }),
    };
    expect(readConfig(config, passwordEnv)).toMatchObject({
      port: 9000,
      allowedOrigins: ['https://www.example.com'],
      b2cService: { submissionIdField: null, mapping },
    });
  });

  it('may have comments, commas at the end, and the mark that Windows puts first', () => {
    const content = `\ufeff// Ours\n{\n  "port": 9000, /* above the others */\n  "rateLimit": 5,\n}\n`;
    expect(readConfig(content)).toMatchObject({ port: 9000, rateLimit: 5 });
  });

  it('gives way to the environment', () => {
    const config = { port: 9000, rateLimit: 5, ...siteConfig({ username: 'other', timeoutMs: 200 }) };
    const settings = readConfig(config, { ...passwordEnv, PORT: '9001', B2C_USERNAME: 'integration' });
    expect(settings).toMatchObject({ port: 9001, rateLimit: 5 });
    expect(settings.b2cService).toMatchObject({ username: 'integration', timeoutMs: 200 });
  });

  it.each([
    ['{', 'config.json:1: not valid JSON (CloseBraceExpected)'],
    ['{\n"port": 1,\n"host" 2\n}', 'config.json:3: not valid JSON (ColonExpected)'],
    [`{"b2cService": {"password": "${secret}"`, 'config.json:1: not valid JSON (CloseBraceExpected)'],
    ['', 'config.json:1: not valid JSON (ValueExpected)'],
  ])('that is %j is refused, its line named', (content, message) => {
    expect(complaintAbout(content)).toBe(message);
  });

  it.each([
    [
      '{\n"webhook": {"url": "https://a.example.com"},\n"webhook":\n{"url": "https://b.example.com"}\n}',
      'config.json:3: webhook stands here a second time; there can be one',
    ],
    [
      '{\n"b2cService": {\n"mapping": {"contact": {\n"name.first": null,\n"name.first": null}}}}',
      'config.json:5: b2cService.mapping.contact "name.first" stands here a second time; there can be one',
    ],
    [
      '{"forms": {"driver-short": {"optional": [{"x": 1,\n"x": 1}]}}}',
      'config.json:2: forms.driver-short.optional.0.x stands here a second time; there can be one',
    ],
  ])('that has a name twice is refused at the second one: %j', (content, message) => {
    expect(complaintAbout(content)).toBe(message);
  });

  it.each(['[]', '7', 'null', '"port"'])('that is %s is refused', (content) => {
    expect(complaintAbout(content)).toMatch(/^--config \S+config\.json must hold a JSON object$/);
  });

  it('that is not there is refused with its path and the reason', () => {
    const configFile = join(temporaryFolder(), 'none.json');
    expect(() => readSettings({ env: {}, configFile })).toThrow(
      `--config ${configFile} cannot be read (ENOENT); check the path and its permissions`,
    );
  });

  it.each([
    [{ prot: 1 }, /^config\.json:2: prot is not a setting; there are port, host, /],
    [
      { data: './x', files: { maxFile: 3 } },
      /^config\.json:4: files\.maxFile is not a setting; there are maxFiles, /,
    ],
    [
      siteConfig({ siteURL: 'x' }),
      /^config\.json:5: b2cService\.siteURL is not a setting; there are siteUrl, /,
    ],
  ])('with a setting that does not exist is refused, the nearest named first: %j', (config, message) => {
    expect(complaintAbout(config, passwordEnv)).toMatch(message);
  });

  it('with a setting spelt wrong is told so, and not that the right one is missing', () => {
    const config = { b2cService: { siteURL: 'https://carrier.custhelp.com', username: 'integration' } };
    expect(complaintAbout(config, passwordEnv)).toMatch(
      /^config\.json:3: b2cService\.siteURL is not a setting/,
    );
  });

  it.each([
    [{ host: 'x', port: '80x' }, 'config.json:3: port must be a whole number from 0 to 65535, such as 8080'],
    [{ port: null }, /^config\.json:2: port must be a whole number/],
    [{ port: true }, /^config\.json:2: port must be a whole number/],
    [{ port: [] }, /^config\.json:2: port must be a whole number/],
    [{ logLevel: 'loud' }, 'config.json:2: logLevel must be debug, info, warn, error or silent'],
    [{ data: '' }, 'config.json:2: data must be the path of a folder'],
    [{ allowedOrigins: 'https://www.example.com' }, /^config\.json:2: allowedOrigins must list origins/],
    [
      { allowedOrigins: ['https://www.example.com', 7] },
      /^config\.json:4: allowedOrigins\.1 must list origins/,
    ],
    [{ files: { maxFiles: 0 } }, /^config\.json:3: files\.maxFiles must be a whole number from 1 to 20/],
    [{ files: { types: ['text/html'] } }, /^config\.json:4: files\.types\.0 must list media types out of/],
    [
      siteConfig({ siteUrl: 'http://carrier.custhelp.com' }),
      /^config\.json:3: b2cService\.siteUrl must begin with https/,
    ],
  ])('with a wrong value is refused, its line and place named: %j', (config, message) => {
    const complaint = complaintAbout(config, passwordEnv);
    if (typeof message === 'string') expect(complaint).toBe(message);
    else expect(complaint).toMatch(message);
  });

  it('without a setting that has to be there is refused at what should hold it', () => {
    expect(complaintAbout(siteConfig({ username: undefined }), passwordEnv)).toMatch(
      /^config\.json:2: b2cService\.username is not set; it must be the name of the staff account/,
    );
  });

  it.each([
    ['files', 'must be an object, such as { "maxFiles": 5 }, or null for no files'],
    ['database', 'must be an object with urlFile'],
    ['encryption', 'must be an object with keyFile'],
    ['retention', 'must be an object, such as { "deliveredDays": 30 }'],
    ['b2cService', 'must be an object with siteUrl'],
  ])('says what it should be where it is no table of settings: %s', (name, message) => {
    expect(complaintAbout({ [name]: true })).toBe(`config.json:2: ${name} ${message}`);
  });

  it('is not blamed for what the environment says', () => {
    expect(complaintAbout({ port: 9000 }, { WEBHOOK_SECRET: secret })).toMatch(
      /^WEBHOOK_URL is not set, though WEBHOOK_SECRET is; it must be the address of your receiver/,
    );
    expect(complaintAbout({ port: 9000 }, { ALTCHA_COST: '7' })).toMatch(
      /^ALTCHA_SECRET is not set, though ALTCHA_COST is; it must be/,
    );
    expect(complaintAbout({ port: 9000 }, { PORT: 'x' })).toMatch(/^PORT must/);
  });
});

describe('the settings of files that applicants send', () => {
  it('have defaults, singly', () => {
    const types = ['application/pdf', 'image/jpeg', 'image/png'];
    const defaults = {
      maxFiles: 5,
      maxFileBytes: 5_242_880,
      maxTotalBytes: 15_728_640,
      hours: 24,
      keepDays: 30,
      types,
    };
    expect(readConfig({}).files).toEqual(defaults);
    expect(readConfig({ files: { hours: 1 } }).files).toEqual({ ...defaults, hours: 1 });
  });

  it('may be null, so that none are taken', () => {
    expect(readConfig({ files: null }).files).toBeNull();
  });
});
