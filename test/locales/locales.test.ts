import { describe, expect, it } from 'vitest';
import { en } from '../../src/locales/en.ts';
import { es } from '../../src/locales/es.ts';
import { loadMessages } from '../../src/locales/load-messages.ts';
import { mergeMessages } from '../../src/locales/merge-messages.ts';
import { offlineMessagesOf } from '../../src/locales/offline/offline-messages-of.ts';
import { documentText, fieldText, fill, issueText, optionText, stepText } from '../../src/locales/text-of.ts';
import { withRegionNames } from '../../src/locales/with-region-names.ts';
import { fieldsOf } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { type IssueCode, issue } from '../../src/model/issue.ts';
import { regionNames } from '../../src/model/region-names.ts';

describe.each([
  ['English', 'en'],
  ['Spanish', 'es'],
  ['French', 'fr-CA'],
])('%s', (_, tag) => {
  it('has a text for everything the built-in form shows', async () => {
    const messages = withRegionNames(await loadMessages(tag));
    expect(messages.language).toBe(tag);
    for (const step of driverShort.steps) expect(messages.steps[step.key]?.title).toBeTruthy();
    for (const field of fieldsOf(driverShort)) {
      expect(messages.fields[field.key]?.label, field.key).toBeTruthy();
      if (field.kind !== 'choice') continue;
      for (const { code } of field.options) expect(messages.options[field.key]?.[code], code).toBeTruthy();
    }
    for (const code of Object.keys(regionNames)) expect(messages.options.state[code]).toBeTruthy();
  });
});

describe('loading', () => {
  it('goes by the first part of the tag, whatever its case', async () => {
    expect((await loadMessages('ES-mx')).language).toBe('es');
    expect((await loadMessages('en-GB')).language).toBe('en');
    for (const tag of ['fr', 'fr-FR', 'fr-ca', 'FR_CA']) {
      expect((await loadMessages(tag)).language).toBe('fr-CA');
      expect(offlineMessagesOf(tag).edit).toBe('Modifier mes réponses');
    }
  });

  it('gives English for a language that is not here', async () => {
    for (const tag of ['de', '', 'constructor', 'esperanto']) expect(await loadMessages(tag)).toBe(en);
  });
});

describe('a page’s own texts', () => {
  it('replace what they name, and leave the rest', () => {
    const merged = mergeMessages(en, { words: { submit: 'Apply' }, steps: { own: { title: 'Ours' } } });
    expect(merged.words.submit).toBe('Apply');
    expect(merged.words.next).toBe('Continue');
    expect(stepText(merged, 'own').title).toBe('Ours');
    expect(en.words.submit).toBe('Send application');
  });

  it('are left out where they are no texts, and named', () => {
    const odd: string[] = [];
    const wrong = JSON.parse(
      '{"fields": null, "steps": {"driving": "Rig", "own": 5}, "words": {"next": 7, "back": "Return"}, "afterwards": "x"}',
    );
    const merged = mergeMessages(en, wrong, odd);
    expect(odd).toEqual([
      'messages.fields',
      'messages.steps.driving',
      'messages.steps.own',
      'messages.words.next',
      'messages.afterwards',
    ]);
    expect(merged).toEqual({ ...en, words: { ...en.words, back: 'Return' } });
    for (const none of [null, undefined, {}]) expect(mergeMessages(en, none)).toEqual(en);
  });

  it('are optional for a form of the page’s own', () => {
    expect(fieldText(en, 'home_time').label).toBe('Home time');
    expect(optionText(en, 'home_time', 'BIWEEKLY')).toBe('BIWEEKLY');
    expect(optionText(en, 'home_time', 'every_day')).toBe('Every day');
  });
});

describe('sentences', () => {
  const field = { key: 'first_name', kind: 'text', maxLength: 80 } as const;

  it('say what the field needs when it is empty', () => {
    expect(issueText(en, field, issue('answers.first_name', 'required'))).toBe('Enter your first name');
    expect(issueText(en, { ...field, key: 'own' }, issue('answers.own', 'required'))).toBe(
      'Answer this question',
    );
  });

  it('ask to tick the box of a consent', () => {
    const consent = { key: 'photos', kind: 'consent' } as const;
    expect(issueText(en, consent, issue('consents.photos', 'required'))).toBe('Check this box to continue');
    expect(issueText(es, consent, issue('consents.photos', 'required'))).toMatch(/casilla/);
  });

  it('name the limit', () => {
    expect(issueText(en, field, issue('answers.first_name', 'too_long', { max: 80 }))).toContain('80');
  });

  it('stand in for a code that only a newer server knows', () => {
    const newer = issue('answers.first_name', 'too_short' as IssueCode);
    expect(issueText(en, field, newer)).toBe('Check this answer');
  });

  it('give the carrier’s name in the consent, or stand-in words', () => {
    expect(documentText(en, 'sms', 'Northbound')).toContain('Yes, Northbound may text');
    expect(documentText(es, 'sms', '')).toContain('Sí, esta compañía puede');
  });

  it('leave a place alone that nobody fills', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });
});
