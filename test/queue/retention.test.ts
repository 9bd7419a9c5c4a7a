import { describe, expect, it, onTestFinished } from 'vitest';
import { startRetention } from '../../src/queue/retention.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { fileOf } from '../contracts/store-files.ts';
import { collectLog } from '../support/collect-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { openWorker } from '../support/worker.ts';

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
