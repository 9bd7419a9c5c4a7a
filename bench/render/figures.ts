import { round } from '../round.ts';
import { type Candidate, candidates, ours, peers, plainHtml } from './candidates.ts';
import type { Opening, Typing } from './measure.ts';

/** What was measured of every candidate, taken in turns. */
export type Samples = ReadonlyMap<Candidate, readonly (Opening | Typing)[]>;

type Metric = keyof Opening | keyof Typing;

const metrics: readonly Metric[] = [
  'interactive_ms',
  'first_contentful_paint_ms',
  'input_delay_ms',
  'script_per_keystroke_ms',
  'errors_painted_ms',
  'main_thread_ms',
  'js_heap_mb',
  'dom_nodes',
];

/** How ours stands against the others, by medians; then the medians of all, each with half its interquartile range. */
export function figuresOf(samples: Samples): Record<string, number> {
  const values = (candidate: Candidate, metric: Metric) =>
    (samples.get(candidate) ?? []).flatMap((sample) => (sample as Partial<Opening & Typing>)[metric] ?? []);
  const middle = (candidate: Candidate, metric: Metric) => median(values(candidate, metric));
  const bestPeer = (metric: Metric) => Math.min(...peers.map((peer) => middle(peer, metric)));
  const ratio = (metric: Metric, to: number) => round(middle(ours, metric) / to, 3);
  const behind = metrics.flatMap((metric) =>
    candidates.flatMap((candidate) => {
      const name = `${candidate.name.replaceAll('-', '_')}_${metric}`;
      const spread = halfInterquartileRange(values(candidate, metric));
      return [
        [name, round(middle(candidate, metric), 2)],
        [`${name}_half_iqr`, round(spread, 2)],
      ];
    }),
  );
  return {
    interactive_ratio_to_plain_html: ratio('interactive_ms', middle(plainHtml, 'interactive_ms')),
    interactive_ratio_to_best_peer: ratio('interactive_ms', bestPeer('interactive_ms')),
    script_per_keystroke_ms: round(middle(ours, 'script_per_keystroke_ms'), 2),
    errors_painted_ratio_to_best_peer: ratio('errors_painted_ms', bestPeer('errors_painted_ms')),
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
