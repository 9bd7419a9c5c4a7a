import { describe, expect, it } from 'vitest';
import { type B2cObject, b2cServiceMapping } from '../../../src/connectors/b2c-service/mapping-target.ts';
import type { MappingChanges } from '../../../src/connectors/mapping/mapping.ts';
import { mappingMistakes } from '../../../src/connectors/mapping/mapping-mistakes.ts';
import { longAnswers, longEnvelope, longForm, secrets } from '../../support/long-form.ts';
import { mapped } from '../../support/mapped.ts';

const contact = (lines: MappingChanges<B2cObject>['contact'], definition = longForm) =>
  mapped('contact', {
    answers: longAnswers,
    envelope: longEnvelope,
    definition,
    changes: { ...(lines && { contact: lines }) },
  });

const incident = (lines: MappingChanges<B2cObject>['incident'], definition = longForm) =>
  mapped('incident', {
    answers: longAnswers,
    envelope: longEnvelope,
    definition,
    changes: { ...(lines && { incident: lines }) },
  });

describe('an answer that is a list', () => {
  it('goes to a text field as text', () => {
    expect(contact({ title: 'answers.endorsements' }).title).toBe('HAZMAT, TANK');
    const names = { HAZMAT: 'Hazardous materials' };
    expect(contact({ title: { from: 'answers.endorsements', names } }).title).toBe(
      'Hazardous materials, TANK',
    );
    expect(contact({ title: { template: '{endorsements} | {answers.endorsements}' } }).title).toBe(
      'HAZMAT, TANK | HAZMAT, TANK',
    );
  });

  it('of rows goes there as one line, without what is sensitive in them', () => {
    const line =
      'State: Colorado, Classes: A, B, Expires: 2027-05, Current: Yes; State: Texas, Expires: 2024-01, Current: No';
    expect(contact({ title: 'answers.licenses' }).title).toBe(line);
    expect(contact({ title: { from: 'answers.licenses', names: {} } }).title).toBe(line);
    expect(contact({ title: { template: '{licenses}' } }).title).toBe(line);
  });

  it('that is empty or absent makes no line', () => {
    const nothing = mapped('contact', {
      answers: { endorsements: [] },
      changes: { contact: { title: 'answers.endorsements', 'name.x': 'answers.licenses' } },
      envelope: longEnvelope,
      definition: longForm,
    });
    expect(nothing).not.toHaveProperty('title');
    expect(nothing.name).not.toHaveProperty('x');
  });
});

describe('a day', () => {
  it('goes out as it is stored', () => {
    expect(contact({ 'customFields.c.start': 'answers.available_from' }).customFields.c.start).toBe(
      '2026-12-01',
    );
  });
});

describe('a mark for review', () => {
  it('is a fact, by codes', () => {
    const changes = { incident: { 'customFields.c.review': 'review' } };
    const marked = mapped('incident', { changes, envelope: { review: ['honeypot', 'too_fast'] } });
    expect(marked.customFields.c.review).toBe('honeypot, too_fast');
    expect(mapped('incident', { changes }).customFields.c).not.toHaveProperty('review');
  });
});

describe('a sensitive answer', () => {
  it('goes to the field that a line of its own names', () => {
    const { customFields } = contact({ 'customFields.c.ssn': 'answers.ssn' });
    expect(customFields.c).toMatchObject({ ssn: '078-05-1120' });
  });

  it('that tells a protected class goes nowhere, whatever the mapping says', () => {
    const { customFields } = contact({
      'customFields.c.start': 'answers.date_of_birth',
      'customFields.c.start_text': { template: '{date_of_birth}' },
    });
    expect(JSON.stringify(customFields)).not.toContain('1987');
  });

  it('goes into no text, whatever the mapping says', () => {
    const shorter = { ...longForm, steps: longForm.steps.slice(0, -1) };
    for (const definition of [longForm, shorter]) {
      const lines = {
        subject: { template: '{ssn} {answers.ssn} {date_of_birth} {answers.licenses} {application_type}' },
        'threads.1.text': 'answers.ssn',
        'threads.2.text': { from: 'answers.date_of_birth', names: {} },
        'customFields.c.x': { template: 'born {answers.date_of_birth}' },
      };
      const body = incident(lines, definition);
      const text = JSON.stringify(body);
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(body.subject).toContain('Contractor Driver');
      expect(JSON.stringify(contact({ 'notes.0.text': 'answers.ssn' }, definition))).not.toContain('078');
    }
  });

  it('is refused by a mapping that would put it where people read', () => {
    const mistakes = (changes: MappingChanges<B2cObject>) =>
      mappingMistakes(b2cServiceMapping, changes, [longForm]).map(
        ({ path, message }) => `${path.join(' > ')}: ${message}`,
      );
    const why = 'which is sensitive and goes into no text; map it to a field of its own';
    expect(mistakes({ incident: { subject: { template: '{ssn}, {city}' } } })).toEqual([
      `incident > subject > template: names {ssn}, ${why}`,
    ]);
    expect(mistakes({ incident: { 'threads.0.text': 'answers.ssn' } })).toEqual([
      `incident > threads.0.text: is answers.ssn, ${why}`,
    ]);
    expect(mistakes({ contact: { 'notes.0.text': { from: 'answers.ssn' } } })).toEqual([
      `contact > notes.0.text > from: is answers.ssn, ${why}`,
    ]);
    expect(mistakes({ contact: { 'customFields.c.ssn': 'answers.ssn' } })).toEqual([]);
  });
});

describe('the names of facts', () => {
  it('know notices, lists and rows, and no files', () => {
    const mistakes = (name: string) =>
      mappingMistakes(b2cServiceMapping, { contact: { title: name } }, [longForm]);
    for (const name of ['consents.privacy.at', 'consents.sms.text', 'answers.licenses', 'review']) {
      expect(mistakes(name)).toEqual([]);
    }
    for (const name of ['answers.resume', 'answers.privacy', 'answers.licenses.state']) {
      expect(mistakes(name)).toHaveLength(1);
    }
  });

  it('know the codes of checkboxes', () => {
    const names = { HAZMT: 'x' };
    expect(
      mappingMistakes(b2cServiceMapping, { contact: { title: { from: 'answers.endorsements', names } } }, [
        longForm,
      ]),
    ).toMatchObject([
      { message: expect.stringMatching(/^is not a code of endorsements; did you mean HAZMAT/) },
    ]);
  });
});
