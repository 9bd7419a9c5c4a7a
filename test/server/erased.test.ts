import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { samples } from '../support/uploads.ts';

describe('an application that has been erased', () => {
  async function erased({ delivered = [] as string[], destinations = ['crm'] } = {}) {
    const store = createMemoryStore();
    const server = openServer({ store, destinations });
    const submission = buildSubmission();
    const { body } = await server.post(submission);
    for (const destination of delivered) {
      const options = { destination, limit: 1, now: Number.MAX_SAFE_INTEGER, until: Number.MAX_SAFE_INTEGER };
      const [leased] = await store.lease(options);
      if (leased) await store.complete(leased, { id: '84001' });
    }
    await store.operations.erase([submission.id], { now: 50 });
    const status = () => server.send(`/v1/applications/${submission.id}`);
    return { ...server, submission, reference: body.reference, status };
  }

  it('before it was delivered is not there any more', async () => {
    const { status } = await erased();
    expect(await status()).toMatchObject({
      status: 404,
      body: { type: expect.stringContaining('not-found') },
    });
  });

  it('after it was delivered is delivered', async () => {
    const { status, reference } = await erased({ delivered: ['crm'] });
    expect((await status()).body).toMatchObject({ status: 'delivered', reference });
  });

  it('after it was delivered to one of two is delivered', async () => {
    const { status } = await erased({ destinations: ['crm', 'file'], delivered: ['crm'] });
    expect((await status()).body).toMatchObject({ status: 'delivered' });
  });

  it('is answered as before when it is sent again, and takes no files', async () => {
    const { post, upload, submission, reference } = await erased();
    expect(await post(submission)).toMatchObject({
      status: 202,
      body: { id: submission.id, reference, status: 'queued' },
    });
    const sent = await upload(submission.id, [{ name: 'cdl.pdf', content: samples.pdf() }]);
    expect(sent.status).toBe(404);
  });
});
