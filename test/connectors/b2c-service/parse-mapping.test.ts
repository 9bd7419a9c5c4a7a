import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../../src/connectors/b2c-service/mapping/parse-mapping.ts';
import { builtInForms } from '../../../src/model/forms/built-in.ts';

/** What is wrong, a line each: where, and the message. */
function mistakesIn(input: unknown): string[] {
  const parsed = parseMapping(input, builtInForms);
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
    expect(parseMapping(input, builtInForms)).toEqual({ value: input });
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
    [7, `contact > title: ${sourceHint}`],
    [true, `contact > title: ${sourceHint}`],
    [[], `contact > title: ${sourceHint}`],
    [{}, `contact > title: ${sourceHint}`],
    [{ names: {} }, `contact > title: ${sourceHint}`],
    [{ from: 'id', constant: 1 }, `contact > title: ${sourceHint}`],
    [{ template: 'x', constant: 1 }, `contact > title: ${sourceHint}`],
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

describe('a mapping that cannot be', () => {
  it.each([
    [
      { contact: { title: 'answers.cdl_tpye' } },
      /^contact > title: is answers\.cdl_tpye, which no form has; did you mean answers\.cdl_type, .*\?$/,
    ],
    [
      { contact: { title: { from: 'atribution.job_id' } } },
      /^contact > title > from: is atribution\.job_id, which no form has; did you mean attribution\.job_id, /,
    ],
    [{ contact: { title: 'constructor' } }, /^contact > title: is constructor, which no form has; /],
    [{ contact: { title: 'answers.sms' } }, /^contact > title: is answers\.sms, which no form has; /],
    [
      { incident: { subject: { template: 'For {job_type} in {city}' } } },
      /^incident > subject > template: names \{job_type\}, which no form has; did you mean /,
    ],
    [
      { contact: { 'customFields.c.cdl_type.lookupName': { from: 'answers.cdl_type', names: { a: 'A' } } } },
      /^contact > customFields\.c\.cdl_type\.lookupName > names > a: is not a code of cdl_type; did you mean A, /,
    ],
    [
      {
        contact: { 'customFields.c.cdl_type.lookupName': { from: 'answers.cdl_type', ids: { CLASS_A: 1 } } },
      },
      /> ids > CLASS_A: is not a code of cdl_type; did you mean /,
    ],
    [
      { contact: { 'adress.city': null } },
      /^contact > adress\.city: is null, but there is no such line to take away; did you mean address\.city, /,
    ],
    [
      { forms: { 'driver-short': { incident: { sbject: null } } } },
      /^forms > driver-short > incident > sbject: is null, but .* did you mean subject, /,
    ],
    [{ forms: { 'driver-shrt': {} } }, /^forms > driver-shrt: is not a form; there are driver-short$/],
    [
      { incident: { 'primaryContact.id': { constant: 1 } } },
      /^incident > primaryContact\.id: is filled with the contact that was found or made; leave it out$/,
    ],
    [{ incident: { primaryContact: 'id' } }, /^incident > primaryContact: is filled with the contact/],
    [
      { contact: { 'phones.2.number': 'answers.phone' } },
      /^contact > phones\.2\.number: has a place in a list that does not follow; lists begin at 0 and have no gaps$/,
    ],
    [
      { contact: { '0.number': 'answers.phone' } },
      /^contact > 0\.number: has a place in a list that does not follow/,
    ],
    [
      { contact: { 'titles.1': 'answers.phone' } },
      /^contact > titles\.1: has a place in a list that does not follow/,
    ],
  ])('is told why, with what was probably meant: %j', (input, mistake) => {
    expect(mistakesIn(input)).toEqual([expect.stringMatching(mistake)]);
  });

  it.each([
    [
      { contact: { name: 'answers.last_name' } },
      'contact > name: has lines below it too; set to null what you do not want',
    ],
    [
      { incident: { 'subject.text': 'id' } },
      'incident > subject: has lines below it too; set to null what you do not want',
    ],
    [
      { forms: { 'driver-short': { incident: { 'subject.text': 'id' } } } },
      'forms > driver-short > incident > subject: has lines below it too; set to null what you do not want',
    ],
  ])('has a line where other lines stand: %j', (input, mistake) => {
    expect(mistakesIn(input)).toContain(mistake);
  });

  it('mixes places of a list with names', () => {
    expect(contact({ 'phones.main': 'answers.phone' })).toEqual([
      'contact > phones.0.number: has a place in a list that does not follow; lists begin at 0 and have no gaps',
      'contact > phones.0.phoneType.id: has a place in a list that does not follow; lists begin at 0 and have no gaps',
      'contact > phones.main: has a place in a list that does not follow; lists begin at 0 and have no gaps',
    ]);
  });

  it('takes the first of a list away and leaves the second', () => {
    const lines = {
      'phones.0.number': null,
      'phones.0.phoneType.id': null,
      'phones.1.number': 'answers.phone',
    };
    expect(contact(lines)).toEqual([
      expect.stringMatching(/^contact > phones\.1\.number: has a place in a list/),
    ]);
  });

  it('is allowed what only another form could answer, not what none could', () => {
    const [short] = builtInForms;
    if (!short) throw new Error('there is no form');
    const other = {
      ...short,
      name: 'other',
      steps: [{ key: 'more', fields: [{ key: 'years', kind: 'text' as const, maxLength: 3 }] }],
    };
    const forms = [short, other];
    const change = { contact: { title: 'answers.years' } };
    expect(parseMapping(change, forms)).toEqual({ value: change });
    expect(parseMapping({ forms: { other: change } }, forms)).toHaveProperty('value');
    expect(parseMapping({ forms: { 'driver-short': change } }, forms)).toHaveProperty('mistakes');
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
      const parsed = parseMapping(input, builtInForms);
      expect('value' in parsed || parsed.mistakes.length > 0).toBe(true);
    }
  }
});
