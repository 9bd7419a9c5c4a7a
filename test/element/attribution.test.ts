import { describe, expect, it } from 'vitest';
import { attributionOf } from '../../src/element/attribution.ts';

const from = (href: string, referrer = '') => attributionOf({ href, referrer }, {});

describe('where an applicant came from', () => {
  it('is what the page says', () => {
    const said = { application_source: 'CDL Job Now', job_id: null };
    expect(attributionOf({ href: 'https://a.example/', referrer: '' }, said)).toEqual({
      application_source: 'CDL Job Now',
      landing_page: 'https://a.example/',
    });
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
