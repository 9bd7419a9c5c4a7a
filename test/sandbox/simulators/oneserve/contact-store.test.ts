import { expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '../../../../src/sandbox/simulators/oneserve/assumptions.ts';
import { createContactStore } from '../../../../src/sandbox/simulators/oneserve/contact-store.ts';

it('of very many saves the latest 10,000 are on record, and every contact is', () => {
  const store = createContactStore(() => 0);
  for (let each = 0; each <= 10_000; each += 1) {
    const [clientRef, contactRef] = ['29', String(each)];
    const values = { clientRef, contactRef };
    store.save({ clientRef, contactRef, values, locations: undefined, ignored: [] }, DEFAULT_ASSUMPTIONS);
  }
  const { contacts, saves } = store.records() as Record<'contacts' | 'saves', { contactRef: string }[]>;
  expect(contacts).toHaveLength(10_001);
  expect([saves.length, saves[0]?.contactRef, saves.at(-1)?.contactRef]).toEqual([10_000, '1', '10000']);
});
