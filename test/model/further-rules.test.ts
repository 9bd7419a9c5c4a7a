import { describe, expect, it } from 'vitest';
import { type FieldDefinition, type FormDefinition, validateAnswers } from '../../src/model/index.ts';
import { normalAnswer } from '../../src/model/validate-answers.ts';

const field = (definition: object) => ({ key: 'it', ...definition }) as unknown as FieldDefinition;

const formOf = (...definitions: object[]): FormDefinition => ({
  name: 'own',
  version: '1',
  steps: [{ key: 'one', fields: definitions.map(field) }],
});

/** What becomes of an answer to one field: its normal form, or the codes and params of what is wrong. */
function judge(definition: object, answer: unknown) {
  const parsed = validateAnswers(formOf(definition), { it: answer });
  return 'value' in parsed ? parsed.value.it : parsed.issues.map(({ code, params }) => ({ code, ...params }));
}

const codesOf = (definition: object, answers: object) => {
  const parsed = validateAnswers(formOf(definition), answers);
  return 'issues' in parsed ? parsed.issues.map(({ path, code }) => `${path} ${code}`) : [];
};

const kinds = {
  textarea: { kind: 'textarea' },
  checkboxes: { kind: 'checkboxes', options: [{ code: 'N' }, { code: 'T' }, { code: 'H' }] },
  date: { kind: 'date' },
  signature: { kind: 'signature' },
  repeater: { kind: 'repeater', fields: [{ key: 'employer', kind: 'text', required: true }] },
} as const;

describe('every further kind', () => {
  const others = [5, true, null, {}, { length: 3 }, [[]], [null], 'text'];
  for (const [name, definition] of Object.entries(kinds)) {
    const takesText = !['checkboxes', 'repeater'].includes(name);
    for (const answer of others.filter((each) => takesText !== (typeof each === 'string'))) {
      it(`${name} refuses what it is not: ${JSON.stringify(answer)}`, () => {
        const [found] = judge({ ...definition, required: true }, answer) as { code: string }[];
        expect(['invalid_type', 'invalid_option']).toContain(found?.code);
        expect(judge(definition, answer)).toHaveLength(1);
      });
    }

    it(`${name} has to be answered where it is required, and may be left out where it is not`, () => {
      expect(codesOf({ ...definition, required: true }, {})).toEqual(['answers.it required']);
      expect(codesOf(definition, {})).toEqual([]);
    });
  }

  it('has no answers of its own where it takes files', () => {
    expect(codesOf({ kind: 'file', required: true }, {})).toEqual([]);
    expect(codesOf({ kind: 'file' }, { it: ['cdl.pdf'] })).toEqual(['answers.it unknown_key']);
  });
});

describe('several lines', () => {
  it.each([
    ['are kept, without spaces at their ends', '  a \r\n b\rc  ', 'a\nb\nc'],
    ['lose empty lines around them, not between them', '\n\na\n\nb\n', 'a\n\nb'],
    ['may be pasted from a word processor', 'a\vb\u2028c\tc', 'a\nb\nc c'],
    ['may be as long as they are allowed to be', '🚚'.repeat(1000), '🚚'.repeat(1000)],
  ])('%s', (_, text, normal) => expect(judge(kinds.textarea, text)).toBe(normal));

  it('are not an answer when there is nothing in them', () => {
    expect(codesOf({ ...kinds.textarea, required: true }, { it: ' \n\t ' })).toEqual(['answers.it required']);
  });

  it.each([
    ['too long', 'x'.repeat(1001), { code: 'too_long', max: 1000 }],
    ['too long by a line break', `${'x'.repeat(999)}\nx`, { code: 'too_long', max: 1000 }],
    ['a control character', 'a\u0000b', { code: 'control_characters' }],
    ['an override of the direction', 'a\u202Eb', { code: 'control_characters' }],
    ['half a character', 'a\uD800', { code: 'control_characters' }],
  ])('are refused: %s', (_, text, found) => expect(judge(kinds.textarea, text)).toEqual([found]));

  it('have the limit that the definition gives', () => {
    expect(judge({ ...kinds.textarea, maxLength: 3 }, 'abcd')).toEqual([{ code: 'too_long', max: 3 }]);
  });
});

describe('a choice of several', () => {
  it.each([
    ['is kept in the order of the definition', ['H', 'N'], ['N', 'H']],
    ['counts each option once', ['T', 'T', 'N'], ['N', 'T']],
    ['may be everything', ['N', 'T', 'H'], ['N', 'T', 'H']],
    ['may be nothing', [], undefined],
  ])('%s', (_, codes, normal) => expect(judge(kinds.checkboxes, codes)).toEqual(normal));

  it.each([
    ['an unknown code', ['N', 'Z']],
    ['a code in other letters', ['n']],
    ['an inherited name', ['constructor']],
    ['a list in a list', [['N']]],
  ])('is refused: %s', (_, codes) => {
    expect(judge(kinds.checkboxes, codes)).toEqual([{ code: 'invalid_option' }]);
  });

  it('is refused unread when it is longer than there are options', () => {
    expect(judge(kinds.checkboxes, Array(100_000).fill('N'))).toEqual([{ code: 'too_many', max: 3 }]);
  });
});

describe('a signature', () => {
  it.each(['José María De la Cruz', 'Daniels, Jr.', 'O’Brien', 'Ng', '李 小龍'])('may be %s', (name) => {
    expect(judge(kinds.signature, `  ${name} `)).toBe(name);
  });

  it.each(['X'.repeat(161), '123', '---', ',', '<b>Craig</b>', 'Craig\u0007'])('may not be %s', (name) => {
    expect(judge(kinds.signature, name)).toHaveLength(1);
  });
});

describe('rows', () => {
  const jobs = {
    kind: 'repeater',
    maxRows: 3,
    fields: [
      { key: 'employer', kind: 'text', required: true },
      { key: 'current', kind: 'yes-no' },
      {
        key: 'until',
        kind: 'date',
        precision: 'month',
        required: true,
        when: { field: 'current', is: false },
      },
      { key: 'trucks', kind: 'checkboxes', options: [{ code: 'A' }, { code: 'B' }] },
    ],
  };

  it('are each brought into their normal form', () => {
    const rows = [
      { employer: '  ABC  Trucking', trucks: ['B', 'A'] },
      { employer: 'XYZ', current: true },
    ];
    expect(judge(jobs, rows)).toEqual([
      { employer: 'ABC Trucking', trucks: ['A', 'B'] },
      { employer: 'XYZ', current: true },
    ]);
  });

  it('are each complained about at their place', () => {
    const rows = [
      { employer: 'ABC', current: false },
      { current: true, until: '2020-01' },
      { employer: 'XYZ', current: false, until: '2020-13', pay: 5 },
    ];
    expect(codesOf(jobs, { it: rows })).toEqual([
      'answers.it.0.until required',
      'answers.it.1.employer required',
      'answers.it.1.until not_applicable',
      'answers.it.2.until invalid_date',
      'answers.it.2.pay unknown_key',
    ]);
  });

  it('are no rows when nothing was entered into them', () => {
    const notes = { kind: 'repeater', required: true, fields: [{ key: 'note', kind: 'text' }] };
    expect(judge(notes, [{}, { note: 'a' }, { note: ' ' }])).toEqual([{ note: 'a' }]);
    expect(codesOf(notes, { it: [{}, { note: '' }] })).toEqual(['answers.it required']);
    expect(codesOf(jobs, { it: [{}] })).toContain('answers.it.0.employer required');
  });

  it('are refused unread when there are too many', () => {
    expect(judge(jobs, Array(100_000).fill({ employer: 'A' }))).toEqual([{ code: 'too_many', max: 3 }]);
    const plain = { ...kinds.repeater };
    expect(judge(plain, Array(20).fill({ employer: 'A' }))).toHaveLength(20);
    expect(judge(plain, Array(21).fill({ employer: 'A' }))).toEqual([{ code: 'too_many', max: 20 }]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('have no answer named %s', (key) => {
    const row = JSON.parse(`{ "employer": "ABC", ${JSON.stringify(key)}: { "employer": "XYZ" } }`);
    expect(codesOf(jobs, { it: [row] })).toEqual([`answers.it.0.${key} unknown_key`]);
    expect(({} as Record<string, unknown>).employer).toBeUndefined();
  });

  it.each([['text'], [null], [5], [[]], [[{ employer: 'ABC' }]]])('are not made of %j', (row) => {
    expect(codesOf(jobs, { it: [row] })[0]).toBe('answers.it.0 invalid_type');
  });

  it('keep what is in them when they are brought into their normal form while being filled in', () => {
    expect(normalAnswer(field(jobs), 'odd')).toBe('odd');
  });
});
