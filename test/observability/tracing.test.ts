import { propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTracing } from '../../src/observability/create-tracing.ts';
import { createDeliveryWorker } from '../../src/queue/index.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { openServer } from '../support/application-server.ts';
import { openCrm } from '../support/b2c-service.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';

beforeAll(() => void propagation.setGlobalPropagator(new W3CTraceContextPropagator()));
afterAll(() => propagation.disable());

/** The way from the intake API to a simulated site, under the eyes of OpenTelemetry's own SDK. */
function openTraced() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracing = createTracing({ tracer: provider.getTracer('test') });
  const store = createMemoryStore();
  const crm = openCrm({ connector: { observer: tracing.callsTo('b2c-service'), timeoutMs: 500 } });
  const worker = createDeliveryWorker({
    store,
    connector: crm.connector,
    settleMs: 10,
    backoff: { baseMs: 10 },
    observer: tracing.deliveries,
  });
  const server = openServer({ store, observer: tracing.server, onAccepted: worker.wake });
  worker.start();
  onTestFinished(async () => void (await worker.stop({ graceMs: 0 })));
  const delivered = (n: number) => until(async () => (await store.counts()).delivered === n);
  return { ...server, crm, delivered, spans: () => exporter.getFinishedSpans() };
}

/** A span as an indented line, and those that it is the parent of below it; readings of menus and metadata left out. */
function tree(spans: readonly ReadableSpan[], parent?: string, depth = 0): string[] {
  const known = new Set(spans.map((span) => span.spanContext().spanId));
  return spans
    .filter(({ parentSpanContext }) =>
      parent === undefined
        ? !known.has(parentSpanContext?.spanId ?? '')
        : parentSpanContext?.spanId === parent,
    )
    .filter(({ name }) => !name.startsWith('read-m'))
    .flatMap((span) => [
      `${'  '.repeat(depth)}${span.name}`,
      ...tree(spans, span.spanContext().spanId, depth + 1),
    ]);
}

const named = (spans: readonly ReadableSpan[], name: string) => spans.filter((span) => span.name === name);

describe('the trace of an application', () => {
  it('leads from the request to the incident, over every attempt and every call', async () => {
    const { post, crm, delivered, spans } = openTraced();
    crm.simulator.failNext('create-incident', 'status-500');
    const submission = buildSubmission();
    await post(submission);
    await delivered(1);
    expect(tree(spans())).toEqual([
      'POST /v1/applications',
      '  deliver b2c-service',
      '    find-contact',
      '    create-contact',
      '    create-incident',
      '  deliver b2c-service',
      '    find-incident',
      '    find-contact',
      '    create-incident',
    ]);
    const [accepting] = named(spans(), 'POST /v1/applications');
    const id = { 'applicant_intake.submission.id': submission.id };
    expect(accepting?.kind).toBe(SpanKind.SERVER);
    expect(accepting?.attributes).toEqual({
      ...id,
      'http.request.method': 'POST',
      'http.route': '/v1/applications',
      'http.response.status_code': 202,
      'applicant_intake.form': 'driver-short',
    });
    const attempts = named(spans(), 'deliver b2c-service');
    expect(attempts.map(({ attributes }) => attributes)).toEqual([
      {
        ...id,
        'applicant_intake.destination': 'b2c-service',
        'applicant_intake.attempt': 1,
        'error.type': 'retry',
      },
      {
        ...id,
        'applicant_intake.destination': 'b2c-service',
        'applicant_intake.attempt': 2,
        'applicant_intake.receipt.id': expect.stringMatching(/^\d+$/),
      },
    ]);
    for (const { links } of attempts) {
      expect(links.map(({ context }) => context.spanId)).toEqual([accepting?.spanContext().spanId]);
    }
    const creations = named(spans(), 'create-incident');
    expect(creations.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([500, 201]);
    expect(creations.map(({ status }) => status.code)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.UNSET]);
  });

  it('goes on with the trace that the request names', async () => {
    const { post, delivered, spans } = openTraced();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await post(buildSubmission(), { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    await delivered(1);
    const [accepting] = named(spans(), 'POST /v1/applications');
    expect(accepting?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    const [incident] = named(spans(), 'create-incident');
    expect(incident?.spanContext().traceId).toBe(traceId);
  });

  it('holds nothing that a person typed, wherever it fails', async () => {
    const { post, crm, delivered, spans } = openTraced();
    const answers = {
      first_name: 'Qzyxwv',
      last_name: 'Kjhgfd',
      email: 'qzyxwv@example.com',
      phone: '720-555-0177',
      city: 'Zxcvbn',
    };
    for (const fault of ['status-500', 'timeout-before-commit', 'malformed-json'] as const) {
      crm.simulator.failNext('create-contact', fault);
    }
    await post({ ...buildSubmission(answers), answers: { ...answers, email: 'no address' } });
    await post(buildSubmission(answers));
    await delivered(1);
    const text = JSON.stringify(
      spans().map(({ name, attributes, events, links, status }) => [name, attributes, events, links, status]),
    );
    expect(text).toContain('error.type');
    expect(text).not.toMatch(/qzyxwv|kjhgfd|zxcvbn|555|0177|no address|example\.com|queryResults/i);
  });

  it('ends where the request is refused', async () => {
    const { post, spans } = openTraced();
    await post('{');
    const [span] = spans();
    expect(span?.attributes['http.response.status_code']).toBe(400);
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
    expect(spans()).toHaveLength(1);
  });

  it('is of the first request where the application is sent twice', async () => {
    const { post, delivered, spans } = openTraced();
    const submission = buildSubmission();
    await Promise.all([post(submission), post(submission)]);
    await delivered(1);
    const requests = named(spans(), 'POST /v1/applications').map((span) => span.spanContext().spanId);
    const [attempt] = named(spans(), 'deliver b2c-service');
    expect(requests).toHaveLength(2);
    expect(requests).toContain(attempt?.parentSpanContext?.spanId);
  });
});
