import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { builds } from './broken-builds.ts';

const command = new URL('./simulate.ts', import.meta.url).pathname;

/** Runs the command with time for itself: it is given to worlds of its own there. */
function simulate(...args: string[]): Promise<{ readonly code: number; readonly lines: string[] }> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 100_000_000 };
    execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
      if (stderr !== '') reject(new Error(stderr));
      else resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') });
    });
  });
}

const countsIn = (lines: readonly string[]) => JSON.parse(lines.at(-1) ?? '') as Record<string, number>;

describe('the simulation', { timeout: 300_000 }, () => {
  it('finds nothing lost, doubled or untrue of the proxy as it is', async () => {
    const { code, lines } = await simulate('--seeds', '100', '--json');
    expect(countsIn(lines), lines.join('\n')).toMatchObject({
      seeds: 100,
      lost: 0,
      duplicated: 0,
      untruthful: 0,
    });
    expect(countsIn(lines).acknowledged).toBeGreaterThan(200);
    expect(code).toBe(0);
  });

  const broken = Object.keys(builds).filter((name) => name !== 'real');
  it.each(broken)('catches a proxy with %s within 200 seeds', async (build) => {
    const { code, lines } = await simulate('--seeds', '200', '--build', build, '--bail', '--json');
    const { lost = 0, duplicated = 0, untruthful = 0 } = countsIn(lines);
    expect(lost + duplicated + untruthful).toBeGreaterThan(0);
    expect(code).toBe(1);
  });

  it('replays a seed to the letter, by the command that it names where one fails', async () => {
    const { lines } = await simulate('--seeds', '200', '--build', 'no-look-up', '--bail', '--json');
    const replay = lines.find((line) => line.includes('--trace'))?.match(/--seed .*/)?.[0] ?? '';
    const [first, second] = [await simulate(...replay.split(' ')), await simulate(...replay.split(' '))];
    expect(first.lines.length).toBeGreaterThan(100);
    expect(second.lines).toEqual(first.lines);
    expect(lines).toContain(first.lines.find((line) => /^seed \d+: /.test(line)));
  });
});
