import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { endurance } from '../../bench/endurance.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = { minutes: 10, lost: 0, duplicated: 0, rss_growth: 0.2, descriptors_growth: 0 };

describe('the benchmark of endurance', () => {
  it('delivers once what was acknowledged, and tells what the process held', async () => {
    const command = ['bench/run.ts', 'endurance', '--minutes=0.1', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
    const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(Object.keys(figures)).toEqual([
      ...['minutes', 'seed', 'peak_per_s', 'load_per_s', 'faults', 'acknowledged', 'lost', 'duplicated'],
      ...['rss_mb', 'rss_growth', 'descriptors', 'descriptors_growth'],
    ]);
    expect(figures, `seed ${figures.seed}`).toMatchObject({ minutes: 0.1, lost: 0, duplicated: 0 });
    expect(figures.acknowledged).toBeGreaterThan(10);
    expect(figures.rss_mb).toBeGreaterThan(0);
    expect(figures.descriptors).toBeGreaterThan(0);
  }, 400_000);

  it('has no complaint of a proxy that keeps every promise', () => {
    expect(endurance.broken?.(kept)).toEqual([]);
  });

  it.each([
    [{ lost: 2 }, '2 acknowledged applications were not delivered'],
    [{ duplicated: 1 }, '1 incidents are one too many'],
    [{ rss_growth: 0.21 }, 'the memory has grown by 0.21'],
    [{ descriptors_growth: 3 }, '3 descriptors are still open'],
  ])('names the promise that %j breaks', (figures, sentence) => {
    expect(endurance.broken?.({ ...kept, ...figures })).toEqual([sentence]);
  });
});
