import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { altcha, encoded, solve } from '../support/altcha.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const later = Number.MAX_SAFE_INTEGER;

let people = 0;

/** An application of somebody else each time: those of one person are delivered in turn. */
function person(answers: object = {}, envelope: Record<string, unknown> = {}) {
  people += 1;
  return buildSubmission({ email: `driver.${people}@example.com`, ...answers }, envelope);
}

const page = { origin: 'http://apply.example.com' };

function open(directory = temporaryFolder()) {
  const store = createSqliteStore({ directory });
  onTestFinished(() => store.close().catch(() => {}));
  const clock = { ms: 0 };
  const now = () => Date.now() + clock.ms;
  const server = openServer({ store, altcha, now });
  const issue = async () => (await server.send('/v1/challenge')).body;
  return {
    ...server,
    clock,
    issue,
    solution: async () => solve(await issue()),
    /** Sends a submission with a solution, from a page unless headers say otherwise; gives its marks. */
    async marks(solution: unknown, submission = person(), headers: Record<string, string> = page) {
      const challenge = solution === undefined ? {} : { challenge: { altcha: solution } };
      const { status } = await server.post({ ...submission, ...challenge }, headers);
      expect(status).toBe(202);
      const options = { destination: 'b2c-service', limit: 99, now: later, until: later };
      const leased = await store.lease(options);
      for (const delivery of leased) await store.release(delivery);
      return leased.find((delivery) => delivery.submission.id === submission.id)?.submission.review;
    },
  };
}

describe('GET /v1/challenge', () => {
  it('gives a challenge that nobody else can make and no cache may keep', async () => {
    const { send } = open();
    const { status, headers, body } = await send('/v1/challenge');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      parameters: {
        algorithm: 'PBKDF2/SHA-256',
        cost: 1,
        expiresAt: expect.any(Number),
        keyLength: 32,
        keyPrefix: expect.stringMatching(/^[\da-f]{32}$/),
        nonce: expect.stringMatching(/^[\da-f]{32}$/),
        salt: expect.stringMatching(/^[\da-f]{32}$/),
      },
      signature: expect.stringMatching(/^[\da-f]{64}$/),
    });
    const minutes = (body.parameters.expiresAt * 1000 - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(9.9);
    expect(minutes).toBeLessThanOrEqual(10);
    expect((await send('/v1/challenge')).body.parameters.nonce).not.toBe(body.parameters.nonce);
  });

  it('is for the pages that may send applications', async () => {
    const origins = ['https://www.example.com'];
    const { send } = openServer({ altcha, origins });
    const from = (origin: string, method = 'GET') => send('/v1/challenge', { method, headers: { origin } });
    const allowed = await from('https://www.example.com');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.example.com');
    expect(allowed.headers.get('vary')).toMatch(/Origin/);
    expect((await from('https://elsewhere.example.net')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from('https://www.example.com', 'OPTIONS')).status).toBe(204);
    expect((await from('https://www.example.com', 'POST')).status).toBe(405);
  });

  it('is limited by address, apart from applications', async () => {
    const { send, post } = openServer({ altcha, rateLimit: { burst: 2, perMinute: 1 } });
    const info = { address: '192.0.2.7' };
    const ask = async () => (await send('/v1/challenge', {}, info)).status;
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
    expect((await send('/v1/challenge', {}, { address: '192.0.2.8' })).status).toBe(200);
    expect((await post(person(), {}, info)).status).toBe(202);
  });

  it('is not there unless it is switched on', async () => {
    expect((await openServer().send('/v1/challenge')).status).toBe(404);
  });
});

describe('an application from a page', () => {
  it('with a solution is not marked', async () => {
    const { marks, solution } = open();
    expect(await marks(await solution())).toBeUndefined();
  });

  it.each([undefined, ''])('without one is marked: %j', async (nothing) => {
    expect(await open().marks(nothing)).toEqual(['no_challenge']);
  });

  it('with one for which somebody else made the challenge is marked', async () => {
    const made = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 1,
      counter: 1,
      deriveKey,
      expiresAt: new Date(Date.now() + 600_000),
      hmacSignatureSecret: 'another secret',
    });
    expect(await open().marks(await solve(made))).toEqual(['bad_challenge']);
  });

  it('with one that is wrong is marked', async () => {
    const { marks, issue } = open();
    const challenge = await issue();
    const { solution } = JSON.parse(atob(await solve(challenge)));
    const wrong = [
      { ...solution, counter: solution.counter + 1 },
      { ...solution, counter: 2 ** 32 },
      { ...solution, counter: -1 },
      { ...solution, derivedKey: '00'.repeat(32) },
      { ...solution, derivedKey: challenge.parameters.keyPrefix },
    ];
    for (const each of wrong) expect(await marks(encoded(challenge, each))).toEqual(['bad_challenge']);
  });

  it('with one for an easier challenge than was given is marked', async () => {
    const { marks, issue } = open();
    const { parameters, signature } = await issue();
    const { expiresAt: _, ...endless } = parameters;
    const easier = [
      { ...parameters, keyPrefix: '00' },
      { ...parameters, expiresAt: parameters.expiresAt + 3_600 },
      { ...parameters, cost: 2 },
      { ...parameters, algorithm: 'SHA-256' },
      { ...parameters, nonce: `${parameters.nonce}00` },
      endless,
    ];
    for (const each of easier) {
      const changed = encoded({ parameters: each, signature }, { counter: 1, derivedKey: '00'.repeat(32) });
      expect(await marks(changed)).toEqual(['bad_challenge']);
    }
  });

  it.each(['x', '%%%', 'null', btoa('null'), btoa('{}'), 'x'.repeat(100_000), '\u0000', '🚚'])(
    'with something else in its place is marked: %#',
    async (text) => {
      expect(await open().marks(text)).toEqual(['bad_challenge']);
    },
  );

  it('with one that comes too late is marked', async () => {
    const { marks, issue, clock } = open();
    const challenge = await issue();
    clock.ms = 599_000 - (Date.now() % 1000);
    expect(await marks(await solve(challenge))).toBeUndefined();
    const late = await issue();
    clock.ms += 601_000;
    expect(await marks(await solve(late))).toEqual(['bad_challenge']);
  });

  it('with one that was used for another application is marked, also long after', async () => {
    const { marks, solution, clock } = open();
    const once = await solution();
    expect(await marks(once)).toBeUndefined();
    expect(await marks(once)).toEqual(['bad_challenge']);
    clock.ms = 598_000;
    expect(await marks(once)).toEqual(['bad_challenge']);
    clock.ms = 700_000;
    expect(await marks(once)).toEqual(['bad_challenge']);
  });

  it('one of many that come at the same time with the same solution is not marked, and all others are', async () => {
    const { post, solution, store } = open();
    const challenge = { altcha: await solution() };
    await Promise.all(Array.from({ length: 30 }, () => post(person({}, { challenge }), page)));
    const options = { destination: 'b2c-service', limit: 99, now: later, until: later };
    const marks = (await store.lease(options)).map(({ submission }) => submission.review?.join() ?? 'none');
    expect(marks.toSorted()).toEqual([...Array(29).fill('bad_challenge'), 'none']);
  });

  it('that comes again gets the same answer and keeps its marks, whatever solution it brings', async () => {
    const { marks, post, solution } = open();
    const submission = person();
    const first = await solution();
    expect(await marks(first, submission)).toBeUndefined();
    const answers = [
      await post({ ...submission, challenge: { altcha: first } }, page),
      await post({ ...submission, challenge: { altcha: await solution() } }, page),
      await post({ ...submission, challenge: { altcha: 'rubbish' } }, page),
      await post(submission, page),
    ];
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.reference}`)).size).toBe(1);
    expect(await marks(first, submission)).toBeUndefined();

    const suspect = person();
    expect(await marks(undefined, suspect)).toEqual(['no_challenge']);
    expect(await marks(await solution(), suspect)).toEqual(['no_challenge']);
  });

  it('that is refused has not used up its solution', async () => {
    const { marks, post, solution } = open();
    const challenge = { altcha: await solution() };
    const submission = person({ email: 'nobody' }, { challenge });
    expect((await post(submission, page)).status).toBe(422);
    expect(await marks(challenge.altcha)).toBeUndefined();
  });
});

describe('an application from another server', () => {
  it('needs no solution, and one that it passes on is looked at', async () => {
    const { marks, solution } = open();
    expect(await marks(undefined, person(), {})).toBeUndefined();
    expect(await marks('rubbish', person(), {})).toEqual(['bad_challenge']);
    expect(await marks(await solution(), person(), {})).toBeUndefined();
  });
});

describe('a restart', () => {
  it('forgets no solution that was used, and takes those that were not', async () => {
    const directory = temporaryFolder();
    const before = open(directory);
    const [used, unused] = [await before.solution(), await before.solution()];
    const submission = person();
    expect(await before.marks(used, submission)).toBeUndefined();
    await before.store.close();

    const after = open(directory);
    expect(await after.marks(used, submission)).toBeUndefined();
    expect(await after.marks(used)).toEqual(['bad_challenge']);
    expect(await after.marks(unused)).toBeUndefined();
  });
});

describe('the secret and the solutions', () => {
  it('are in no log and no answer', async () => {
    const { marks, solution, send, post, log } = open();
    const once = await solution();
    await marks(once);
    await marks(once);
    const answers = [await send('/v1/challenge'), await send('/readyz'), await post(person(), page)];
    const written = JSON.stringify([log.lines, answers]);
    expect(written).not.toContain(altcha.secret);
    expect(written).not.toContain(once);
    expect(written).not.toContain(JSON.parse(atob(once)).solution.derivedKey);
    expect(log.lines.map(({ fields }) => fields.review)).toEqual([
      undefined,
      ['bad_challenge'],
      ['no_challenge'],
    ]);
  });
});
