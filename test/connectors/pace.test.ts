import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace, type Pace } from '../../src/connectors/pace.ts';

// The pace waits by timers, so time is what the test says it is.
beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const start = 1_000_000;
const never = new AbortController().signal;

/** A call that is over at once. */
const turn = (pace: Pace, signal = never) => pace.run(signal, async () => {});

/** Asks for so many turns at once; gives when each came, in milliseconds from the beginning. */
function ask(pace: Pace, turns: number): number[] {
  const times: number[] = [];
  for (let asked = 0; asked < turns; asked += 1) {
    void turn(pace).then(() => times.push(Date.now() - start));
  }
  return times;
}

describe('a pace', () => {
  it('lets as many go at once as in a second, then one after the other', async () => {
    const times = ask(createPace({ perSecond: 4 }), 8);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(times).toEqual([0, 0, 0, 0, 250, 500, 750, 1_000]);
  });

  it('keeps to its measure in the long run', async () => {
    const times = ask(createPace({ perSecond: 10, burst: 1 }), 40);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(times).toEqual(Array.from({ length: 40 }, (_, turn) => turn * 100));
  });

  it('has its burst again after a rest, and no more than that', async () => {
    const pace = createPace({ perSecond: 10, burst: 3 });
    ask(pace, 3);
    await vi.advanceTimersByTimeAsync(3_600_000);
    const times = ask(pace, 6);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(times.map((time) => time - 3_600_000)).toEqual([0, 0, 0, 100, 200, 300]);
  });

  it('gives a delivery back that would wait for more than five seconds', async () => {
    const one = createPace({ perSecond: 0.1 });
    await turn(one);
    await expect(turn(one)).rejects.toMatchObject({
      kind: 'retry',
      uncertain: false,
      retryAfterMs: 10_000,
      message: 'the site asks for a rest',
    });
    const pace = createPace({ perSecond: 100 });
    pace.space(5_001);
    await expect(turn(pace)).rejects.toMatchObject({ retryAfterMs: 5_001 });
  });

  it('lets nobody wait who has been told to stop', async () => {
    const pace = createPace({ perSecond: 1, burst: 1 });
    await turn(pace);
    const attempt = new AbortController();
    const waiting = expect(turn(pace, attempt.signal)).rejects.toThrow('stop');
    await vi.advanceTimersByTimeAsync(500);
    attempt.abort(new Error('stop'));
    await waiting;
    await expect(turn(pace, attempt.signal)).rejects.toThrow('stop');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('how many calls are under way at one time', () => {
  it('is limited; the next begins when one ends, well or badly, in the order in which they came', async () => {
    const pace = createPace({ perSecond: 1_000, concurrency: 2 });
    const began: number[] = [];
    const ends: ((error?: Error) => void)[] = [];
    const calls = [0, 1, 2, 3].map((call) =>
      pace
        .run(never, () => {
          began.push(call);
          return new Promise<void>((resolve, reject) => {
            ends[call] = (error) => (error ? reject(error) : resolve());
          });
        })
        .catch((error: Error) => error.message),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(began).toEqual([0, 1]);
    ends[1]?.(new Error('broken'));
    await vi.advanceTimersByTimeAsync(1);
    expect(began).toEqual([0, 1, 2]);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(began).toEqual([0, 1, 2, 3]);
    ends[2]?.();
    ends[3]?.();
    expect(await Promise.all(calls)).toEqual([undefined, 'broken', undefined, undefined]);
  });

  it('keeps nobody waiting who has been told to stop, nor his place', async () => {
    const pace = createPace({ perSecond: 1_000, concurrency: 1 });
    let end = () => {};
    const first = pace.run(
      never,
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    await vi.advanceTimersByTimeAsync(1);
    const attempt = new AbortController();
    const outcome = turn(pace, attempt.signal).catch((error: Error) => error.message);
    const third = ask(pace, 1);
    attempt.abort(new Error('stop'));
    expect(await outcome).toBe('stop');
    end();
    await first;
    await vi.advanceTimersByTimeAsync(1);
    expect(third).toHaveLength(1);
    const free = ask(pace, 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(free).toHaveLength(1);
  });
});

describe('a site that asks for time between calls', () => {
  it('gets it before the next call, and between all that follow', async () => {
    const pace = createPace({ perSecond: 1_000 });
    pace.space(300);
    const times = ask(pace, 4);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([300, 600, 900, 1_200]);
  });

  it('gets less as soon as it asks for less, and none when it asks for none', async () => {
    const pace = createPace({ perSecond: 1_000 });
    pace.space(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    pace.space(0);
    const times = ask(pace, 3);
    await vi.advanceTimersByTimeAsync(10);
    expect(times).toEqual([1_000, 1_000, 1_000]);
  });

  it('gets the longer wait where it asked for two', async () => {
    const pace = createPace({ perSecond: 1_000 });
    pace.space(2_000);
    pace.space(100);
    const times = ask(pace, 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(times).toEqual([2_000, 2_100]);
  });

  it('is called at full pace again when it has said no more of it for a minute', async () => {
    const pace = createPace({ perSecond: 1_000 });
    pace.space(300);
    await vi.advanceTimersByTimeAsync(60_299);
    await turn(pace);
    const spaced = ask(pace, 1);
    await vi.advanceTimersByTimeAsync(301);
    expect(spaced).toEqual([60_599]);
    const free = ask(pace, 3);
    await vi.advanceTimersByTimeAsync(1);
    expect(free.map((time) => time - 60_600)).toEqual([0, 0, 0]);
  });
});
