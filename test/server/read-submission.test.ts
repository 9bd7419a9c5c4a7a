import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { driverShort } from '../../src/model/index.ts';
import { readSubmission } from '../../src/server/read-submission.ts';
import { openServer } from '../support/application-server.ts';
import { longAnswers, longEnvelope, longForm } from '../support/long-form.ts';
import { buildSubmission } from '../support/submissions.ts';

const text = 'Yes, Example Freight may text me.';
const consent = (changes: object = {}) => ({
  document: 'sms',
  granted: true,
  language: 'en',
  textSha256: createHash('sha256').update(text).digest('hex'),
  text,
  at: '2026-11-21T17:00:00Z',
  ...changes,
});

async function stored(answers: object, envelope: Record<string, unknown> = {}) {
  const server = openServer({ definitions: [driverShort, longForm] });
  const { status, body } = await server.post(buildSubmission({ ...answers }, envelope));
  const [leased] = await server.store.lease({
    destination: 'b2c-service',
    limit: 1,
    now: Date.now(),
    until: Number.MAX_SAFE_INTEGER,
  });
  return { status, issues: body.issues, submission: leased?.submission };
}

describe('a submission that is stored', () => {
  it('has its numbers in the normal form, and every consent with text and hash', async () => {
    const { submission } = await stored({ phone: '+1 (720) 340‑1313 x5' }, { consents: [consent()] });
    expect(submission?.answers.phone).toBe('720-340-1313 ext 5');
    expect(submission?.consents).toEqual([consent()]);
  });

  it('has lists and rows as they were sent', async () => {
    const { status, submission } = await stored(longAnswers, longEnvelope);
    expect(status).toBe(202);
    expect(submission?.answers).toMatchObject(longAnswers);
  });

  it('whose consent shows another text than was hashed is refused', async () => {
    expect(await stored({}, { consents: [consent({ text: 'I agree to everything.' })] })).toMatchObject({
      status: 422,
      issues: [{ path: 'consents.0.textSha256', code: 'mismatch', params: {} }],
    });
  });

  it('is the same when the number is pasted another way', async () => {
    const { post } = openServer();
    const submission = buildSubmission({ phone: '720-340-1313' });
    const first = await post(submission);
    const again = await post({ ...submission, answers: { ...submission.answers, phone: '(720) 340.1313' } });
    expect([again.status, again.body]).toEqual([202, first.body]);
  });

  it('of a form that is not known is refused as before', async () => {
    expect(await readSubmission(buildSubmission({}, { form: 'none' }), () => undefined)).toEqual({
      issues: [{ path: 'form', code: 'unknown_form', params: {} }],
    });
  });
});
