import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/node/settings.ts';
import {
  complaintAbout,
  complaintOf,
  passwordEnv,
  readConfig,
  siteConfig,
  siteEnv,
} from '../support/settings.ts';

describe('the settings of a site', () => {
  it('have sensible defaults', () => {
    const { b2cService } = readSettings({ env: siteEnv });
    expect(b2cService).toMatchObject({
      version: 'v1.4',
      submissionIdField: 'submission_id',
      mapping: {},
      severalContacts: 'newest',
      updateExisting: [],
      updateBy: 'patch',
      menuValues: 'lookupName',
      menuResources: {},
      menuLifetimeMs: 7_200_000,
      tooLong: 'cut',
      suppressRules: false,
      suppressExternalEvents: false,
      suppressRulesHeader: 'OSvC-CREST-Suppress-Rules',
      timeoutMs: 30_000,
      settleMs: 30_000,
      concurrency: 4,
      requestsPerSecond: 50,
      recheckMs: 60_000,
    });
  });

  it.each([
    ['version', ['v1.3', 'v1.4', 'latest'], ['1.4', 'v1', 'v1.4/x', ''], 'must be a version such as v1.4'],
    [
      'submissionIdField',
      ['web_key', 'Recruiting.SubmissionId', null],
      ['a.b.c', 'a b', "x' OR 1", '', 7],
      'must be the name of a custom field, such as submission_id or Recruiting.SubmissionId',
    ],
    [
      'severalContacts',
      ['newest', 'oldest', 'attention'],
      ['first', null],
      'must be newest, oldest or attention',
    ],
    ['updateBy', ['patch', 'tunnel'], ['put', true], 'must be patch or tunnel'],
    ['menuValues', ['lookupName', 'id'], ['name', 1], 'must be lookupName or id'],
    [
      'menuResources',
      [
        {},
        { 'contacts.address.country': 'Geo.Country' },
        { 'contacts.address.stateOrProvince': 'countries/{country}?expand=provinces' },
      ],
      ['queue', null, 7],
      'must be an object of menus and resources',
    ],
    [
      'menuLifetimeMs',
      [1_000, 86_400_000],
      [999, 86_400_001, '1h', 1.5],
      'must be a whole number from 1000 to 86400000, such as 7200000',
    ],
    ['tooLong', ['cut', 'attention'], ['drop'], 'must be cut or attention'],
    ['suppressRules', [true, false], ['yes', 1, null], 'must be true or false'],
    ['suppressExternalEvents', [true, false], ['no'], 'must be true or false'],
    [
      'suppressRulesHeader',
      ['OSvC-CREST-Suppress-Rule', 'osvc-crest-suppress-all'],
      ['Suppress-Rules', 'OSvC-CREST-Suppress-Rules: true', 'OSvC-CREST-Application-Context', ''],
      'must be a header of the vendor, such as OSvC-CREST-Suppress-Rules',
    ],
    ['timeoutMs', [100, 120_000], [99, 120_001], 'must be a whole number from 100 to 120000, such as 30000'],
    ['settleMs', [0, 600_000], [-1, 600_001], 'must be a whole number from 0 to 600000, such as 30000'],
    ['concurrency', [1, 64], [0, 65], 'must be a whole number from 1 to 64, such as 4'],
    ['requestsPerSecond', [1, 1_000], [0, 1_001, 0.5], 'must be a whole number from 1 to 1000, such as 50'],
    [
      'recheckMs',
      [1_000, 900_000],
      [0, 999, 900_001],
      'must be a whole number from 1000 to 900000, such as 60000',
    ],
  ] as const)('%s takes what it may and refuses the rest with its line', (name, right, wrong, message) => {
    for (const value of right) {
      expect(readConfig(siteConfig({ [name]: value }), passwordEnv).b2cService).toHaveProperty(name, value);
    }
    for (const value of wrong) {
      expect(complaintAbout(siteConfig({ [name]: value }), passwordEnv)).toBe(
        `config.json:5: b2cService.${name} ${message}`,
      );
    }
  });

  it('name the menu whose resource is wrong', () => {
    const menuResources = { 'contacts.address.country': 'https://elsewhere.example.com/' };
    expect(complaintAbout(siteConfig({ menuResources }), passwordEnv)).toBe(
      'config.json:6: b2cService.menuResources "contacts.address.country" must be a resource such as namedIDs/incidents/queue',
    );
  });

  it('name a menu that no line of the mapping uses, with the nearest that one does', () => {
    const menuResources = { 'contacts.adress.country': 'countries' };
    expect(complaintAbout(siteConfig({ menuResources }), passwordEnv)).toMatch(
      /^config\.json:6: b2cService\.menuResources "contacts\.adress\.country" is no menu that the mapping uses; did you mean contacts\.address\.country, /,
    );
  });

  it('take null from the environment for no field', () => {
    const env = { ...siteEnv, B2C_SUBMISSION_ID_FIELD: 'null' };
    expect(readSettings({ env }).b2cService?.submissionIdField).toBeNull();
  });

  it.each([
    ['B2C_REQUESTS_PER_SECOND', '0', /^B2C_REQUESTS_PER_SECOND must be a whole number from 1 to 1000/],
    ['B2C_SUBMISSION_ID_FIELD', 'a b', /^B2C_SUBMISSION_ID_FIELD must be the name of a custom field/],
    [
      'B2C_OAUTH_TOKEN_URL',
      'id.example.com',
      /^B2C_OAUTH_TOKEN_URL must be the address where the identity provider/,
    ],
    ['B2C_OAUTH_TOKEN_URL', 'http://id.example.com', /^B2C_OAUTH_TOKEN_URL must begin with https:\/\//],
  ])('from the environment are named as they are set there: %s=%s', (name, value, message) => {
    expect(complaintOf(() => readSettings({ env: { ...siteEnv, [name]: value } }))).toMatch(message);
  });
});

describe('a variable that looks like ours and is not', () => {
  it('is warned of, with the nearest that is', () => {
    const env = { ...siteEnv, B2C_PASWORD: 'x', B2C_TIMEOUT: '1', INTAKE_DIR: 'x' };
    expect(readSettings({ env }).warnings).toEqual([
      'B2C_PASWORD is not a setting; did you mean B2C_PASSWORD?',
      'B2C_TIMEOUT is not a setting; did you mean B2C_TIMEOUT_MS?',
      expect.stringMatching(/^INTAKE_DIR is not a setting; did you mean \w+\?$/),
    ]);
  });

  it('does not concern those of others', () => {
    expect(readSettings({ env: { ...siteEnv, PATH: '/bin', HOME: '/', PORTS: '1' } }).warnings).toEqual([]);
  });
});
