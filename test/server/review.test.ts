import { describe, expect, it } from 'vitest';
import type { ReviewReason } from '../../src/model/index.ts';
import type { ApplicationServerOptions } from '../../src/server/create-application-server.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function open(options: Partial<ApplicationServerOptions> = {}) {
  const store = createSqliteStore({ directory: temporaryFolder() });
  const server = openServer({ store, ...options });
  return {
    ...server,
    /** The submission as a connector gets it. */
    async delivered() {
      const [leased] = await store.lease({
        destination: 'b2c-service',
        limit: 1,
        now: Date.now(),
        until: Number.MAX_SAFE_INTEGER,
      });
      return leased?.submission;
    },
    /** The marks of a submission that is sent with this beside it. */
    async marks(envelope: Record<string, unknown>): Promise<readonly ReviewReason[] | undefined> {
      const submission = buildSubmission({}, envelope);
      const { status } = await server.post(submission);
      expect(status).toBe(202);
      return (await this.delivered())?.review;
    },
  };
}

const at = (seconds: number) => new Date(Date.parse('2026-11-21T17:00:00Z') + seconds * 1000).toISOString();

describe('an application whose hidden field', () => {
  it.each([
    'https://spam.example.com',
    'x'.repeat(100_000),
    '\u0000\u202e',
    "'; DROP TABLE applications; --",
  ])('is filled in is marked: %#', async (hp) => {
    expect(await open().marks({ challenge: { hp } })).toEqual(['honeypot']);
  });

  it.each([{ hp: '' }, { hp: '  ' }, {}, undefined])('is empty is not: %j', async (challenge) => {
    expect(await open().marks({ challenge })).toBeUndefined();
  });
});

describe('an application that was sent', () => {
  it.each([
    ['at once', 0, 0],
    ['within three seconds', 0, 2.999],
    ['before it was begun', 60, 0],
  ])('%s is marked', async (_, begun, sent) => {
    expect(await open().marks({ startedAt: at(begun), submittedAt: at(sent) })).toEqual(['too_fast']);
  });

  it.each([
    ['after three seconds', { startedAt: at(0), submittedAt: at(3) }],
    ['two days later', { startedAt: at(0), submittedAt: at(172_800) }],
    ['nobody knows when', {}],
    ['nobody knows how long after it was begun', { submittedAt: at(0) }],
    ['at a time that nobody wrote down', { startedAt: at(0) }],
    [
      'in another zone than begun',
      { startedAt: '2026-11-21T17:00:00Z', submittedAt: '2026-11-21T10:00:03-07:00' },
    ],
  ])('%s is not', async (_, times) => {
    expect(await open().marks(times)).toBeUndefined();
  });

  it('as fast as the operator allows is not', async () => {
    const times = { startedAt: at(0), submittedAt: at(9) };
    expect(await open({ minSeconds: 10 }).marks(times)).toEqual(['too_fast']);
    expect(await open({ minSeconds: 9 }).marks(times)).toBeUndefined();
    expect(await open({ minSeconds: 0 }).marks({ startedAt: at(9), submittedAt: at(0) })).toBeUndefined();
  });
});

describe('an application that is marked', () => {
  const suspicious = {
    challenge: { hp: 'Qzyxwv' },
    startedAt: at(0),
    submittedAt: at(0),
  };

  it('is answered, stored and delivered like any other, without what was in the challenge', async () => {
    const { post, delivered } = open();
    const submission = buildSubmission({}, suspicious);
    const { challenge: _, ...rest } = submission;
    expect(await post(submission)).toMatchObject({
      status: 202,
      body: { id: submission.id, reference: expect.any(String), status: 'queued' },
    });
    expect(await delivered()).toEqual({ ...rest, review: ['honeypot', 'too_fast'] });
  });

  it('is told of by codes alone, in the log and in /readyz', async () => {
    const { post, send, log } = open();
    const marked = buildSubmission({}, suspicious);
    await post(marked);
    await post(marked);
    await post(buildSubmission({}, { challenge: { hp: 'Qzyxwv' } }));
    await post(buildSubmission());
    expect(log.lines.map(({ fields }) => fields.review)).toEqual([
      ['honeypot', 'too_fast'],
      ['honeypot'],
      undefined,
    ]);
    expect((await send('/readyz')).body.marked).toEqual({
      honeypot: 2,
      too_fast: 1,
      no_challenge: 0,
      bad_challenge: 0,
    });
    expect(JSON.stringify(log.lines)).not.toContain('Qzyxwv');
  });

  it('keeps its marks when it comes again without reasons for them, and a clean one stays clean', async () => {
    const { post, delivered, store } = open();
    const submission = buildSubmission({}, { startedAt: at(0), submittedAt: at(0) });
    const first = await post({ ...submission, challenge: { hp: 'x' } });
    const again = await post({ ...submission, challenge: { hp: '' } });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect((await delivered())?.review).toEqual(['honeypot', 'too_fast']);

    const clean = buildSubmission({ email: 'another@example.com' });
    await post(clean);
    expect((await post({ ...clean, challenge: { hp: 'x' } })).status).toBe(202);
    expect((await delivered())?.review).toBeUndefined();
    expect(await store.counts()).toMatchObject({ leased: 2 });
  });

  it('with other content under its id is refused as ever', async () => {
    const { post } = open();
    const submission = buildSubmission({}, suspicious);
    await post(submission);
    const other = buildSubmission({ city: 'Boulder' }, { ...suspicious, id: submission.id });
    expect((await post(other)).body.type).toMatch(/\/id-reused$/);
  });
});
