import type { Draft } from '../../src/device/draft.ts';
import type { OutboxItem } from '../../src/device/outbox-item.ts';
import type { FormDefinition } from '../../src/model/definition.ts';

/** The form that the drafts here are made with. */
export const form: FormDefinition = {
  name: 'driver-short',
  version: '3',
  steps: [
    {
      key: 'contact',
      fields: [
        { key: 'first_name', kind: 'text' },
        { key: 'email', kind: 'email' },
        { key: 'cdl', kind: 'yes-no' },
        { key: 'notes', kind: 'textarea' },
      ],
    },
  ],
};

/** A draft of somebody who has come as far as the second question. */
export function buildDraft(changes: Partial<Draft> = {}): Draft {
  return {
    id: '5b0c2f3e-8a43-4f4e-9d0b-0c6a4c4f2c01',
    startedAt: '2026-11-20T08:00:00.000Z',
    step: 'contact',
    values: { first_name: 'Marisol', email: 'm.delgado@', cdl: true },
    consents: [
      {
        document: 'sms',
        granted: true,
        text: 'You may text me.',
        language: 'en',
        at: '2026-11-20T08:01:00.000Z',
      },
    ],
    ...changes,
  };
}

/** A finished application under that id. */
export function buildItem({
  id = crypto.randomUUID(),
  since = Date.now(),
  ...rest
}: Partial<OutboxItem> = {}) {
  return {
    id,
    since,
    submission: {
      id,
      form: 'driver-short',
      formVersion: '3',
      language: 'en',
      answers: { first_name: 'Marisol', email: 'm.delgado@example.com' },
      attribution: {},
      consents: [],
    },
    files: [],
    ...rest,
  } satisfies OutboxItem;
}
