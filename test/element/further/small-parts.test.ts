import { describe, expect, it } from 'vitest';
import { fileLimits, fileTypes, judgeFiles } from '../../../src/element/fields/further/file-limits.ts';
import { isNameOf } from '../../../src/element/fields/further/same-name.ts';
import { sizeText } from '../../../src/element/fields/further/size-text.ts';
import { furtherMessagesOf } from '../../../src/locales/further/further-messages-of.ts';
import { defaultFileLimits } from '../../../src/server/inspect-files.ts';

describe('the limits of files', () => {
  it('are those of the proxy', () => {
    const { maxFiles, maxFileBytes, maxTotalBytes, types } = defaultFileLimits;
    expect(fileLimits).toEqual({ maxFiles, maxFileBytes, maxTotalBytes });
    expect(Object.keys(fileTypes)).toEqual(types);
  });

  it('count a file by its name where the browser knows no type', () => {
    const judge = (name: string) => judgeFiles({ key: 'f', kind: 'file' }, [new File(['x'], name)], []);
    expect(judge('scan.PDF')).toBe(undefined);
    expect(judge('scan')?.code).toBe('file_type');
    expect(judge('scan.pdf.exe')?.code).toBe('file_type');
  });
});

describe('a signature', () => {
  it.each([
    ['José De la Cruz', 'jose de la cruz', true],
    ['José De la Cruz', 'José Luis De La Cruz Jr.', true],
    ['Mary-Jane O’Brien', "MARY JANE O'BRIEN", true],
    ['Ana Ana', 'Ana', false],
    ['Craig Daniels', 'Craig Daniel', false],
    ['Craig Daniels', 'Daniels Craig', false],
    ['', 'Anybody', true],
  ])('of %s that reads %s', (name, signature, fits) => expect(isNameOf(name, signature)).toBe(fits));
});

describe('the size of a file', () => {
  it.each([
    [0, 'en', '0 kB'],
    [1, 'en', '1 kB'],
    [340_000, 'en', '333 kB'],
    [2_500_000, 'en', '2.4 MB'],
    [2_500_000, 'fr-CA', '2,4 Mo'],
  ])('%i reads in %s as %s', (bytes, language, text) => {
    expect(sizeText(bytes, language).replace(/\s/g, ' ')).toBe(text);
  });
});

describe('the words of further kinds', () => {
  it.each([
    ['es-MX', 'Mes'],
    ['fr-CA', 'Mois'],
    ['FR', 'Mois'],
    ['de', 'Month'],
    ['constructor', 'Month'],
    ['', 'Month'],
  ])('are in the language of the tag %s', (tag, month) => {
    expect(furtherMessagesOf(tag).further.month).toBe(month);
  });

  const places = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();

  it.each(['es', 'fr'])('have the same places to be filled as in English: %s', (tag) => {
    const [own, english] = [furtherMessagesOf(tag), furtherMessagesOf('en')];
    for (const group of ['further', 'issues'] as const) {
      for (const [key, text] of Object.entries(english[group])) {
        expect([key, places(Object(own[group])[key])]).toEqual([key, places(text)]);
      }
    }
  });
});
