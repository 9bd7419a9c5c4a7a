import { describe, expect, it } from 'vitest';
import { checkPhone, normalPhone as lightRule } from '../../src/model/rules.ts';
import { withNormalPhones } from '../../src/server/normal-answers.ts';
import { normalPhone } from '../../src/server/normal-phone.ts';
import { longForm } from '../support/long-form.ts';
import { seededRandom } from '../support/random.ts';

const same = '720-340-1313';

describe('a telephone number', () => {
  it.each([
    ['720-340-1313', same],
    ['(720) 340-1313', same],
    ['+1 720 340 1313', same],
    ['720.340.1313', same],
    ['7203401313', same],
    ['17203401313', same],
    ['1-720-340-1313', same],
    ['1 (720) 340-1313', same],
    ['+1 (720) 340-1313', same],
    ['720/340/1313', same],
    [' 720  340  1313 ', same],
    ['7 2 0 3 4 0 1 3 1 3', same],
    ['011 1 720 340 1313', same],
    // Dashes of other kinds, spaces that do not break.
    ['720‑340‑1313', same],
    ['720–340—1313', same],
    ['720\u00a0340\u20071313', same],
    // Marks that come along from a contact list.
    ['\u202a720-340-1313\u202c', same],
    ['720\u200b-340\u2060-1313\ufeff', same],
    ['\u2066+1 720\u00ad340\u20691313', same],
    // Digits of an East Asian keyboard.
    ['７２０－３４０－１３１３', same],
    ['（７２０）３４０ １３１３', same],
    ['＋１７２０３４０１３１３', same],
    // Nobody's, for films and tests.
    ['720-555-0113', '720-555-0113'],
    ['(604) 555-0199', '604-555-0199'],
    // Area codes and exchanges that the library does not know, or knows of nobody.
    ['999-999-9998', '999-999-9998'],
    ['720-911-1313', '720-911-1313'],
    ['(275) 340-1313', '275-340-1313'],
  ])('%s is stored as %s', (given, stored) => {
    expect(normalPhone(given)).toBe(stored);
    expect(normalPhone(stored)).toBe(stored);
  });

  it.each([
    ['720-340-1313 ext 5', 'ext 5'],
    ['720-340-1313 ext. 5', 'ext 5'],
    ['(720) 340-1313 EXT 123456', 'ext 123456'],
    ['720-340-1313x5', 'ext 5'],
    ['720.340.1313 x 77', 'ext 77'],
    ['720-340-1313 #5', 'ext 5'],
    ['+1 720 340 1313 extension 5', 'ext 5'],
    ['７２０-３４０-１３１３ ｅｘｔ ５', 'ext 5'],
    ['720-340-1313\u200e ext\u00a05', 'ext 5'],
  ])('%s keeps its extension', (given, extension) => {
    expect(normalPhone(given)).toBe(`${same} ${extension}`);
    expect(normalPhone(`${same} ${extension}`)).toBe(`${same} ${extension}`);
  });

  it.each([
    ['', ''],
    ['  ', ''],
    ['call me', 'call me'],
    ['720-340-131', '720-340-131'],
    ['720-340-13133', '720-340-13133'],
    ['211-340-1313', '211-340-1313'],
    ['720-140-1313', '720-140-1313'],
    ['222-222-2222', '222-222-2222'],
    ['+44 20 7946 0958', '+44 20 7946 0958'],
    ['+52 55 1234 5678', '+52 55 1234 5678'],
    ['720-340-1313 ext 1234567', '720-340-1313 ext 1234567'],
    ['720-340-1313 or 720-340-1314', '720-340-1313 or 720-340-1314'],
    ['Rosa 720-340-1313', 'Rosa 720-340-1313'],
    ['1-800-FLOWERS', '1-800-FLOWERS'],
    ['<b>720-340-1313</b>', '<b>720-340-1313</b>'],
  ])('%j is none, and stays %j', (given, stored) => {
    expect(normalPhone(given)).toBe(stored);
  });

  it('that is absurdly long is left alone at once', () => {
    for (const long of [
      '7'.repeat(100_000),
      '720-340-1313'.repeat(9_000),
      `720-340-1313 ext ${' '.repeat(99_999)}`,
    ]) {
      const begun = performance.now();
      expect(normalPhone(long).length).toBeGreaterThan(10);
      expect(performance.now() - begun).toBeLessThan(500);
    }
  });

  it('that the form takes is taken, and becomes what the form makes of it', () => {
    const random = seededRandom(20_261_122);
    const oneOf = (all: readonly string[]) => all[Math.floor(random() * all.length)] ?? '';
    const digits = (first: string, length: number) =>
      oneOf([...first]) + Array.from({ length: length - 1 }, () => oneOf([...'0123456789'])).join('');
    let taken = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const between = oneOf(['', '-', ' ', '.', '/', ' - ', '–', '\u00a0', '‑']);
      const area = oneOf(['%', '(%)', '(%) ']).replace('%', digits('23456789', 3));
      const number = `${digits('23456789', 3)}${between}${digits('0123456789', 4)}`;
      const text = `${oneOf(['', '+1 ', '1-', '1'])}${area}${between}${number}${oneOf(['', ' x5', ' ext. 12', '#7'])}`;
      if (checkPhone(text)) continue;
      taken += 1;
      expect(checkPhone(normalPhone(text)), text).toBeUndefined();
      expect(normalPhone(text)).toBe(lightRule(text));
    }
    expect(taken).toBeGreaterThan(2_000);
  });
});

describe('answers', () => {
  it('have all their numbers in the normal form, in rows as well, and nothing else changed', async () => {
    const answers = {
      phone: '(720) 340-1313',
      comments: '(720) 340-1313',
      work_phone: '720-340-1314',
      endorsements: ['TANK'],
      licenses: [
        { state: 'CO', issuer_phone: '720.340.1315 x2', number: '7203401316' },
        { state: 'TX', classes: ['A'] },
      ],
      unknown: '(720) 340-1313',
    };
    expect(await withNormalPhones(longForm, answers)).toEqual({
      ...answers,
      phone: '720-340-1313',
      licenses: [
        { state: 'CO', issuer_phone: '720-340-1315 ext 2', number: '7203401316' },
        { state: 'TX', classes: ['A'] },
      ],
    });
  });

  it('whose numbers are in it already are left as they are', async () => {
    const answers = { phone: '720-340-1313', work_phone: '720-340-1313 ext 5', licenses: [{ state: 'CO' }] };
    expect(await withNormalPhones(longForm, answers)).toBe(answers);
    expect(await withNormalPhones(longForm, {})).toEqual({});
  });
});
