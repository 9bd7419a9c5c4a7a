import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildSubmission, type SubmissionContext } from '../../src/form/build-submission.ts';
import { FormState } from '../../src/form/form-state.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';

const startedAt = '2026-11-21T17:00:00.000Z';
const submittedAt = new Date('2026-11-21T17:02:00Z');

const context: SubmissionContext = {
  id: '0b7e6a52-5f0c-4d39-9a39-2f8f6a1f7d11',
  language: 'es',
  attribution: { job_id: 'J-17' },
  startedAt,
  submittedAt,
  documentText: (document) => ({ text: `Sí, acepto: ${document}`, language: 'es-MX' }),
};

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('a submission', () => {
  it('carries the form, the answers and the times', async () => {
    const state = new FormState({ definition: driverShort, presets: { application_type: 'CONTRACTOR' } });
    state.set('first_name', 'José');
    expect(await buildSubmission(state, context)).toMatchObject({
      id: context.id,
      form: 'driver-short',
      formVersion: '1',
      language: 'es',
      answers: { application_type: 'CONTRACTOR', first_name: 'José' },
      attribution: { job_id: 'J-17' },
      startedAt: '2026-11-21T17:00:00.000Z',
      submittedAt: '2026-11-21T17:02:00.000Z',
    });
  });

  it('records a consent with the hash of the text shown, its language and the time of the tick', async () => {
    const state = new FormState({ definition: driverShort });
    const at = new Date('2026-11-21T17:01:00Z');
    state.consents.decide('sms', true, { text: 'Sí, acepto: sms', language: 'es-MX' }, at);
    state.set('sms', true);
    const { consents } = await buildSubmission(state, context);
    expect(consents).toEqual([
      {
        document: 'sms',
        granted: true,
        language: 'es-MX',
        text: 'Sí, acepto: sms',
        textSha256: hash('Sí, acepto: sms'),
        at: at.toISOString(),
      },
    ]);
  });

  it('records a consent that was left unticked as declined when the form was sent', async () => {
    const { consents } = await buildSubmission(new FormState({ definition: driverShort }), context);
    expect(consents).toMatchObject([{ granted: false, at: submittedAt.toISOString() }]);
  });
});
