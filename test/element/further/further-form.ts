import type { MessageOverrides } from '../../../src/locales/messages.ts';
import type { FormDefinition } from '../../../src/model/definition.ts';

/** Its steps. */
export type FurtherStep = 'person' | 'jobs' | 'papers' | 'signing';

/** A form with a field of every kind that the short form does without. */
export const furtherForm: FormDefinition = {
  name: 'further',
  version: '1',
  steps: [
    {
      key: 'person',
      fields: [
        { key: 'first_name', kind: 'text', format: 'name', autocomplete: 'given-name' },
        { key: 'last_name', kind: 'text', format: 'name', autocomplete: 'family-name' },
        { key: 'birth_date', kind: 'date', lies: 'past', required: true, autocomplete: 'bday' },
        {
          key: 'endorsements',
          kind: 'checkboxes',
          options: [{ code: 'N' }, { code: 'H' }, { code: 'T' }, { code: 'X' }],
        },
        { key: 'about', kind: 'textarea', maxLength: 120 },
      ],
    },
    {
      key: 'jobs',
      fields: [
        {
          key: 'employers',
          kind: 'repeater',
          required: true,
          maxRows: 3,
          fields: [
            { key: 'employer', kind: 'text', required: true },
            { key: 'city', kind: 'text', autocomplete: 'address-level2' },
            { key: 'began', kind: 'date', precision: 'month', lies: 'past', required: true },
            { key: 'current', kind: 'yes-no', required: true },
            {
              key: 'reason',
              kind: 'textarea',
              required: true,
              when: { field: 'current', is: false },
            },
            { key: 'pay', kind: 'text', sensitive: true },
          ],
        },
        {
          key: 'accidents',
          kind: 'repeater',
          fields: [{ key: 'accident_date', kind: 'date', lies: 'past', required: true }],
        },
      ],
    },
    {
      key: 'papers',
      fields: [
        { key: 'license_photos', kind: 'file', required: true },
        { key: 'medical_card', kind: 'file', maxFiles: 1 },
      ],
    },
    {
      key: 'signing',
      review: true,
      fields: [{ key: 'signature', kind: 'signature', required: true }],
    },
  ],
};

/** Its texts in English. */
export const furtherTexts: MessageOverrides = {
  steps: {
    person: { title: 'About you' },
    jobs: { title: 'Where have you worked?' },
    papers: { title: 'Your papers' },
    signing: { title: 'Check and sign' },
  },
  fields: {
    birth_date: { label: 'Date of birth', required: 'Enter your date of birth' },
    endorsements: { label: 'Endorsements', hint: 'Check all that your license has.' },
    about: { label: 'Anything else?' },
    employers: {
      label: 'Past jobs',
      row: 'Job {number}',
      add: 'Add another job',
      required: 'Add the job you had last',
    },
    employer: { label: 'Employer', required: 'Enter the name of the employer' },
    city: { label: 'City' },
    began: { label: 'Started', required: 'Enter the month you started' },
    current: { label: 'Do you still work there?', required: 'Say whether you still work there' },
    reason: { label: 'Why did you leave?', required: 'Say why you left' },
    pay: { label: 'Weekly pay' },
    accidents: { label: 'Accidents', row: 'Accident {number}' },
    accident_date: { label: 'Date of the accident' },
    license_photos: { label: 'Photos of your license', required: 'Add a photo of your license' },
    medical_card: { label: 'Medical card' },
    signature: { label: 'Signature', required: 'Type your name to sign' },
  },
  options: {
    endorsements: {
      N: 'Tank (N)',
      H: 'Hazardous materials (H)',
      T: 'Doubles and triples (T)',
      X: 'Tank and hazmat (X)',
    },
  },
};
