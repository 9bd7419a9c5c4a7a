import { describe, expect, it } from 'vitest';
import type { Checkpoints, Receipt } from '../../src/connectors/connector.ts';
import { contextOf, submissionOf } from '../support/b2c-service.ts';
import { connectSystem } from '../support/connected-system.ts';
import { licenseFile } from '../support/license-file.ts';
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

  it.each([
    ['a new driver', false],
    ['one who has applied before', true],
  ])('before the files of %s came: they are put on a record of the application', async (_, isKnown) => {
    const [before, after] = [open('old.example.com'), open('new.example.com')];
    if (isKnown) await before.connector.deliver(submissionOf(), contextOf());
    for (const email of ['one@example.com', 'two@example.com', 'three@example.com']) {
      await after.connector.deliver(submissionOf({ email }), contextOf());
    }
    const store = kept();
    const submission = submissionOf();
    let previous: Receipt = await before.connector.deliver(submission, store.contextOf());

    /** Delivers once more, as a late file has it, and returns whose record the file is put on. */
    async function late(site: ReturnType<typeof open>, attempt: number, id: string): Promise<void> {
      const known = site.simulator.requests().length;
      const files = [{ ...licenseFile, id, name: `${id}.pdf` }];
      previous = await site.connector.deliver(submission, store.contextOf({ attempt, previous, files }));
      const attached = site.simulator
        .requests()
        .slice(known)
        .find(({ operation }) => operation === 'attach-file');
      expect([previous.id, previous.reference]).toContain(ownerIn(attached?.path));
      expect(site.heldOf(submission.id)).toHaveLength(1);
      expect(site.heldOf(submission.id)[0]?.files).toContain(`${id}.pdf`);
    }
    await late(after, 2, 'a1');
    await late(after, 3, 'a2');
    await late(before, 4, 'b1');
  });
});
