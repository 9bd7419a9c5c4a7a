import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withToken } from '../../../src/connectors/b2c-service/incidents.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { keepCheckpoints } from '../../support/files.ts';

const tokenOf = (id: string) => withToken('', id).trim();

describe('the token in the subject', () => {
  it.each([
    ['random ones', '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11', '5c1d9e07-21f4-4a30-8f11-6b2c0d9e4a77'],
    [
      'made in one moment (version 7)',
      '019aa5f0-1c2d-7a41-9d54-0a6f0f2d8c11',
      '019aa5f0-1c2d-7b52-8f11-6b2c0d9e4a77',
    ],
    [
      'of one machine (version 1)',
      'd0c11a70-c6f7-11f0-9d54-0242ac120002',
      'd0c11a71-c6f7-11f0-9d54-0242ac120002',
    ],
  ])('tells ids apart: %s', (_, one, other) => {
    expect(tokenOf(one)).toMatch(/^\[[0-9A-F]{8}\]$/);
    expect(tokenOf(one)).not.toBe(tokenOf(other));
    expect(tokenOf(one)).toBe(tokenOf(one.toUpperCase()));
  });

  it('stands at the end, the subject cut so that all of it has 240 characters', () => {
    const id = randomUUID();
    expect(withToken('Application', id)).toBe(`Application ${tokenOf(id)}`);
    expect(withToken('x'.repeat(229), id)).toHaveLength(240);
    for (const subject of ['x'.repeat(230), 'x'.repeat(240), 'x'.repeat(1_000)]) {
      expect(withToken(subject, id)).toBe(`${'x'.repeat(229)} ${tokenOf(id)}`);
    }
    const trucks = withToken('🚚'.repeat(240), id);
    expect([...trucks]).toHaveLength(240);
    expect(trucks.isWellFormed()).toBe(true);
    expect(trucks.endsWith(` ${tokenOf(id)}`)).toBe(true);
  });

  it('is found again in a subject of the full length', async () => {
    const mapping = { incident: { subject: { template: 'Application - {answers.street}' } } };
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null, mapping },
    });
    const submission = submissionOf({ street: 'x'.repeat(240) });
    const first = await crm.deliver(submission);
    expect(crm.incidents()[0].subject).toHaveLength(240);
    expect(await crm.deliver(submission, 2)).toEqual(first);
  });

  it('is not looked for where there is no contact to look at', async () => {
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null },
    });
    await crm.deliver(submissionOf(), 2);
    expect(crm.calls().map(({ context }) => context.slice(17))).toEqual([
      'find-contact',
      'create-contact',
      'create-incident',
    ]);
  });

  it('is looked for at the contact that an earlier attempt made, though its address cannot be found yet', async () => {
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null },
    });
    const submission = submissionOf();
    const checkpoints = keepCheckpoints();
    const first = await crm.deliver(submission, 1, { record: checkpoints.record });
    const changed = submissionOf({ email: 'other@example.com' }, { id: submission.id });
    expect(await crm.deliver(changed, 2, { checkpoints: checkpoints.kept })).toEqual(first);
  });
});

it('the token is looked for at the contact that was chosen, though its address has changed since', async () => {
  const crm = openCrm({
    site: { customFields: { incidents: { submission_id: null } } },
    connector: { submissionIdField: null },
  });
  await crm.addContact('craig.daniels@example.com');
  const { kept, record } = keepCheckpoints();
  const submission = submissionOf();
  const first = await crm.deliver(submission, 1, { record });
  expect(kept).toEqual({ chosen: '51718' });
  const changed = submissionOf({ email: 'other@example.com' }, { id: submission.id });
  expect(await crm.deliver(changed, 2, { checkpoints: kept, record })).toEqual(first);
});

describe('the field for the submission’s id', () => {
  it('may belong to a package', async () => {
    const crm = openCrm({
      site: {
        customFields: {
          incidents: { submission_id: null, 'Recruiting.SubmissionId': { type: 'text', maxLength: 36 } },
        },
      },
      connector: { submissionIdField: 'Recruiting.SubmissionId' },
    });
    const submission = submissionOf();
    const first = await crm.deliver(submission);
    expect(crm.incidents()[0].customFields.Recruiting.SubmissionId).toBe(submission.id);
    expect(await crm.deliver(submission, 2)).toEqual(first);
    expect(crm.calls().at(-1)?.what).toBe(
      `SELECT ID, ReferenceNumber FROM Incidents WHERE CustomFields.Recruiting.SubmissionId = '${submission.id}' LIMIT 1`,
    );
  });

  it('sets applications aside where the site does not have it, until it has', async () => {
    const clock = { now: 1_000_000_000 };
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { now: () => clock.now },
    });
    const submission = submissionOf();
    const checkpoints = keepCheckpoints();
    const context = { checkpoints: checkpoints.kept, record: checkpoints.record };
    await expect(crm.deliver(submission, 1, context)).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: 'incidents "customFields.c.submission_id": the site has no such field',
    });
    clock.now += 60_000;
    await expect(crm.deliver(submission, 2, context)).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 120_000,
      message:
        'find-incident: status 400, OSC-CREST-00007, the site refuses to look up contacts or incidents: incidents cannot be searched by c.submission_id',
    });
    crm.simulator.changeTenant({
      customFields: { incidents: { submission_id: { type: 'text', maxLength: 36 } } },
    });
    clock.now += 120_000;
    await crm.deliver(submission, 3, context);
    expect(crm.incidents()).toMatchObject([{ customFields: { c: { submission_id: submission.id } } }]);
    expect(crm.contacts()).toHaveLength(1);
  });

  it('is never cut', async () => {
    const field = { submission_id: { type: 'text', maxLength: 20 } } as const;
    const crm = openCrm({ site: { customFields: { incidents: field } } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message:
        'incidents "customFields.c.submission_id": the text is longer than the 20 characters that the site\'s field takes',
    });
    expect(crm.incidents()).toEqual([]);
  });
});

describe('the subject', () => {
  it('is there even where the mapping has none', async () => {
    const crm = openCrm({ connector: { mapping: { incident: { subject: null } } } });
    await crm.deliver(submissionOf());
    expect(crm.incidents()[0].subject).toBe('Application');
  });
});

describe('what an earlier attempt has recorded', () => {
  it('is the contact it made, which counts also when others share its address by now', async () => {
    const crm = openCrm({
      site: { emailSharing: true },
      connector: { severalContacts: 'attention' },
    });
    const checkpoints = keepCheckpoints();
    const submission = submissionOf();
    crm.simulator.failNext('create-incident', 'status-500');
    const context = { checkpoints: checkpoints.kept, record: checkpoints.record };
    await expect(crm.deliver(submission, 1, context)).rejects.toMatchObject({ kind: 'retry' });
    expect(checkpoints.kept).toEqual({ contact: '51718' });
    await crm.addContact('craig.daniels@example.com');
    await crm.deliver(submission, 2, context);
    expect(crm.incidents()[0].primaryContact.id).toBe(51_718);
    expect(crm.incidents()[0].threads[0].text).not.toContain('Notes');
  });

  it('is not believed of a contact that is gone', async () => {
    const crm = openCrm();
    await crm.deliver(submissionOf(), 2, { checkpoints: { contact: '777' } });
    expect(crm.incidents()[0].primaryContact.id).toBe(51_718);
  });

  it('is not written for a contact that was there', async () => {
    const crm = openCrm();
    await crm.addContact('craig.daniels@example.com');
    const checkpoints = keepCheckpoints();
    await crm.deliver(submissionOf(), 1, { record: checkpoints.record });
    expect(checkpoints.order).toEqual([]);
  });

  it('is the receipt of a delivery, which needs no call', async () => {
    const crm = openCrm();
    const previous = { id: '84001', reference: '261121-000000' };
    expect(await crm.deliver(submissionOf(), 2, { previous })).toEqual(previous);
    expect(await crm.deliver(submissionOf(), 2, { checkpoints: { incident: '84001' } })).toEqual({
      id: '84001',
    });
    const checkpoints = { incident: '84001', incidentReference: '261121-000000' };
    expect(await crm.deliver(submissionOf(), 2, { checkpoints })).toEqual(previous);
    expect(crm.everyCall()).toEqual([]);
  });

  it('cannot be written when the lease is lost: then nothing more is asked of the site', async () => {
    const crm = openCrm();
    const lost = new Error('the lease is lost');
    const record = () => Promise.reject(lost);
    await expect(crm.deliver(submissionOf(), 1, { record })).rejects.toBe(lost);
    expect(crm.incidents()).toEqual([]);
  });
});
