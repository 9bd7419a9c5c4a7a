import { driverShort, type FormDefinition } from '../../src/model/index.ts';

/** A form with every kind of answer, some of them sensitive. */
export const longForm: FormDefinition = {
  name: 'driver-long',
  version: '3',
  steps: [
    ...driverShort.steps,
    {
      key: 'licences',
      fields: [
        { key: 'ssn', kind: 'text', maxLength: 11, sensitive: true },
        { key: 'date_of_birth', kind: 'date', sensitive: true },
        {
          key: 'endorsements',
          kind: 'checkboxes',
          options: ['HAZMAT', 'TANK', 'X'].map((code) => ({ code })),
        },
        { key: 'available_from', kind: 'date' },
        { key: 'comments', kind: 'textarea' },
        { key: 'work_phone', kind: 'tel' },
        {
          key: 'licenses',
          kind: 'repeater',
          fields: [
            { key: 'state', kind: 'choice', options: [{ code: 'CO' }, { code: 'TX' }] },
            { key: 'number', kind: 'text', maxLength: 20, sensitive: true },
            { key: 'classes', kind: 'checkboxes', options: [{ code: 'A' }, { code: 'B' }] },
            { key: 'expires', kind: 'date', precision: 'month' },
            { key: 'issuer_phone', kind: 'tel' },
            { key: 'current', kind: 'yes-no' },
          ],
        },
        { key: 'resume', kind: 'file' },
      ],
    },
  ],
};

/** What must never stand in text: the sensitive answers of {@link longAnswers}. */
export const secrets = ['078-05-1120', '1987-06-05', 'D-9134-5520', 'T-7719-0042'];

/** Answers to the questions that the short form does not have. */
export const longAnswers = {
  ssn: '078-05-1120',
  date_of_birth: '1987-06-05',
  endorsements: ['HAZMAT', 'TANK'],
  available_from: '2026-12-01',
  comments: 'Days only.\nNo New York.',
  licenses: [
    { state: 'CO', number: 'D-9134-5520', classes: ['A', 'B'], expires: '2027-05', current: true },
    { state: 'TX', number: 'T-7719-0042', expires: '2024-01', current: false },
  ],
};

/** The envelope of an application made with it. */
export const longEnvelope = { form: longForm.name, formVersion: longForm.version };
