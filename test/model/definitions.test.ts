import { describe, expect, it } from 'vitest';
import { checkDefinition, type FormDefinition, isKind, validateAnswers } from '../../src/model/index.ts';

const form = (...fields: object[]) =>
  ({ name: 'own', version: '1', steps: [{ key: 'one', fields }] }) as unknown as FormDefinition;

/** Why a definition is refused. */
function refusal(definition: unknown): string {
  try {
    checkDefinition(definition as FormDefinition, isKind);
    return '';
  } catch (error) {
    return String(error);
  }
}

describe('what is no definition', () => {
  const text = { key: 'a', kind: 'text', maxLength: 9 };

  it.each([
    ['an empty object', {}, /steps/],
    ['steps that are no list', { name: 'a', version: '1', steps: {} }, /steps/],
    ['no questions at all', form(), /fields/],
    ['a step without fields', { name: 'a', version: '1', steps: [{ key: 'x' }] }, /step x/],
    ['an unknown kind', form({ key: 'b', kind: 'slider' }), /field b .*slider/],
    ['a choice without options', form({ key: 'b', kind: 'choice' }), /field b .*options/],
    ['a key used twice', form(text, text), /key a/],
    [
      'a step key used twice',
      { name: 'a', version: '1', steps: [1, 2].map(() => ({ key: 'x', fields: [] })) },
      /x/,
    ],
    ['an empty key', form({ ...text, key: '' }), /key/],
    ['a condition that is none', form({ ...text, when: 5 }), /TypeError/],
    ['a key that every object has', form({ ...text, key: 'constructor' }), /constructor/],
    ['the key of prototypes', form({ ...text, key: '__proto__' }), /__proto__/],
    ['such an option', form({ key: 'b', kind: 'choice', options: [{ code: 'toString' }] }), /field b/],
    ['null', null, /TypeError/],
    ['text', 'driver-short', /steps/],
  ])('is refused by name: %s', (_, definition, reason) => {
    expect(refusal(definition)).toMatch(/TypeError/);
    expect(refusal(definition)).toMatch(reason);
  });

  it('is not one with unusual keys', () => {
    expect(refusal(form({ ...text, key: 'with "quotes" and spaces' }, { ...text, key: 'a.b' }))).toBe('');
    expect(validateAnswers(form({ ...text, key: 'a b', required: true }), {})).toMatchObject({
      issues: [{ path: 'answers.a b', code: 'required' }],
    });
  });
});

describe('a chain of conditions', () => {
  const chain = form(
    { key: 'a', kind: 'yes-no' },
    { key: 'b', kind: 'yes-no', when: { field: 'a', is: true } },
    { key: 'c', kind: 'text', maxLength: 9, required: true, when: { field: 'b', is: true } },
  );

  it('falls with its first link: a hidden answer counts for nothing', () => {
    expect(validateAnswers(chain, { a: false })).toEqual({ value: { a: false } });
    expect(validateAnswers(chain, { a: false, b: true })).toMatchObject({
      issues: [{ path: 'answers.b', code: 'not_applicable' }],
    });
    expect(validateAnswers(chain, { a: true, b: true })).toMatchObject({
      issues: [{ path: 'answers.c', code: 'required' }],
    });
  });
});

describe('an e-mail field', () => {
  const address = (length: number) => `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(length - 126)}.com`;

  it('takes 254 characters unless the definition says otherwise', () => {
    const email = { key: 'email', kind: 'email' };
    expect(validateAnswers(form(email), { email: address(180) })).toHaveProperty('value');
    expect(validateAnswers(form({ ...email, maxLength: 150 }), { email: address(180) })).toEqual({
      issues: [{ path: 'answers.email', code: 'too_long', params: { max: 150 } }],
    });
    expect(validateAnswers(form(email), { email: 'a'.repeat(255) })).toMatchObject({
      issues: [{ code: 'too_long', params: { max: 254 } }],
    });
  });
});
