import { describe, expect, it } from 'vitest';
import type { Checkpoints, Receipt } from '../../src/connectors/connector.ts';
import { contextOf, submissionOf } from '../support/b2c-service.ts';
import { connectSystem } from '../support/connected-system.ts';
import { b2cService } from '../torture/systems/b2c-service.ts';
import { fusionService } from '../torture/systems/fusion-service.ts';

/** What a store keeps of one delivery between attempts. */
function kept() {
  const checkpoints: Record<string, string> = {};
  return {
    checkpoints,
    contextOf: (more: Parameters<typeof contextOf>[0] = {}) =>
      contextOf({
        ...more,
        checkpoints: { ...checkpoints },
        record: async (added: Checkpoints) => void Object.assign(checkpoints, added),
      }),
  };
}

const file = {
  id: '7d8e',
  name: 'license.pdf',
  type: 'application/pdf',
  size: 9,
  read: async () => new TextEncoder().encode('%PDF-1.7\n'),
};

/** Whose record a file is put on: what stands in a path before the list of its files. */
const ownerIn = (path = '') => /\/(\w+)\/(?:child\/Attachment|fileAttachments)$/.exec(path)?.[1];

describe.each([b2cService, fusionService])('the address of $name has changed', (system) => {
  const [variant = ''] = system.variants;
  const open = (host: string) => connectSystem(system, variant, { host });

  it('before an application was through: it goes to the new site whole, and on nobody else’s contact', async () => {
    const [before, after] = [open('old.example.com'), open('new.example.com')];
    // There is somebody else under each id that the old site has given.
    await after.connector.deliver(submissionOf({ email: 'stranger@example.com' }), contextOf());
    const store = kept();
    const submission = submissionOf();
    const creation = system.name === 'b2c-service' ? 'create-incident' : 'create-service-request';
    before.simulator.failNext(creation, 'status-500');
    await expect(before.connector.deliver(submission, store.contextOf())).rejects.toThrow();
    expect(store.checkpoints).toHaveProperty('contact');

    await after.connector.deliver(submission, store.contextOf({ attempt: 2 }));
    expect(after.heldOf(submission.id)).toHaveLength(1);
    const people = JSON.stringify(after.simulator.records().contacts, (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(people).toContain('craig.daniels@example.com');
    // And it is known there from then on.
    await after.connector.deliver(submission, store.contextOf({ attempt: 3 }));
    expect(after.heldOf(submission.id)).toHaveLength(1);
  });

  it('before its files came: they are put on its own record', async () => {
    const [before, after] = [open('old.example.com'), open('new.example.com')];
    await after.connector.deliver(submissionOf({ email: 'stranger@example.com' }), contextOf());
    const store = kept();
    const submission = submissionOf();
    const previous: Receipt = await before.connector.deliver(submission, store.contextOf());

    const again = store.contextOf({ attempt: 2, previous, files: [file] });
    const { id, reference = '' } = await after.connector.deliver(submission, again);
    expect(after.heldOf(submission.id)).toMatchObject([{ files: ['license.pdf'] }]);
    const attached = after.simulator.requests().find(({ operation }) => operation === 'attach-file');
    expect([id, reference]).toContain(ownerIn(attached?.path));
    // Back at the first site it is still known what stands there.
    await before.connector.deliver(submission, store.contextOf({ attempt: 3, previous, files: [file] }));
    expect(before.heldOf(submission.id)).toMatchObject([{ files: ['license.pdf'] }]);
  });
});
