import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the benchmark of endurance delivers once what was acknowledged, and tells what the process held', async () => {
  const command = ['bench/run.ts', 'endurance', '--minutes=0.1', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(Object.keys(figures)).toEqual([
    ...['minutes', 'peak_per_s', 'load_per_s', 'faults', 'acknowledged', 'lost', 'duplicated'],
    ...['rss_mb', 'rss_growth', 'descriptors', 'descriptors_growth'],
  ]);
  expect(figures).toMatchObject({ minutes: 0.1, lost: 0, duplicated: 0 });
  expect(figures.acknowledged).toBeGreaterThan(10);
  expect(figures.faults).toBeGreaterThan(0);
}, 400_000);
