import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from '../../src/node/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const secret = 'Zx9Qv7-secret';

/** Writes files beside each other; gives the folder. */
function folderWith(files: Record<string, unknown>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** Reads settings from a configuration with this content. */
function read(config: unknown, env: Record<string, string> = {}) {
  return readSettings({ env, configFile: join(folderWith({ 'config.json': config }), 'config.json') });
}

function complaint(config: unknown, env: Record<string, string> = {}): string {
  try {
    read(config, env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    expect(error.message).not.toMatch(/\n/);
    expect(error.message).not.toContain(secret);
    return error.message;
  }
  throw new Error('nothing is wrong');
}

const site = (changes = {}) => ({
  b2cService: { siteUrl: 'https://carrier.custhelp.com', username: 'integration', ...changes },
});
const password = { B2C_PASSWORD: secret };

describe('a configuration file', () => {
  it('may hold every setting but the password', () => {
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
      ...site({ submissionIdField: null, mapping }),
    };
    expect(read(config, password)).toMatchObject({
      port: 9000,
      allowedOrigins: ['https://www.example.com'],
      b2cService: { password: secret, submissionIdField: null, mapping },
    });
  });

  it('gives way to the environment', () => {
    const config = { port: 9000, rateLimit: 5, ...site({ username: 'other', timeoutMs: 200 }) };
    const settings = read(config, { ...password, PORT: '9001', B2C_USERNAME: 'integration' });
    expect(settings).toMatchObject({ port: 9001, rateLimit: 5 });
    expect(settings.b2cService).toMatchObject({ username: 'integration', timeoutMs: 200 });
  });

  it.each([
    ['{', /is not valid JSON/],
    ['{\n"port": 1,\n"host" 2\n}', /is not valid JSON near line 3/],
    [`{"b2cService": {"password": "${secret}"`, /is not valid JSON/],
    ['', /is not valid JSON/],
    ['[]', /must hold a JSON object/],
    ['7', /must hold a JSON object/],
    ['null', /must hold a JSON object/],
  ])('that is %j is refused', (content, message) => {
    expect(complaint(content)).toMatch(message);
  });

  it('that is not there is refused with its path and the reason', () => {
    const configFile = join(temporaryFolder(), 'none.json');
    expect(() => readSettings({ env: {}, configFile })).toThrow(
      `--config ${configFile} cannot be read (ENOENT)`,
    );
  });

  it.each([
    [{ prot: 1 }, /: prot is not a setting; there are port, host, data, /],
    [site({ siteURL: 'x' }), /: b2cService\.siteURL is not a setting; there are siteUrl, username, /],
    [
      site({ mapping: { contacts: {} } }),
      /: b2cService\.mapping\.contacts is not a setting; there are contact, incident$/,
    ],
  ])('with a setting that does not exist is refused, and those that do are named: %j', (config, message) => {
    expect(complaint(config, password)).toMatch(message);
  });

  it.each([
    [{ port: '80x' }, /config\.json: port must be a whole number/],
    [{ port: null }, /config\.json: port must be a whole number/],
    [{ port: true }, /config\.json: port must be a whole number/],
    [{ port: [] }, /config\.json: port must be a whole number/],
    [{ logLevel: 'loud' }, /config\.json: logLevel must be/],
    [{ data: '' }, /config\.json: data must be/],
    [{ allowedOrigins: 'https://www.example.com' }, /config\.json: allowedOrigins must list origins/],
    [{ allowedOrigins: ['https://www.example.com', 7] }, /config\.json: allowedOrigins\.1 must list origins/],
    [
      site({ siteUrl: 'http://carrier.custhelp.com' }),
      /config\.json: b2cService\.siteUrl must begin with https/,
    ],
    [site({ username: undefined }), /config\.json: b2cService\.username is not set; it must/],
    [site({ mapping: { contact: { 'a b': 'id' } } }), /mapping\.contact\.a b must be a path/],
    [site({ mapping: { contact: { 'name.__proto__.x': 'id' } } }), /must be a path/],
    [site({ mapping: { contact: { 'constructor.prototype': 'id' } } }), /must be a path/],
    [
      site({ mapping: { contact: { 'name.first': 'answers' } } }),
      /mapping\.contact\.name\.first must be a source/,
    ],
    [site({ mapping: { contact: { 'name.first': { from: 'city', names: {} } } } }), /must be a source/],
    [site({ mapping: { contact: { 'name.first': { text: 'x' } } } }), /must be a source/],
    [
      site({ mapping: { contact: { name: 'answers.last_name' } } }),
      /mapping\.contact\.name has lines below it too; set to null what you do not want/,
    ],
    [
      site({ mapping: { incident: { 'subject.text': 'id' } } }),
      /mapping\.incident\.subject has lines below it too/,
    ],
  ])('with a wrong value is refused, its place named: %j', (config, message) => {
    expect(complaint(config, password)).toMatch(message);
  });

  it('names the environment where the wrong value comes from there', () => {
    expect(complaint({ port: 9000 }, { PORT: 'x' })).toMatch(/^PORT must/);
  });
});

describe('the password', () => {
  it('never stands in the configuration file', () => {
    expect(complaint(site({ password: secret }))).toMatch(/b2cService\.password must not stand in this file/);
    expect(complaint(site({ password: secret }), password)).toMatch(/must not stand in this file/);
  });

  it('may stand in a file of its own, with or without a line end', () => {
    for (const content of [secret, `${secret}\n`, `${secret}\r\n`]) {
      const passwordFile = join(folderWith({ password: content }), 'password');
      expect(read(site({ passwordFile })).b2cService?.password).toBe(secret);
      const env = { B2C_PASSWORD_FILE: passwordFile };
      expect(read(site(), env).b2cService?.password).toBe(secret);
    }
  });

  it('of the environment wins, and then the file need not be there', () => {
    const folder = folderWith({ password: 'other' });
    for (const name of ['password', 'missing']) {
      const config = site({ passwordFile: join(folder, name) });
      expect(read(config, password).b2cService?.password).toBe(secret);
    }
  });

  it('in a file that cannot be read is a mistake of whoever named the file', () => {
    const missing = join(temporaryFolder(), 'missing');
    expect(complaint(site({ passwordFile: missing }))).toMatch(
      /config\.json: b2cService\.passwordFile cannot be read \(ENOENT\)/,
    );
    expect(complaint(site(), { B2C_PASSWORD_FILE: missing })).toMatch(/^B2C_PASSWORD_FILE cannot be read/);
  });

  it('is asked for where there is none', () => {
    expect(complaint(site())).toMatch(/b2cService\.password is not set; it must .* B2C_PASSWORD_FILE/);
    const passwordFile = join(folderWith({ password: '\n' }), 'password');
    expect(complaint(site({ passwordFile }))).toMatch(/password/);
  });
});
