import { describe, expect, it, onTestFinished } from 'vitest';
import { startRetention } from '../../src/queue/retention.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { fileOf } from '../contracts/store-files.ts';
import { collectLog } from '../support/collect-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { failure, openWorker } from '../support/worker.ts';

const day = 86_400_000;

/** A store with an application that has some files, delivered or not. */
async function openWithFiles(count: number, delivered: boolean) {
  const store = createSqliteStore({ directory: temporaryFolder() });
  onTestFinished(() => store.close());
  const { add, tick, clock } = openWorker(() => ({ id: '1' }), { store });
  const id = await add();
  const files = Array.from({ length: count }, (_, index) => fileOf(`${index}`));
  const limits = { maxFiles: count, maxTotalBytes: 9_999, now: clock.now };
  const added = await store.addFiles(id, files, limits);
  if (delivered) await tick();
  const kept = async () => {
    const contents = await Promise.all(added.files.map((file) => store.readFile(file.id)));
    return contents.filter((content) => content !== undefined).length;
  };
  return { store, clock, kept };
}

describe('the contents of files', () => {
  it('that are delivered are deleted after thirty days, all of them', async () => {
    const { store, clock, kept } = await openWithFiles(45, true);
    const log = collectLog();
    const sweepOnce = async () => {
      const { first, stop } = startRetention({ store, now: () => clock.now, log });
      await first;
      stop();
    };
    clock.now += 30 * day;
    await sweepOnce();
    expect(await kept()).toBe(45);
    expect(log.lines).toEqual([]);
    clock.now += 1;
    await sweepOnce();
    expect(await kept()).toBe(0);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { files: 45 } }]);
  });

  it('that are not delivered stay', async () => {
    const { store, clock, kept } = await openWithFiles(1, false);
    const { first, stop } = startRetention({ store, now: () => clock.now + 365 * day });
    await first;
    stop();
    expect(await kept()).toBe(1);
  });

  it('that come of age are deleted while the process runs, also after the store has failed once', async () => {
    const { store, clock, kept } = await openWithFiles(1, true);
    const log = collectLog();
    let calls = 0;
    const { stop } = startRetention({
      store: {
        ...store,
        deleteFileContents: async (options) => {
          calls += 1;
          if (calls === 1) throw new TypeError('Craig');
          return store.deleteFileContents(options);
        },
      },
      keepFilesMs: day,
      everyMs: 5,
      now: () => clock.now,
      log,
    });
    onTestFinished(stop);
    await until(() => calls >= 2);
    expect(await kept()).toBe(1);
    clock.now += day + 1;
    await until(async () => (await kept()) === 0);
    expect(log.lines[0]).toMatchObject({ level: 'error', fields: { error: 'TypeError' } });
    expect(JSON.stringify(log.lines)).not.toContain('Craig');
  });
});

describe('an application that was given up', () => {
  /** One in attention, in a store with a clock that a test sets. */
  async function giveUp() {
    const clock = { now: 1_000_000 };
    const now = () => clock.now;
    const store = createSqliteStore({ directory: temporaryFolder(), now });
    onTestFinished(() => store.close());
    const refuse = () => {
      throw failure('rejected');
    };
    const { add, tick, stateOf } = openWorker(refuse, { store, now });
    const id = await add(null, clock.now);
    await tick();
    expect(await stateOf(id)).toMatchObject({ state: 'attention' });
    return { store, clock, now, isThere: async () => (await stateOf(id))?.lastError !== 'erased' };
  }

  /** The same with a retention that looks all the time, and a stopwatch. */
  async function startLooking() {
    const { store, clock, now, isThere } = await giveUp();
    const log = collectLog();
    let elapsed = 0;
    let looks = 0;
    const deleteFileContents = async () => {
      looks += 1;
      return 0;
    };
    const retention = startRetention({
      store: { ...store, deleteFileContents },
      everyMs: 5,
      now,
      elapsed: () => elapsed,
      log,
    });
    onTestFinished(retention.stop);
    await retention.first;
    return {
      log,
      isThere,
      /** Lets time go by, the clock perhaps leap besides, and what is kept be looked at. */
      async pass(ms: number, { leap = 0 } = {}) {
        elapsed += ms;
        clock.now += ms + leap;
        const seen = looks;
        await until(() => looks >= seen + 3);
      },
    };
  }

  it('is erased half a year after it first needed attention', async () => {
    const { log, pass, isThere } = await startLooking();
    await pass(179 * day);
    expect(await isThere()).toBe(true);
    await pass(2 * day);
    expect(await isThere()).toBe(false);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { applications: 1 } }]);
  });

  it('outlasts a clock that leaps, for a day in which somebody may set it right', async () => {
    const { log, pass, isThere } = await startLooking();
    await pass(day / 24, { leap: 200 * day });
    expect(await isThere()).toBe(true);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { gainedMs: 200 * day } }]);
    await pass((day / 24) * 23);
    expect(await isThere()).toBe(true);
    await pass((day / 24) * 2);
    expect(await isThere()).toBe(false);
  });

  it('outlasts the first look of a process, whose clock may not be set yet', async () => {
    const { store, clock, isThere } = await giveUp();
    const { first, stop } = startRetention({ store, now: () => clock.now + 400 * day });
    await first;
    stop();
    expect(await isThere()).toBe(true);
  });
});
