import { describe, expect, it } from 'vitest';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { brokenStore, openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { samples } from '../support/uploads.ts';

/** A word that stands in every answer, so that one search finds any of them. */
const mark = 'Qzyxwv';

const person = () =>
  buildSubmission(
    {
      first_name: mark,
      last_name: `${mark}-Daniels`,
      email: `${mark}@example.com`,
      street: `1 ${mark} St`,
      city: mark,
    },
    {
      attribution: { application_source: mark, referrer: `https://${mark}.example.com/` },
      timeZone: `America/${mark}`,
    },
  );

/** Everything that is written somewhere, in one string. */
const written = (...parts: unknown[]) => JSON.stringify(parts).toLowerCase();

describe('what a person typed', () => {
  it('is in no log line and no answer when all goes well', async () => {
    const { post, send, log } = openServer();
    const submission = person();
    const answers = [
      await post(submission),
      await post(submission),
      await post(buildSubmission({ first_name: `${mark}a` }, { id: submission.id })),
      await send(`/v1/applications/${submission.id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 422, 200]);
    expect(log.lines.length).toBeGreaterThan(0);
    expect(written(log.lines, answers)).not.toContain(mark.toLowerCase());
  });

  it('is in no log line and no problem when it is refused', async () => {
    const { post, log } = openServer({ maxBodyBytes: 20_000 });
    const bad = person();
    const broken = Object.fromEntries(Object.keys(bad.answers).map((key) => [key, `${mark}\0;'"`]));
    const answers = [
      await post({ ...bad, answers: broken }),
      await post({ ...bad, id: mark, form: mark, formVersion: mark, language: mark, startedAt: mark }),
      await post({ ...bad, consents: [{ document: mark, granted: mark, language: mark, at: mark }] }),
      await post(bad, { 'idempotency-key': mark }),
      await post(JSON.stringify(bad).slice(0, -2)),
      await post(JSON.stringify(bad), { 'content-type': 'text/plain' }),
      await post(JSON.stringify(bad).padEnd(30_000)),
      // The origin is the page's, and the operator has to see it.
      await post(bad, { origin: 'https://elsewhere.example.net' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 400, 415, 413, 403]);
    expect(written(log.lines, answers)).not.toContain(mark.toLowerCase());
  });

  it('is in no log line and no problem when storage fails', async () => {
    const store = createSqliteStore({ directory: temporaryFolder() });
    const { post, log } = openServer({ store });
    await store.close();
    const answer = await post(person());
    expect(answer.status).toBe(503);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { problem: 'storage-unavailable' } }]);
    expect(written(log.lines, answer)).not.toContain(mark.toLowerCase());
  });

  it('is in no log line and no problem for files, in their names as in their contents', async () => {
    const { apply, upload, log } = openServer();
    const id = await apply();
    const good = { name: `${mark}.pdf`, content: samples.pdf(mark) };
    const bad = { name: `${mark}.html`, content: new TextEncoder().encode(mark) };
    const stored = await upload(id, [good]);
    expect(stored.status).toBe(202);
    const broken = openServer({ store: await brokenStore() });
    const answers = [
      await upload(id, [good, bad]),
      await upload(id, `${mark}`),
      await upload(id, [good], { 'content-type': `text/${mark}` }),
      await upload(id, [good], { 'content-type': `multipart/form-data; boundary=${mark}` }),
      await broken.upload(id, [good]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 400, 415, 400, 503]);
    // The sender alone is told under which name a file is kept.
    expect(written(log.lines, broken.log.lines, answers)).not.toContain(mark.toLowerCase());
  });

  it('is in no log line and no problem when something unforeseen happens', async () => {
    const { post, log } = openServer({
      onAccepted: () => {
        throw new Error(`cannot handle ${mark}`);
      },
    });
    const answer = await post(person());
    expect(answer).toMatchObject({ status: 500, body: { status: 500 } });
    expect(log.lines.at(-1)).toMatchObject({
      level: 'error',
      fields: { problem: 'internal-error', cause: 'Error' },
    });
    expect(written(log.lines, answer)).not.toContain(mark.toLowerCase());
  });
});
