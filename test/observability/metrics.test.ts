import { describe, expect, it } from 'vitest';
import { createAcceptedSpans } from '../../src/observability/accepted-spans.ts';
import { createMetrics } from '../../src/observability/create-metrics.ts';
import type { DeliveryStore } from '../../src/queue/index.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { brokenStore, openServer } from '../support/application-server.ts';
import { submissionOf } from '../support/b2c-service.ts';
import { readScrape } from '../support/scrape.ts';
import { buildSubmission } from '../support/submissions.ts';

const open = () => createMetrics({ forms: ['driver-short'], destinations: ['crm'], version: '1.2.3' });

/** What is told of a store, at a time, while the breaker is half-open. */
async function toldOf(store: DeliveryStore, now = 0, metrics = open()) {
  const backlog = {
    destination: 'crm',
    counts: () => store.counts(),
    oldestAgeMs: async () => now - ((await store.oldestOwedSince('crm')) ?? now),
    breaker: () => 'half-open' as const,
  };
  return readScrape(await metrics.text({ ready: () => store.ping(), backlogs: [backlog] }));
}

describe('the metrics of a backlog', () => {
  it('tell how much waits, and since when', async () => {
    const store = createMemoryStore();
    const add = (receivedAt: number) =>
      store.add(submissionOf(), { destinations: ['crm'], serialKey: null, receivedAt });
    await add(2_000);
    await add(5_000);
    await store.lease({ destination: 'crm', limit: 1, now: 5_000, until: 6_000 });
    const { value } = await toldOf(store, 9_500);
    expect(value('applicant_intake_deliveries', { state: 'queued' })).toBe(1);
    expect(value('applicant_intake_deliveries', { state: 'leased' })).toBe(1);
    expect(value('applicant_intake_queue_depth')).toBe(2);
    expect(value('applicant_intake_oldest_undelivered_age_seconds')).toBe(7.5);
    expect(value('applicant_intake_breaker_state', { state: 'half-open' })).toBe(1);
    expect(value('applicant_intake_breaker_state')).toBe(1);
  });

  it('tell of a store that cannot be read that it is not ready, and no old figures', async () => {
    const metrics = open();
    await toldOf(createMemoryStore(), 0, metrics);
    const { value } = await toldOf(await brokenStore(), 0, metrics);
    expect(value('applicant_intake_store_ready')).toBe(0);
    expect(value('applicant_intake_deliveries')).toBeUndefined();
    expect(value('applicant_intake_queue_depth')).toBeUndefined();
    expect(value('applicant_intake_oldest_undelivered_age_seconds')).toBeUndefined();
    expect(value('applicant_intake_breaker_state'), 'that is known all the same').toBe(1);
  });
});

describe('the metrics of one proxy', () => {
  it('are none of another one in the same process', async () => {
    const [one, other] = [open(), open()];
    await openServer({ observer: one.server }).post(buildSubmission());
    const accepted = async (metrics: typeof one) =>
      (await toldOf(createMemoryStore(), 0, metrics)).value('applicant_intake_applications_accepted_total');
    expect([await accepted(one), await accepted(other)]).toEqual([1, 0]);
  });

  it('do not count a repetition', async () => {
    const metrics = open();
    const { post } = openServer({ observer: metrics.server });
    const submission = buildSubmission();
    await post(submission);
    await post(submission);
    const { value } = await toldOf(createMemoryStore(), 0, metrics);
    expect(value('applicant_intake_applications_accepted_total')).toBe(1);
    expect(value('applicant_intake_acceptance_duration_seconds_count')).toBe(2);
  });
});

describe('the spans of accepted applications', () => {
  const context = (n: number) => ({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: n.toString(16).padStart(16, '1'),
    traceFlags: 1,
  });

  it('are remembered of the last ten thousand', () => {
    const spans = createAcceptedSpans();
    for (let n = 0; n <= 10_000; n += 1) spans.add(String(n), context(n));
    expect(spans.of('0')).toBeUndefined();
    expect(spans.of('1')).toEqual(context(1));
    expect(spans.of('10000')).toEqual(context(10_000));
  });

  it('are not remembered where nobody traces', () => {
    const spans = createAcceptedSpans();
    spans.add('1', { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 });
    expect(spans.of('1')).toBeUndefined();
  });
});
