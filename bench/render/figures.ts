import { type Candidate, candidates, ours, peers, plainHtml } from './candidates.ts';
import type { Sample } from './measure.ts';

/** The samples of every candidate, taken in turns. */
export type Samples = ReadonlyMap<Candidate, readonly Sample[]>;

/** How ours stands against the others, by medians; then the medians of all, each with half its interquartile range. */
export function figuresOf(samples: Samples): Record<string, number> {
  const values = (candidate: Candidate, metric: keyof Sample) =>
    (samples.get(candidate) ?? []).map((sample) => sample[metric]);
  const middle = (candidate: Candidate, metric: keyof Sample) => median(values(candidate, metric));
  const bestPeer = (metric: keyof Sample) => Math.min(...peers.map((peer) => middle(peer, metric)));
  const metrics = Object.keys(samples.get(ours)?.[0] ?? {}) as (keyof Sample)[];
  const behind = metrics.flatMap((metric) =>
    candidates.flatMap((candidate) => {
      const name = `${candidate.name.replaceAll('-', '_')}_${metric}`;
      return [
        [name, round(middle(candidate, metric), 2)] as const,
        [`${name}_half_iqr`, round(halfInterquartileRange(values(candidate, metric)), 2)] as const,
      ];
    }),
  );
  const interactive = middle(ours, 'interactive_ms');
  return {
    interactive_ratio_to_plain_html: round(interactive / middle(plainHtml, 'interactive_ms'), 3),
    interactive_ratio_to_best_peer: round(interactive / bestPeer('interactive_ms'), 3),
    script_per_keystroke_ms: round(middle(ours, 'script_per_keystroke_ms'), 2),
    errors_painted_ratio_to_best_peer: round(
      middle(ours, 'errors_painted_ms') / bestPeer('errors_painted_ms'),
      3,
    ),
    runs: samples.get(ours)?.length ?? 0,
    ...Object.fromEntries(behind),
  };
}

/** The middle value, or the mean of the two in the middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

const halfInterquartileRange = (values: readonly number[]) =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / 2;

/** With linear interpolation between the two values beside it. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
