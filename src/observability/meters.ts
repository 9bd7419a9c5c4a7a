import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { catalog, type Measure } from './catalog.ts';

type Catalog = typeof catalog;
type LabelOf<M extends Measure> = Extract<keyof M['labels'], string>;
type MeterOf<M extends Measure> = M['type'] extends 'counter'
  ? Counter<LabelOf<M>>
  : M['type'] extends 'gauge'
    ? Gauge<LabelOf<M>>
    : Histogram<LabelOf<M>>;

/** What counts and measures, one for each line of the catalog. */
export type Meters = { readonly [K in keyof Catalog]: MeterOf<Catalog[K]> };

/** Makes the meters of the catalog, and lists them in a registry of a proxy's own. */
export function createMeters(registry: Registry): Meters {
  const meters = Object.entries(catalog).map(([key, measure]) => [key, meterFor(measure, registry)]);
  return Object.fromEntries(meters) as Meters;
}

function meterFor({ name, type, help, labels, buckets = [] }: Measure, registry: Registry) {
  const options = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  if (type === 'counter') return new Counter(options);
  return type === 'gauge' ? new Gauge(options) : new Histogram({ ...options, buckets: [...buckets] });
}

/**
 * Begins counters at 0 for every combination of their labels, those that are open included with the values `known`:
 * what happens for the first time shall be seen to have grown.
 */
export function beginAtZero(meters: Meters, known: Readonly<Record<string, readonly string[]>>): void {
  for (const [key, { type, labels }] of Object.entries(catalog) as [keyof Catalog, Measure][]) {
    if (type !== 'counter') continue;
    const sets = Object.entries(labels).map(([label, values]) => {
      return (values === 'any' ? (known[label] ?? []) : values).map((value) => ({ [label]: value }));
    });
    const combinations = sets.reduce<Record<string, string>[]>(
      (all, set) => all.flatMap((one) => set.map((label) => ({ ...one, ...label }))),
      [{}],
    );
    for (const combination of combinations) (meters[key] as Counter).inc(combination, 0);
  }
}
