import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Connector, Finding } from '../../src/connectors/connector.ts';
import { startSiteCheck } from '../../src/node/site-check.ts';
import { collectLog } from '../support/collect-log.ts';
import { startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  severity: 'error',
  code: 'menu-value-missing',
  where: 'mapping.contact "x"',
  problem: 'the menu has no value "Class A"',
  offers: ['CDL Class A'],
  fix: 'rename it',
  ...changes,
});

/** A check of a destination that finds, time after time, what the list says. */
function open(finds: readonly (readonly Finding[] | Error)[]) {
  const log = collectLog();
  let checks = 0;
  const connector: Connector = {
    destination: 'crm',
    deliver: () => Promise.reject(new Error('not here')),
    check: async () => {
      const found = finds[Math.min(checks, finds.length - 1)] ?? [];
      checks += 1;
      if (found instanceof Error) throw found;
      return found;
    },
  };
  const check = startSiteCheck({ connector, definitions: [], log, everyMs: 1_000 });
  onTestFinished(check.stop);
  return { log, check, checks: () => checks };
}

describe('a destination that is checked', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T17:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  it('is checked at once and then time after time, until told to stop', async () => {
    const { check, checks } = open([[]]);
    expect(check.result).toBeUndefined();
    await check.first;
    expect(checks()).toBe(1);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(checks()).toBe(4);
    check.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(checks()).toBe(4);
  });

  it('has its findings counted, without names of its own', async () => {
    const { check } = open([[finding(), finding({ severity: 'warning', code: 'field-too-short' })]]);
    await check.first;
    expect(check.result).toEqual({
      at: '2026-11-21T17:00:00.000Z',
      errors: 1,
      warnings: 1,
      findings: [
        { severity: 'error', code: 'menu-value-missing', where: 'mapping.contact "x"' },
        { severity: 'warning', code: 'field-too-short', where: 'mapping.contact "x"' },
      ],
    });
  });

  it('has each thing logged once for as long as it lasts, and again when it comes back', async () => {
    const other = finding({ severity: 'warning', code: 'field-too-short' });
    const { log, check } = open([[finding()], [finding()], [finding(), other], [], [finding()]]);
    await check.first;
    const said = () => log.lines.splice(0).map(({ level, message, fields }) => [level, message, fields.code]);
    expect(said()).toEqual([
      ['error', 'the check found something', 'menu-value-missing'],
      ['info', 'the destination was checked', undefined],
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toEqual([['warn', 'the check found something', 'field-too-short']]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toEqual([['info', 'what the check had found is put right', undefined]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said()).toEqual([['error', 'the check found something', 'menu-value-missing']]);
  });

  it('is logged with all that an operator needs to put it right', async () => {
    const { log, check } = open([[finding()]]);
    await check.first;
    const { severity, ...fields } = finding();
    expect(log.lines[0]).toEqual({
      level: severity,
      message: 'the check found something',
      fields: { destination: 'crm', ...fields },
    });
  });

  it('is checked again after a check that broke, and what was known stays known', async () => {
    const { log, check, checks } = open([[finding()], new TypeError('Craig Daniels'), [finding()]]);
    await check.first;
    log.lines.length = 0;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(checks()).toBe(3);
    expect(log.lines).toEqual([
      {
        level: 'error',
        message: 'the destination could not be checked',
        fields: { destination: 'crm', error: 'TypeError' },
      },
    ]);
    expect(check.result?.errors).toBe(1);
  });
});

describe('a proxy whose site lacks something', () => {
  it('says so in its log once and in /readyz, and accepts applications all the same', async () => {
    const site = await startSite();
    site.simulator.changeMenu('contacts/customFields/c/cdl_type', { rename: { 'Class A': 'CDL Class A' } });
    const proxy = await startProxy({ ...site.env, INTAKE_DATA: temporaryFolder() });
    onTestFinished(async () => void (await proxy.kill('SIGKILL')));
    const checked = await until(async () => {
      const { checks } = (await proxy.readiness()) as { checks: Record<string, { findings: unknown }> };
      return checks['b2c-service'];
    });
    expect(checked).toMatchObject({
      errors: 1,
      warnings: 0,
      findings: [
        {
          severity: 'error',
          code: 'menu-value-missing',
          where: 'mapping.contact "customFields.c.cdl_type.lookupName"',
        },
      ],
    });
    expect(JSON.stringify(checked)).not.toContain('CDL Class A');
    const post = (submission: object) =>
      fetch(`http://127.0.0.1:${proxy.port}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      });
    const lucky = buildSubmission({ cdl_type: 'B' });
    const unlucky = buildSubmission({ email: 'other@example.com' });
    for (const submission of [lucky, unlucky]) expect((await post(submission)).status).toBe(202);
    await until(() => site.incidentsFor(lucky.id) === 1);
    await until(() => proxy.output().includes('the application needs attention'));
    expect(site.incidentsFor(unlucky.id)).toBe(0);
    expect(proxy.output().split('the check found something')).toHaveLength(2);
  });
});
