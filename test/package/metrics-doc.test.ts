import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog, type Measure } from '../../src/observability/catalog.ts';

const measures: readonly Measure[] = Object.values(catalog);

/** A line of the table of metrics, as the catalog has it. */
function row({ name, type, labels, help }: Measure): string {
  const named = Object.keys(labels).map((label) => `\`${label}\``);
  const what = help.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
  return `| \`${name}\` | ${type} | ${named.join(', ')} | ${what} |`;
}

describe('the README', () => {
  it('has every metric in its table, with type, labels and meaning', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme.split('\n').filter((line) => line.startsWith('| `applicant_intake_'))).toEqual(
      measures.map(row),
    );
  });
});

describe('the names of metrics', () => {
  it.each(measures)('follow the practice of Prometheus: $name', (measure) => {
    const { name, type, labels, buckets } = measure;
    expect(name).toMatch(/^applicant_intake_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(buckets?.toSorted((a, b) => a - b)).toEqual(buckets);
    // Ids and what people type would be time series without end.
    expect(Object.keys(labels).join(' ')).not.toMatch(/\bid\b|email|reference|address|path/);
  });
});
