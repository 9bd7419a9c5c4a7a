import { describe, expect, it } from 'vitest';
import { attributionKeys } from '../../src/model/index.ts';
import { accepted, complaints } from '../support/parsed.ts';

const kept = (attribution: Record<string, unknown>) => accepted({ attribution }).attribution;

describe('attribution', () => {
  it('tells of the last visit and of the first', () => {
    const all = Object.fromEntries(attributionKeys.map((key) => [key, 'x']));
    expect(kept(all)).toEqual(all);
    const first = attributionKeys.filter((key) => key.startsWith('first_'));
    expect(first).toHaveLength(13);
    for (const key of first) expect(attributionKeys).toContain(key.replace('first_', ''));
  });

  it.each(['landing_page', 'referrer', 'first_landing_page', 'first_referrer'])(
    'has no more of %s than origin and path',
    (key) => {
      const value = (given: string) => kept({ [key]: given })[key as 'referrer'];
      expect(value('https://www.example.com/drive?email=rosa@example.com#top')).toBe(
        'https://www.example.com/drive',
      );
      expect(value('https://www.example.com/drive#a?b')).toBe('https://www.example.com/drive');
      expect(value('https://rosa:secret@www.example.com:8443/a/b?x')).toBe(
        'https://www.example.com:8443/a/b',
      );
      expect(value('https://www.example.com?x=1')).toBe('https://www.example.com');
      expect(value('/drive/?x=1')).toBe('/drive/');
      expect(value('android-app://com.example/x')).toBe('android-app://com.example/x');
      expect(value('https://www.example.com/drive')).toBe('https://www.example.com/drive');
      // A line break in a query is gone with it.
      expect(value('https://www.example.com/?a\nb')).toBe('https://www.example.com/');
      expect(value('?x')).toBeUndefined();
    },
  );

  it('takes an address however long its query is', () => {
    expect(kept({ landing_page: `https://www.example.com/?${'x'.repeat(10_000)}` })).toEqual({
      landing_page: 'https://www.example.com/',
    });
    expect(
      complaints({ attribution: { landing_page: `https://www.example.com/${'x'.repeat(2_048)}` } }),
    ).toEqual(['attribution.landing_page too_long']);
  });

  it.each(
    ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid'].flatMap((key) => [key, `first_${key}`]),
  )('drops a %s that no advertiser wrote, and takes the application', (key) => {
    const value = (given: string) => kept({ [key]: given })[key as 'gclid'];
    expect(value('CjwKCAiA-abc_123.x')).toBe('CjwKCAiA-abc_123.x');
    expect(value(` ${'x'.repeat(255)} `)).toBe('x'.repeat(255));
    for (const bad of [
      'x'.repeat(256),
      'x'.repeat(9_999),
      'a b',
      'a/b',
      "' OR 1=1",
      'a\nb',
      'é',
      '<script>',
      '\u202ea',
    ]) {
      expect(value(bad)).toBeUndefined();
    }
  });

  it('is refused where it is no text at all', () => {
    for (const key of ['gclid', 'first_gclid', 'first_landing_page', 'first_utm_source']) {
      expect(complaints({ attribution: { [key]: 7 } })).toEqual([`attribution.${key} invalid_type`]);
    }
    expect(complaints({ attribution: { first_job_id: 'x' } })).toEqual([
      'attribution.first_job_id unknown_key',
    ]);
  });
});
