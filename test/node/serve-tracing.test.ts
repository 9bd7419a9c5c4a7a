import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startObservedProxy } from '../support/observed-proxy.ts';
import { folderWith } from '../support/settings.ts';
import { buildSubmission } from '../support/submissions.ts';
import { until } from '../support/until.ts';

/** A module that an operator would load: it has an SDK write each span as a line of a file. */
const tracingModule = (spansFile: string) => `
import { appendFileSync } from 'node:fs';
import { propagation, trace } from '${import.meta.resolve('@opentelemetry/api')}';
import { W3CTraceContextPropagator } from '${import.meta.resolve('@opentelemetry/core')}';
import { BasicTracerProvider, SimpleSpanProcessor } from '${import.meta.resolve('@opentelemetry/sdk-trace-base')}';
const exporter = {
  export(spans, done) {
    for (const span of spans) {
      const line = { name: span.name, attributes: span.attributes, traceId: span.spanContext().traceId };
      appendFileSync(${JSON.stringify(spansFile)}, JSON.stringify(line) + '\\n');
    }
    done({ code: 0 });
  },
  shutdown: async () => {},
};
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
`;

describe('a proxy with an SDK of OpenTelemetry in its process', () => {
  it('has its spans exported, in the trace that the request names', async () => {
    const folder = folderWith({});
    const spansFile = join(folder, 'spans');
    const tracing = join(folderWith({ 'tracing.mjs': tracingModule(spansFile) }), 'tracing.mjs');
    const { base, post, reaches } = await startObservedProxy({ NODE_OPTIONS: `--import ${tracing}` });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
    await fetch(`${base}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent },
      body: JSON.stringify(buildSubmission({ email: 'qzyxwv@example.com' })),
    });
    await post(buildSubmission());
    await reaches(2, 'applicant_intake_deliveries_delivered_total');
    const lines = await until(() => {
      const text = existsSync(spansFile) ? readFileSync(spansFile, 'utf8') : '';
      return text.split('"create-incident"').length === 3 && text;
    });
    const spans = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const names = spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
    for (const name of ['POST /v1/applications', 'deliver b2c-service', 'find-contact', 'create-incident']) {
      expect(names).toContain(name);
    }
    expect(lines).not.toMatch(/qzyxwv|example\.com|Craig/);
  });
});
