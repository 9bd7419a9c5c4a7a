import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { destinationKinds } from '../../src/node/destinations/kinds.ts';
import { catalog, type Measure } from '../../src/observability/catalog.ts';
import { liveThrough, startObservedProxy } from '../support/observed-proxy.ts';
import { readPromql } from '../support/promql.ts';
import { runCommand } from '../support/proxy-process.ts';
import type { Scrape } from '../support/scrape.ts';

const root = new URL('../../', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, root), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

/** The rules, the example among them that stands there as a comment. */
function rulesIn(text: string): Rule[] {
  const [, example = ''] = /^ {6}#\n((?: {6}#.*\n)+)/m.exec(text) ?? [];
  const { groups } = parse(text.replace(example, example.replaceAll(/^ {6}# /gm, '      ')));
  return groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
}

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const rules = rulesIn(textOf('integrations/prometheus/alerts.yml'));
const dashboard = JSON.parse(textOf('integrations/grafana/applicant-intake.json'));
const panels: readonly Panel[] = dashboard.panels;
const targets = panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));

/** A query of the dashboard, with what Grafana puts in place of its own variables. */
const filled = (expr: string) => expr.replace(/\$__(rate_interval|range)/g, '5m');

/** Every expression, by where it stands. */
const expressions: [string, string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
  ...targets.map(({ title, expr }): [string, string] => [`panel ${title}`, filled(expr)]),
];

/** What Prometheus itself adds to each series. */
const targetLabels = ['instance', 'job'];

/** What is wrong with an expression, given what a proxy has told. */
function mistakesIn(expr: string, { samples }: Scrape): string[] {
  const { selectors, groupedBy } = readPromql(expr);
  const known = new Set(targetLabels);
  const mistakes: string[] = [];
  for (const { metric, matchers } of selectors) {
    const told = samples.filter(({ name }) => name === metric);
    if (told.length === 0) mistakes.push(`no proxy tells ${metric}`);
    for (const label of told.flatMap(({ labels }) => Object.keys(labels))) known.add(label);
    const measure = (Object.values(catalog) as readonly Measure[]).find(({ name }) => name === plain(metric));
    for (const { label, value } of matchers) {
      if (!known.has(label)) mistakes.push(`${metric} has no label ${label}`);
      const values = measure?.labels[label] ?? 'any';
      const unknown = values === 'any' ? [] : value.split('|').filter((each) => !values.includes(each));
      mistakes.push(...unknown.map((each) => `${metric} has no ${label} ${each}`));
    }
  }
  const foreign = groupedBy.filter((label) => !known.has(label));
  return [...mistakes, ...foreign.map((label) => `nothing has a label ${label}`)];
}

/** The name of a metric, without what a histogram adds to it. */
const plain = (name: string) => name.replace(/_(bucket|sum|count)$/, '');

describe('the alert rules and the dashboard', () => {
  it('ask for what a proxy tells, and for nothing else', async () => {
    const scraped = await liveThrough(await startObservedProxy());
    const mistakes = expressions.flatMap(([where, expr]) =>
      mistakesIn(expr, scraped).map((mistake) => `${where}: ${mistake}`),
    );
    expect(mistakes).toEqual([]);
    for (const [where, expr] of expressions) {
      expect(readPromql(expr).selectors.length, where).toBeGreaterThan(0);
    }
    expect(mistakesIn('sum by (town) (applicant_intake_deliveries{state="lost"})', scraped)).toHaveLength(2);
    expect(mistakesIn('applicant_intake_gone{a="b"}', scraped)).toHaveLength(2);
  });

  it('count what lies in a store once, however many processes tell of it', () => {
    for (const [where, expr] of expressions) {
      const whole = /applicant_intake_(deliveries|queue_depth|oldest_undelivered_age_seconds)\b/.exec(expr);
      if (whole) expect(expr.slice(0, whole.index), where).toMatch(/\bmax( by \([\w, ]+\) )?\($/);
    }
  });

  it('between them show everything that there is', () => {
    const asked = expressions.flatMap(([, expr]) => readPromql(expr).selectors.map(({ metric }) => metric));
    const names = new Set(asked.map(plain));
    for (const { name } of Object.values(catalog)) expect([...names]).toContain(name);
  });
});

describe('an expression that is wrong', () => {
  it.each(['sum(applicant_intake_info', 'sum by destination (up)', 'rate(up[5 minutes])', 'up{state=open}'])(
    'is seen to be none: %s',
    (expr) => expect(() => readPromql(expr)).toThrow(/not PromQL/),
  );
});

describe('every alert', () => {
  it('has a severity, a summary and what to do', () => {
    expect(rules.length).toBeGreaterThan(8);
    for (const { alert, labels, annotations } of rules) {
      expect(['critical', 'warning'], alert).toContain(labels.severity);
      expect(annotations.summary.length, alert).toBeGreaterThan(10);
      expect(annotations.runbook.length, alert).toBeGreaterThan(80);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(rules.map(({ alert }) => alert)).toContain('ApplicantIntakeQuiet');
  });

  it('names commands, settings and log lines that there are', async () => {
    const text = rules.map(({ annotations }) => annotations.runbook).join('\n');
    const { stdout: usage } = await runCommand(['--help']);
    for (const [command] of text.matchAll(/applicant-intake (deliveries [a-z-]+|[a-z]+)|--[a-z-]+/g))
      expect(usage).toContain(command);
    const settings = textOf('src/node/settings.ts');
    const ofDestinations = destinationKinds.flatMap(({ variables }) => Object.keys(variables));
    const names = [...text.matchAll(/\b[A-Z0-9]+(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names.filter((each) => !ofDestinations.includes(each))) {
      expect(settings).toMatch(new RegExp(`^ {2}${name}: '`, 'm'));
    }
    const source = readdirSync(fileURLToPath(new URL('src', root)), { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(queue|server)\/.*\.ts$/.test(path))
      .map((path) => textOf(`src/${path}`))
      .join('\n');
    const lines = [...text.matchAll(/"([^"]+)"/g)].map(([, line = '']) => line);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(source).toContain(`'${line}'`);
  });
});

describe('the dashboard', () => {
  it('has panels with names of their own that do not overlap', () => {
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { title, gridPos } of panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  it('asks its own data source, and names series by labels that they have', () => {
    const own = { type: 'prometheus', uid: expect.stringMatching(/^\$.datasource.$/) };
    for (const panel of dashboard.panels) {
      if (panel.type !== 'row') expect(panel.datasource, panel.title).toEqual(own);
    }
    for (const { title, expr, legendFormat } of targets) {
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
        const grouped = readPromql(filled(expr)).groupedBy;
        expect([...grouped, ...targetLabels], title).toContain(label);
      }
    }
  });
});
