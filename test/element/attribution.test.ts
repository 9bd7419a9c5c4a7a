import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { attributionOf, type Campaign } from '../../src/element/sending/attribution.ts';

/** What a page says of its applicants: nothing, but for what the test is about. */
const said = (campaign: Partial<Campaign> = {}): Campaign => ({
  applicationSource: null,
  sourceMap: null,
  jobId: null,
  attributionConsent: null,
  ...campaign,
});

const from = (href: string, referrer = '', campaign: Partial<Campaign> = {}) =>
  attributionOf({ href, referrer }, said(campaign));

describe('where an applicant came from', () => {
  it('is what the page says', () => {
    expect(from('https://a.example/', '', { applicationSource: 'CDL Job Now' })).toEqual({
      application_source: 'CDL Job Now',
      landing_page: 'https://a.example/',
    });
    expect(from('https://a.example/', '', { jobId: 'J-17' })).toMatchObject({ job_id: 'J-17' });
  });

  it('is the campaign and the click, as the address says', () => {
    expect(from('https://a.example/drive?utm_source=radio&gclid=Cj0K_x.1&gbraid=b#top')).toEqual({
      landing_page: 'https://a.example/drive',
      utm_source: 'radio',
      gclid: 'Cj0K_x.1',
      gbraid: 'b',
    });
  });

  it('is nothing else of the address', () => {
    const found = from(
      'https://u:p@a.example/x?email=a%40b.co&application_source=forged&job_id=1&landing_page=no',
    );
    expect(found).toEqual({ landing_page: 'https://a.example/x' });
  });

  it('is what a parameter says first', () => {
    expect(from('https://a.example/?utm_source=radio&utm_source=print').utm_source).toBe('radio');
  });

  it('names the page before without its query', () => {
    expect(from('https://a.example/', 'https://b.example/list?q=me#1').referrer).toBe(
      'https://b.example/list',
    );
  });

  it('leaves out addresses that are not of the web', () => {
    expect(from('file:///home/me/form.html', 'android-app://com.example')).toEqual({});
    expect(from('about:srcdoc')).toEqual({});
  });

  it('has no control characters and no half characters, and ends', () => {
    const value = from(
      `https://a.example/?utm_term=${encodeURIComponent(`a\u0000b\u202Ec${'x'.repeat(249)}😀`)}`,
    );
    expect(value.utm_term).toBe(`abc${'x'.repeat(249)}`);
  });
});

describe('the ids of a click', () => {
  const address = 'https://a.example/?utm_source=radio&gclid=1&fbclid=2&msclkid=3&ttclid=4&wbraid=5';
  const campaignAlone = { landing_page: 'https://a.example/', utm_source: 'radio' };
  const everything = { ...campaignAlone, gclid: '1', fbclid: '2', msclkid: '3', ttclid: '4', wbraid: '5' };

  /** As in a browser whose reader has asked every site not to sell what it learns. */
  function askForPrivacy() {
    vi.stubGlobal('navigator', { globalPrivacyControl: true });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
  }

  it('are kept unless the reader has refused', () => {
    expect(from(address)).toEqual(everything);
  });

  it('are left out where the reader has refused', () => {
    expect(from(address, '', { attributionConsent: 'denied' })).toEqual(campaignAlone);
  });

  it('are left out where the browser says so, unless the reader has agreed on this page', () => {
    askForPrivacy();
    expect(from(address)).toEqual(campaignAlone);
    expect(from(address, '', { attributionConsent: 'granted' })).toEqual(everything);
  });
});
