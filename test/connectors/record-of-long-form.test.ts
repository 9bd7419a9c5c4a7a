import { describe, expect, it } from 'vitest';
import { applicationRecord } from '../../src/connectors/application-record.ts';
import type { FormDefinition } from '../../src/model/index.ts';
import { openCrm, submissionOf } from '../support/b2c-service.ts';
import { longAnswers, longEnvelope, longForm, secrets } from '../support/long-form.ts';

const record = (answers: object = longAnswers, definition: FormDefinition | undefined = longForm) =>
  applicationRecord(submissionOf({ ...answers }, longEnvelope), {
    reference: '7Q4M-X2HV',
    receivedAt: 0,
    definition,
  });

describe('an application with lists and rows, as text', () => {
  it('has lists in a line and a heading for each row', () => {
    expect(record()).toContain(`
Truck: Straight Truck
Endorsements: HAZMAT, TANK
Available from: 2026-12-01
Comments: Days only. No New York.

Licenses, 1 of 2
State: Colorado
Classes: A, B
Expires: 2027-05
Current: Yes

Licenses, 2 of 2
State: Texas
Expires: 2024-01
Current: No

Answered, and not shown here
Social Security number
Date of birth
Licenses: Number

Consents
`);
  });

  it('has no line break of a person’s in it', () => {
    const text = record({ comments: 'a\r\nId: 0', licenses: [{ state: 'CO\nId: 1' }] });
    expect(text.split('\n').filter((line) => line.startsWith('Id: '))).toHaveLength(1);
  });

  it('says nothing of lists that are empty', () => {
    expect(record({ endorsements: [], licenses: [] })).not.toContain('undefined');
  });
});

describe('a sensitive answer', () => {
  it('is in no text, also where the form is not known or no longer has it', () => {
    const shorter = { ...longForm, steps: longForm.steps.slice(0, -1) };
    for (const definition of [longForm, shorter, undefined]) {
      const text = record(longAnswers, definition);
      for (const secret of secrets) expect(text).not.toContain(secret);
      expect(text).toContain('\nFirst name: Craig\n');
      expect(text).toContain('\nSocial Security number\n');
    }
  });

  it('does not arrive at the site, whatever the connector knows of the form', async () => {
    for (const definitions of [[longForm], undefined]) {
      const crm = openCrm({ connector: { definitions } });
      await crm.deliver(submissionOf(longAnswers, longEnvelope));
      const stored = JSON.stringify(crm.everyCall());
      for (const secret of secrets) expect(stored).not.toContain(secret);
      expect(stored.includes('Licenses, 2 of 2')).toBe(definitions !== undefined);
    }
  });
});
