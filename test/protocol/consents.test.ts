import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { driverShort } from '../../src/model/index.ts';
import { withTextHashes } from '../../src/protocol/consents.ts';
import { accepted, complaints } from '../support/parsed.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const text = 'Yes, Example Freight may text me — “Message and data rates may apply”. Sí.  Two spaces.';

const consent = (changes: Record<string, unknown> = {}) => ({
  document: 'sms',
  granted: true,
  language: 'en',
  textSha256: hash(text),
  text,
  at: '2026-11-21T17:00:00Z',
  ...changes,
});

async function mistakes(...consents: object[]): Promise<unknown> {
  const checked = await withTextHashes(accepted({ consents }).consents);
  return 'issues' in checked ? checked.issues : checked.value;
}

describe('the text of a consent', () => {
  it('is kept to the letter, beside its hash', async () => {
    expect(await mistakes(consent())).toEqual([consent()]);
    expect(JSON.stringify(await mistakes(consent()))).toBe(JSON.stringify([consent()]));
  });

  it('gets the hash that a page without TLS could not compute', async () => {
    const { textSha256: _, ...plain } = consent();
    expect(JSON.stringify(await mistakes(plain))).toBe(JSON.stringify([consent()]));
  });

  it('may have its hash in capitals', async () => {
    const capital = consent({ textSha256: hash(text).toUpperCase() });
    expect(await mistakes(capital)).toEqual([capital]);
  });

  it('that hashes to something else is named by its place', async () => {
    const privacy = consent({ document: 'privacy', text: `${text} ` });
    expect(await mistakes(consent(), privacy)).toEqual([
      { path: 'consents.1.textSha256', code: 'mismatch', params: {} },
    ]);
    expect(await mistakes(consent({ text: '' }))).toMatchObject([{ path: 'consents.0.textSha256' }]);
  });

  it('may be missing, as it was before', async () => {
    const { text: _, ...plain } = consent({ textSha256: 'ab'.repeat(32) });
    expect(await mistakes(plain)).toEqual([plain]);
  });

  it.each([
    [{ text: 7 }, 'text invalid_type'],
    [{ text: null }, 'text invalid_type'],
    [{ text: 'a\nb' }, 'text control_characters'],
    [{ text: 'a\u0000b' }, 'text control_characters'],
    [{ text: 'a\u202eb' }, 'text control_characters'],
    [{ text: 'a\ud800b' }, 'text control_characters'],
    [{ text: 'x'.repeat(4_001) }, 'text too_long'],
  ])('is refused with %j: %s', (changes, complaint) => {
    expect(complaints({ consents: [consent(changes)] })).toEqual([`consents.0.${complaint}`]);
  });

  it('may have 4,000 characters, however many bytes those take', async () => {
    const long = '🚚'.repeat(4_000);
    expect(await mistakes(consent({ text: long, textSha256: hash(long) }))).toHaveLength(1);
  });
});

describe('a notice', () => {
  it('that was on screen is recorded as a consent', () => {
    expect(accepted({ consents: [consent({ document: 'privacy' })] }).consents).toMatchObject([
      { document: 'privacy', granted: true },
    ]);
  });

  it('that the form does not have is no consent', () => {
    expect(complaints({ consents: [consent({ document: 'cookies' })] })).toEqual([
      'consents.0.document invalid_option',
    ]);
  });
});

describe('a document that not every page has', () => {
  const definition = {
    ...driverShort,
    steps: [
      ...driverShort.steps,
      { key: 'more', fields: [{ key: 'rules', kind: 'consent', required: true, ifProvided: true } as const] },
    ],
  };
  const about = (...consents: object[]) => complaints({ consents }, {}, definition);

  it('need not be agreed to where it was not asked, and not be declined where it was', () => {
    expect(about()).toEqual([]);
    expect(about(consent({ document: 'rules' }))).toEqual([]);
    expect(about(consent({ document: 'rules', granted: false }))).toEqual(['consents.rules required']);
  });
});
