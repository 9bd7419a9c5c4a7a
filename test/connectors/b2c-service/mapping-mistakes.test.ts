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
      { incident: { 'queue.id': { constant: 'Recruiting' } } },
      /^incident > queue\.id > constant: must be a whole number, since the line ends in \.id$/,
    ],
    [
      { incident: { subject: { template: 'For {application_type in {city}' } } },
      /^incident > subject > template: has a brace without its other half; facts stand as \{application_type\}$/,
    ],
    [
      { contact: { 'emails.0.address': null } },
      /^contact: has no line for emails\.0\.address, by which contacts are found; applications would make a new one each time$/,
    ],
    [
      { contact: { 'address.country.id': { constant: 1 } } },
      /^contact > address\.country\.id: has a line for \.lookupName beside it; set one of the two to null$/,
    ],
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
    expect(parseMapping(b2cServiceMapping, change, forms)).toEqual({ value: change });
    expect(parseMapping(b2cServiceMapping, { forms: { other: change } }, forms)).toHaveProperty('value');
    expect(parseMapping(b2cServiceMapping, { forms: { 'driver-short': change } }, forms)).toHaveProperty(
      'mistakes',
    );
  });
});
