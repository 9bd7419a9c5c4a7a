import { describe, expect, it } from 'vitest';
import { complaintAbout, passwordEnv, readConfig, secret, siteConfig } from '../support/settings.ts';

const withForms = (forms: unknown) => ({ ...siteConfig(), forms });

describe('the destinations of forms', () => {
  it('are everything that is configured, unless the configuration says otherwise', () => {
    const { forms, destinations } = readConfig(siteConfig(), passwordEnv);
    expect(forms).toEqual({});
    expect(destinations.map(({ name }) => name)).toEqual(['b2c-service']);
  });

  it('can be named for each form', () => {
    const { forms } = readConfig(
      withForms({ 'driver-short': { destinations: ['b2c-service'] } }),
      passwordEnv,
    );
    expect(forms).toEqual({ 'driver-short': { destinations: ['b2c-service'], optional: [] } });
  });

  it('that name not all that is configured are told which is left out, and where that is set', () => {
    const webhook = { url: 'https://hooks.example.com/' };
    const env = { ...passwordEnv, WEBHOOK_SECRET: secret };
    const forms = { 'driver-short': { destinations: ['b2c-service'] } };
    const left = 'is configured and no form names webhook; nothing new goes there';
    expect(readConfig({ ...siteConfig(), webhook, forms }, env).warnings).toEqual([
      expect.stringMatching(new RegExp(`config\\.json:6: webhook ${left}$`)),
    ]);
    expect(readConfig({ ...siteConfig(), forms }, { ...env, WEBHOOK_URL: webhook.url }).warnings).toEqual([
      `webhook (WEBHOOK_URL) ${left}`,
    ]);
    const optional = { 'driver-short': { destinations: ['b2c-service'], optional: ['webhook'] } };
    expect(readConfig({ ...siteConfig(), webhook, forms: optional }, env).warnings).toEqual([]);
    expect(readConfig({ ...siteConfig(), webhook }, env).warnings).toEqual([]);
  });

  it.each([
    [[], /^config\.json:6: forms must be an object of forms and their destinations$/],
    [
      { 'driver-long': { destinations: ['b2c-service'] } },
      /: forms\.driver-long is not a form; there are driver-short/,
    ],
    [
      { 'driver-short': ['b2c-service'] },
      /: forms\.driver-short must be an object, such as \{ "destinations"/,
    ],
    [
      { 'driver-short': {} },
      /: forms\.driver-short\.destinations is not set; it must list destinations out of b2c-service/,
    ],
    [
      { 'driver-short': { destinations: [] } },
      /: forms\.driver-short\.destinations must name one destination at the least$/,
    ],
    [
      { 'driver-short': { destinations: ['b2c'] } },
      /\.destinations\.0 must list destinations out of b2c-service/,
    ],
    [
      { 'driver-short': { destinations: ['b2c-service'], optional: ['b2c-service'] } },
      /^config\.json:12: forms\.driver-short\.optional\.0 names b2c-service a second time for this form; once is enough$/,
    ],
    [
      { 'driver-short': { destinations: ['b2c-service'], required: [] } },
      /forms\.driver-short\.required is not a setting; there are (destinations, optional|optional, destinations)$/,
    ],
    [
      { 'driver-short': { destinations: ['b2c-service'], optional: ['fusion-service'] } },
      /^config\.json:12: forms\.driver-short\.optional\.0 names fusion-service, which is not configured; add the table fusionService or set FUSION_SITE_URL, or take the name out$/,
    ],
  ])('are refused with what is wrong: %j', (forms, message) => {
    expect(complaintAbout(withForms(forms), passwordEnv)).toMatch(message);
  });
});
