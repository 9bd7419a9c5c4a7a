import { describe, expect, it } from 'vitest';
import { defaultHostedSettings } from '../../src/hosted/hosted-settings.ts';
import { complaintAbout, passwordEnv, readConfig, siteConfig } from '../support/settings.ts';

const config = (hosted: unknown) => ({ ...siteConfig(), hosted });
const read = (hosted: unknown) => readConfig(config(hosted), passwordEnv).hosted;

describe('the settings of the hosted page', () => {
  it('can all be left out', () => {
    expect(readConfig(siteConfig(), passwordEnv).hosted).toEqual(defaultHostedSettings);
    expect(read({})).toEqual(defaultHostedSettings);
  });

  it('are taken as they are written, and null for no page', () => {
    const hosted = {
      employer: 'Example Freight',
      phone: '720-555-0199',
      privacyHref: 'https://www.example.com/privacy',
      termsHref: 'https://www.example.com/terms',
      languages: ['es', 'en'],
      applicationSource: 'CDL Job Now',
      sourceMap: 'facebook=Facebook',
      prefill: ['truck_type'],
      accent: '#b3261e',
      accentDark: '#fb8',
      theme: 'light',
    };
    expect(read(hosted)).toEqual(hosted);
    expect(read(null)).toBeNull();
  });

  it.each([
    [{ employer: '' }, /config.json:7: hosted.employer must be the name of the carrier$/],
    [{ emploier: 'X' }, /config.json:7: hosted.emploier is not a setting; there are employer/],
    [{ privacyHref: 'javascript:alert(1)' }, /hosted.privacyHref must be an address such as https/],
    [{ termsHref: '/terms' }, /hosted.termsHref must be an address such as https/],
    [{ languages: ['xx'] }, /hosted.languages.0 must be en, es or fr-CA$/],
    [{ languages: [] }, /hosted.languages must list a language$/],
    [{ accent: 'red; } body { display: none' }, /hosted.accent must be a colour such as #0b5cad$/],
    [{ prefill: ['a b'] }, /hosted.prefill.0 must be the key of a question/],
    [{ theme: 'pink' }, /hosted.theme must be auto, light or dark$/],
    ['yes', /hosted must be an object, such as/],
  ])('that are wrong are named: %j', (hosted, message) => {
    expect(complaintAbout(config(hosted), passwordEnv)).toMatch(message);
  });
});
