import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { fileOf, keepCheckpoints } from '../../support/files.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const license = () => fileOf('license.pdf', 'the license');
const card = () => fileOf('medical card.jpg', 'the card');

type Crm = ReturnType<typeof openCrm>;

/** What the site holds on its only incident. */
const attached = (crm: Crm) =>
  crm.incidents()[0].fileAttachments.map(({ fileName }: { fileName: string }) => fileName);
const uploads = (crm: Crm) => crm.calls().filter(({ context }) => context.endsWith('attach-file'));

describe('the files of an application', () => {
  it('follow the incident one by one, and each success is recorded', async () => {
    const crm = openCrm();
    const checkpoints = keepCheckpoints();
    const receipt = await crm.deliver(submissionOf(), 1, {
      files: [license(), card()],
      record: checkpoints.record,
    });
    expect(crm.calls().map(({ what }) => what)).toEqual([
      expect.stringMatching(/^SELECT/),
      'POST contacts',
      'POST incidents',
      'POST incidents/84001/fileAttachments',
      'POST incidents/84001/fileAttachments',
    ]);
    expect(uploads(crm)[0]?.body).toMatchObject({ fileName: 'license.pdf', contentType: 'application/pdf' });
    expect(crm.incidents()[0].fileAttachments).toMatchObject([
      { fileName: 'license.pdf', contentType: 'application/pdf', size: 11 },
      { fileName: 'medical card.jpg', contentType: 'image/jpeg', size: 8 },
    ]);
    expect(checkpoints.order).toEqual([
      'contact',
      'incident',
      'incidentReference',
      'file:id of license.pdf',
      'file:id of medical card.jpg',
    ]);
    expect(checkpoints.kept).toMatchObject({ incident: '84001', incidentReference: receipt.reference });
  });

  it.each([1, 2, 3, 8_191, 8_192, 8_193, 100_000, 3_000_001])(
    'arrive byte for byte: %i bytes',
    async (length) => {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 131 + (at >> 8)) & 255);
      const crm = openCrm();
      await crm.deliver(submissionOf(), 1, { files: [fileOf('license.pdf', bytes)] });
      const data = String(uploads(crm)[0]?.body.data);
      expect(sha256(Buffer.from(data, 'base64'))).toBe(sha256(bytes));
      expect(crm.incidents()[0].fileAttachments).toMatchObject([{ size: length }]);
    },
  );

  it('may have names in any script', async () => {
    const crm = openCrm();
    const names = ['Führerschein Ö.pdf', '免許.pdf', 'рабочая карта.pdf', "O'Brien “CDL”.pdf"];
    await crm.deliver(submissionOf(), 1, { files: names.map((name) => fileOf(name, name)) });
    expect(attached(crm)).toEqual(names);
  });

  it('are not asked for where there are none', async () => {
    const crm = openCrm();
    const checkpoints = keepCheckpoints();
    await crm.deliver(submissionOf(), 1, { record: checkpoints.record });
    expect(checkpoints.order).toEqual(['contact']);
    expect(uploads(crm)).toEqual([]);
  });
});

describe('after an attempt that failed at a file', () => {
  it.each(['status-500', 'status-503', 'timeout-before-commit', 'unauthorized'] as const)(
    'the next one sends only what is missing (%s)',
    async (fault) => {
      const crm = openCrm({ connector: { timeoutMs: 300 } });
      const checkpoints = keepCheckpoints();
      const files = [license(), card()];
      const submission = submissionOf();
      await crm.deliver(submission, 1, { files: [files[0] as never], record: checkpoints.record });
      crm.simulator.failNext('attach-file', fault);
      const next = { files, checkpoints: checkpoints.kept, record: checkpoints.record };
      await expect(crm.deliver(submission, 2, next)).rejects.toMatchObject({
        message: expect.stringMatching(/^attach-file: /),
      });
      expect(checkpoints.kept).not.toHaveProperty(['file:id of medical card.jpg']);
      const receipt = await crm.deliver(submission, 3, next);
      expect(receipt).toEqual({ id: '84001', reference: crm.incidents()[0].referenceNumber });
      expect(attached(crm)).toEqual(['license.pdf', 'medical card.jpg']);
      expect(files.map(({ reads }) => reads)).toEqual([1, 2]);
      expect(crm.incidents()).toHaveLength(1);
    },
  );

  it.each(['reset-after-commit', 'timeout-after-commit', 'malformed-json', 'empty-body', 'cut-off'] as const)(
    'one that had arrived (%s) is found by its name and size, and not sent again',
    async (fault) => {
      const crm = openCrm({ connector: { timeoutMs: 300 } });
      const checkpoints = keepCheckpoints();
      const submission = submissionOf();
      const context = {
        files: [license(), card()],
        checkpoints: checkpoints.kept,
        record: checkpoints.record,
      };
      crm.simulator.failNext('attach-file', fault);
      await expect(crm.deliver(submission, 1, context)).rejects.toMatchObject({
        kind: 'retry',
        uncertain: true,
      });
      await crm.deliver(submission, 2, context);
      expect(attached(crm)).toEqual(['license.pdf', 'medical card.jpg']);
      expect(uploads(crm)).toHaveLength(2);
      expect(checkpoints.order.filter((name) => name.startsWith('file:'))).toHaveLength(2);
    },
  );

  it('one of the same name and another size is another file', async () => {
    const crm = openCrm();
    const checkpoints = keepCheckpoints();
    const submission = submissionOf();
    const context = (content: string) => ({
      files: [fileOf('license.pdf', content)],
      checkpoints: { incident: '84001' },
      record: checkpoints.record,
    });
    await crm.deliver(submission);
    await crm.deliver(submission, 2, context('the front'));
    await crm.deliver(submission, 2, context('the front again'));
    await crm.deliver(submission, 2, context('the front'));
    expect(crm.incidents()[0].fileAttachments).toMatchObject([{ size: 9 }, { size: 15 }]);
  });

  it('the incident is not looked for, since it is known', async () => {
    const crm = openCrm();
    const checkpoints = keepCheckpoints();
    const submission = submissionOf();
    const context = { files: [license()], checkpoints: checkpoints.kept, record: checkpoints.record };
    crm.simulator.failNext('attach-file', 'status-500');
    await expect(crm.deliver(submission, 1, context)).rejects.toMatchObject({ kind: 'retry' });
    const before = crm.calls().length;
    await crm.deliver(submission, 2, context);
    expect(
      crm
        .calls()
        .slice(before)
        .map(({ context }) => context),
    ).toEqual(['applicant-intake list-files', 'applicant-intake attach-file']);
  });

  it.each(['status-500', 'malformed-json', 'wrong-shape'] as const)(
    'a listing that fails (%s) sends nothing twice',
    async (fault) => {
      const crm = openCrm();
      const submission = submissionOf();
      await crm.deliver(submission);
      const context = { files: [license()], checkpoints: { incident: '84001' } };
      crm.simulator.failNext('list-files', fault);
      await expect(crm.deliver(submission, 2, context)).rejects.toMatchObject({
        kind: 'retry',
        message: expect.stringMatching(/^list-files: /),
      });
      expect(uploads(crm)).toEqual([]);
    },
  );
});

describe('files that come when the application is delivered already', () => {
  it('go to the incident of its receipt', async () => {
    const crm = openCrm();
    const submission = submissionOf();
    const previous = await crm.deliver(submission);
    const before = crm.calls().length;
    expect(await crm.deliver(submission, 2, { previous, files: [license()] })).toEqual(previous);
    expect(attached(crm)).toEqual(['license.pdf']);
    expect(
      crm
        .calls()
        .slice(before)
        .map(({ context }) => context),
    ).toEqual(['applicant-intake list-files', 'applicant-intake attach-file']);
  });

  it('ask nothing of the site where there is nothing new', async () => {
    const crm = openCrm();
    const previous = { id: '84001', reference: '261121-000000' };
    const checkpoints = { 'file:id of license.pdf': '' };
    const submission = submissionOf();
    expect(await crm.deliver(submission, 2, { previous, checkpoints, files: [license()] })).toEqual(previous);
    expect(crm.everyCall()).toEqual([]);
  });
});

describe('a site that will not have a file', () => {
  it('sets that application aside, its incident kept', async () => {
    const crm = openCrm({ site: { attachments: { refusedExtensions: ['pdf'] } } });
    const files = [license()];
    await expect(crm.deliver(submissionOf(), 1, { files })).rejects.toMatchObject({
      kind: 'rejected',
      message: 'attach-file: status 400, OSC-CREST-00006',
    });
    expect(crm.incidents()).toHaveLength(1);
  });

  it('since the incident is gone sets that one application aside, not all', async () => {
    const crm = openCrm();
    for (const attempt of [1, 2]) {
      const context = { files: [license()], checkpoints: { incident: '99999' } };
      await expect(crm.deliver(submissionOf(), attempt, context)).rejects.toMatchObject({
        kind: 'rejected',
        message: expect.stringMatching(/^(attach-file|list-files): status 404, OSC-CREST-00013$/),
      });
    }
  });

  it('for want of a right keeps no other application waiting, and is looked at again', async () => {
    const crm = openCrm({ site: { permissions: { attachFiles: false } } });
    const checkpoints = keepCheckpoints();
    const submission = submissionOf();
    const context = { files: [license()], checkpoints: checkpoints.kept, record: checkpoints.record };
    await expect(crm.deliver(submission, 1, context)).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: 'attach-file: status 403, OSC-CREST-00015',
    });
    crm.simulator.changeTenant({ permissions: { attachFiles: true } });
    await crm.deliver(submission, 2, context);
    expect(crm.incidents()).toHaveLength(1);
    expect(attached(crm)).toEqual(['license.pdf']);
  });

  it('for what it is still gets the others', async () => {
    const crm = openCrm({ site: { attachments: { refusedExtensions: ['pdf'] } } });
    const checkpoints = keepCheckpoints();
    const context = { files: [license(), card()], record: checkpoints.record };
    await expect(crm.deliver(submissionOf(), 1, context)).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: undefined,
    });
    expect(attached(crm)).toEqual(['medical card.jpg']);
    expect(checkpoints.kept).not.toHaveProperty(['file:id of license.pdf']);
  });
});

it('a lease that is lost while files are sent ends the attempt at once', async () => {
  const crm = openCrm();
  const lost = new Error('the lease is lost');
  const record = async (more: object) => {
    if (Object.keys(more).some((key) => key.startsWith('file:'))) throw lost;
  };
  await expect(crm.deliver(submissionOf(), 1, { files: [license(), card()], record })).rejects.toBe(lost);
  expect(attached(crm)).toEqual(['license.pdf']);
});
