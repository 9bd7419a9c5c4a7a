import { describe, expect, it } from 'vitest';
import { b2cServiceMapping } from '../../../src/connectors/b2c-service/mapping-target.ts';
import { parseMapping } from '../../../src/connectors/mapping/parse-mapping.ts';
import { builtInForms } from '../../../src/model/forms/built-in.ts';

/** What is wrong, a line each: where, and the message. */
function mistakesIn(input: unknown): string[] {
  const parsed = parseMapping(b2cServiceMapping, input, builtInForms);
  return 'mistakes' in parsed
    ? parsed.mistakes.map(({ path, message }) => `${path.join(' > ')}: ${message}`)
    : [];
}

const contact = (lines: object) => mistakesIn({ contact: lines });
const sourceHint =
  'must be a fact such as answers.city, an object with from, constant or template, or null for no such line';

describe('a mapping that is well', () => {
  it.each([
    {},
    { contact: {}, incident: {}, forms: {} },
    { contact: { 'name.first': null, title: { constant: '' }, 'phones.0.number': 'answers.phone' } },
    { contact: { 'emails.1.address': 'answers.email', 'emails.1.addressType.id': { constant: 1 } } },
    { incident: { 'queue.id': { constant: 0 }, 'customFields.Fleet.Urgent': { constant: false } } },
    {
      incident: { subject: { template: '{application_type} {answers.city} {reference} {consents.sms.at}' } },
    },
    {
      incident: {
        'customFields.c.source.lookupName': { from: 'attribution.application_source', otherwise: null },
      },
    },
    {
      contact: {
        'customFields.c.cdl_type.lookupName': {
          from: 'answers.cdl_type',
          names: { A: 'CDL A' },
          ids: { B: 97 },
          otherwise: 'Other',
        },
      },
    },
    { forms: { 'driver-short': { contact: { 'address.city': null }, incident: { subject: 'reference' } } } },
    {
      incident: { severity_note: 'notes' },
      forms: { 'driver-short': { incident: { severity_note: null } } },
    },
  ])('comes back as it is: %j', (input) => {
    expect(parseMapping(b2cServiceMapping, input, builtInForms)).toEqual({ value: input });
  });
});

describe('a mapping of the wrong shape', () => {
  it.each([[null], [undefined], [7], ['x'], [true], [[]], [[{}]]])(
    'is told what it should be: %j',
    (input) => {
      expect(mistakesIn(input)).toEqual([': must be an object with contact and incident']);
    },
  );

  it.each([
    [{ contacts: {} }, ['contacts: is not a setting here; there are contact, forms, incident']],
    [{ contact: null }, ['contact: must be an object of paths and sources']],
    [{ incident: [] }, ['incident: must be an object of paths and sources']],
    [{ forms: [] }, ['forms: must be an object of forms and their lines']],
    [{ forms: { x: 7 } }, ['forms > x: must be an object with contact and incident']],
    [
      { forms: { x: { forms: {} } } },
      ['forms > x > forms: is not a setting here; there are contact, incident'],
    ],
    [
      { forms: { x: { contact: { 'a b': 'id' } } } },
      ['forms > x > contact > a b: must be a path such as customFields.c.cdl_type.lookupName'],
    ],
  ])('is told what it should be: %j', (input, mistakes) => {
    expect(mistakesIn(input)).toEqual(mistakes);
  });

  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a b',
    'a-b',
    'a[0]',
    'ä',
    '__proto__',
    'name.__proto__',
    '__proto__.x',
    'constructor',
    'a.constructor.b',
    'prototype',
    'a.prototype',
  ])('is told what a path looks like: %j', (path) => {
    const lines = JSON.parse(`{${JSON.stringify(path)}: "id"}`);
    expect(contact(lines)).toEqual([
      `contact > ${path}: must be a path such as customFields.c.cdl_type.lookupName`,
    ]);
    expect({}).not.toHaveProperty('x');
  });

  it.each([
    [7, 'contact > title: must be written as { "constant": 7 }'],
    [true, 'contact > title: must be written as { "constant": true }'],
    [[], `contact > title: ${sourceHint}`],
    [{}, `contact > title: ${sourceHint}`],
    [{ names: {} }, 'contact > title: has names; did you mean from?'],
    [{ templat: 'x' }, 'contact > title: has templat; did you mean template?'],
    [{ from: 'id', constant: 1 }, 'contact > title: has from and constant; choose one of them'],
    [{ template: 'x', constant: 1 }, 'contact > title: has constant and template; choose one of them'],
    [{ from: 7 }, 'contact > title > from: must be a fact such as answers.cdl_type'],
    [
      { template: 7 },
      'contact > title > template: must be text, with facts in braces such as {application_type}',
    ],
    [{ constant: null }, 'contact > title > constant: must be text, a number, true or false'],
    [{ constant: [] }, 'contact > title > constant: must be text, a number, true or false'],
    [{ constant: Number.NaN }, 'contact > title > constant: must be text, a number, true or false'],
    [{ constant: 1, names: {} }, 'contact > title > names: is not a setting here; there are constant'],
    [
      { from: 'id', nmes: {} },
      'contact > title > nmes: is not a setting here; there are names, ids, from, otherwise',
    ],
    [{ from: 'id', names: [] }, 'contact > title > names: must be an object of codes and menu values'],
    [{ from: 'id', names: { A: 7 } }, 'contact > title > names > A: must be the name of a menu value'],
    [
      { from: 'id', ids: { A: '7' } },
      'contact > title > ids > A: must be the id of a menu value, a whole number',
    ],
    [
      { from: 'id', ids: { A: 0.5 } },
      'contact > title > ids > A: must be the id of a menu value, a whole number',
    ],
    [
      { from: 'id', ids: { A: 2 ** 53 } },
      'contact > title > ids > A: must be the id of a menu value, a whole number',
    ],
    [{ from: 'id', otherwise: 7 }, 'contact > title > otherwise: must be a name of the menu, or null'],
  ])('is told what a source looks like: %j', (source, mistake) => {
    expect(contact({ title: source })).toEqual([mistake]);
  });

  it('has all of its mistakes named at once', () => {
    const input = { contact: { title: 7, 'a b': 'id' }, incident: { subject: {} }, form: {} };
    expect(mistakesIn(input)).toHaveLength(4);
  });
});

it('whatever somebody writes is read or refused, and never throws', () => {
  const values = [
    null,
    undefined,
    0,
    '',
    'x',
    [],
    {},
    { from: {} },
    { from: 'id', names: null },
    Symbol('x'),
    () => 1,
  ];
  for (const value of values) {
    for (const input of [
      value,
      { contact: value },
      { forms: value },
      { forms: { 'driver-short': value } },
      { contact: { title: value } },
      { contact: { title: { from: value } } },
      { contact: { title: { from: 'answers.cdl_type', names: value, ids: value } } },
      { contact: { title: { template: value } } },
      { contact: { title: { constant: value } } },
    ]) {
      const parsed = parseMapping(b2cServiceMapping, input, builtInForms);
      expect('value' in parsed || parsed.mistakes.length > 0).toBe(true);
    }
  }
});
