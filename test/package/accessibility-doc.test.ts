import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const report = read('docs/accessibility.md');

/** Every criterion of WCAG 2.2 at levels A and AA. */
const criteria = {
  A: [
    ...['1.1.1', '1.2.1', '1.2.2', '1.2.3', '1.3.1', '1.3.2', '1.3.3', '1.4.1', '1.4.2'],
    ...['2.1.1', '2.1.2', '2.1.4', '2.2.1', '2.2.2', '2.3.1', '2.4.1', '2.4.2', '2.4.3', '2.4.4'],
    ...['2.5.1', '2.5.2', '2.5.3', '2.5.4'],
    ...['3.1.1', '3.2.1', '3.2.2', '3.2.6', '3.3.1', '3.3.2', '3.3.7', '4.1.2'],
  ],
  AA: [
    ...[
      '1.2.4',
      '1.2.5',
      '1.3.4',
      '1.3.5',
      '1.4.3',
      '1.4.4',
      '1.4.5',
      '1.4.10',
      '1.4.11',
      '1.4.12',
      '1.4.13',
    ],
    ...['2.4.5', '2.4.6', '2.4.7', '2.4.11', '2.5.7', '2.5.8'],
    ...['3.1.2', '3.2.3', '3.2.4', '3.3.3', '3.3.4', '3.3.8', '4.1.3'],
  ],
};

const rows = report
  .split('\n')
  .map((line) => /^\| (\d\.\d\.\d+) .+ \((A+)\) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, number = '', level = '', state = '', how = '', shown = '']) => ({
    number,
    level,
    state,
    how,
    shown,
  }));

describe('the report on accessibility', () => {
  it.each(['A', 'AA'] as const)('speaks of each criterion of level %s once', (level) => {
    const spokenOf = rows.filter((row) => row.level === level).map(({ number }) => number);
    expect(spokenOf.toSorted()).toEqual(criteria[level].toSorted());
  });

  it('says how each one stands, and names a test wherever there is something to show', () => {
    for (const { number, state, shown } of rows) {
      expect(['supported', 'not applicable', "the page's"], number).toContain(state);
      expect(shown.includes('`test/'), number).toBe(state !== 'not applicable');
    }
  });

  it('names only tests that there are, by the names that they have', () => {
    const named = [...report.matchAll(/`(test\/[^`]+?\.ts)`(?: “([^”]+)”)?/g)];
    expect(named.length).toBeGreaterThan(55);
    for (const [, file = '', title] of named) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
      if (title) expect(read(file), file).toContain(title);
    }
  });

  it('says what has not been tried, and is to be found from the README', () => {
    expect(report).toMatch(/\*\*Not covered\*\*: no run with a real screen reader/);
    expect(read('README.md')).toContain('](docs/accessibility.md)');
  });
});
