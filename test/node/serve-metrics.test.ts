import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalog, type Measure } from '../../src/observability/catalog.ts';
import { problemKinds } from '../../src/protocol/problem.ts';
import { liveThrough, startObservedProxy } from '../support/observed-proxy.ts';
import { sendRaw } from '../support/raw-connection.ts';
import { folderWith } from '../support/settings.ts';
import { buildSubmission } from '../support/submissions.ts';

const destination = 'b2c-service';

describe('the metrics of a proxy', () => {
  it('count what it lives through', async () => {
    const proxy = await startObservedProxy();
    const { value } = await liveThrough(proxy);
    expect(value('applicant_intake_applications_accepted_total', { form: 'driver-short' })).toBe(3);
    expect(value('applicant_intake_applications_marked_total', { reason: 'honeypot' })).toBe(1);
    expect(value('applicant_intake_applications_marked_total')).toBe(1);
    expect(value('applicant_intake_requests_refused_total', { problem: 'malformed-request' })).toBe(1);
    expect(value('applicant_intake_acceptance_duration_seconds_count')).toBe(3);
    expect(value('applicant_intake_deliveries_delivered_total', { destination })).toBe(2);
    expect(value('applicant_intake_deliveries_attention_total', { destination, kind: 'rejected' })).toBe(1);
    const uncertain = { destination, kind: 'retry', uncertain: 'true' };
    expect(value('applicant_intake_delivery_retries_total', uncertain)).toBe(1);
    expect(value('applicant_intake_delivery_retries_total')).toBe(1);
    expect(value('applicant_intake_delivery_attempts_total', { destination })).toBe(4);
    expect(value('applicant_intake_attempt_duration_seconds_count', { outcome: 'receipt' })).toBe(2);
    expect(value('applicant_intake_attempt_duration_seconds_count', { outcome: 'rejected' })).toBe(1);
    expect(value('applicant_intake_delivery_delay_seconds_count', { destination })).toBe(2);
    const creations = { destination, operation: 'create-incident' };
    expect(value('applicant_intake_call_duration_seconds_count', { ...creations, reply: '2xx' })).toBe(2);
    expect(value('applicant_intake_call_duration_seconds_count', { ...creations, reply: '5xx' })).toBe(1);
    expect(value('applicant_intake_call_duration_seconds_count', { ...creations, reply: '4xx' })).toBe(1);
    expect(value('applicant_intake_deliveries', { destination, state: 'delivered' })).toBe(2);
    expect(value('applicant_intake_queue_depth', { destination })).toBe(0);
    expect(value('applicant_intake_oldest_undelivered_age_seconds', { destination })).toBe(0);
    expect(value('applicant_intake_breaker_state', { destination, state: 'closed' })).toBe(1);
    expect(value('applicant_intake_breaker_state', { destination })).toBe(1);
    expect(value('applicant_intake_store_ready')).toBe(1);
  });

  it('are those of the catalog, under labels whose values are few and known', async () => {
    const { types, samples } = await liveThrough(await startObservedProxy());
    const ours = Object.values(catalog) as readonly Measure[];
    expect([...types].filter(([name]) => name.startsWith('applicant_intake_'))).toEqual(
      ours.map(({ name, type }) => [name, type]),
    );
    for (const { name, type, labels } of ours) {
      const own = samples.filter((sample) => sample.name.replace(/_(bucket|sum|count)$/, '') === name);
      expect(own.length, name).toBeGreaterThan(0);
      for (const sample of own) {
        const names = Object.keys(sample.labels).filter((label) => type !== 'histogram' || label !== 'le');
        expect(names.toSorted(), name).toEqual(Object.keys(labels).toSorted());
        for (const [label, values] of Object.entries(labels)) {
          if (values !== 'any') expect(values, `${name} ${label}`).toContain(sample.labels[label]);
        }
      }
    }
  });

  it('begin at nothing for all that may go wrong, so that the first time is seen', async () => {
    const { scrape } = await startObservedProxy();
    const { value } = await scrape();
    for (const problem of Object.keys(problemKinds)) {
      expect(value('applicant_intake_requests_refused_total', { problem })).toBe(0);
    }
    expect(value('applicant_intake_delivery_retries_total', { kind: 'misconfigured' })).toBe(0);
    expect(value('applicant_intake_applications_accepted_total', { form: 'driver-short' })).toBe(0);
  });

  it('say how it stands while the site refuses it: the breaker, the queue and how old it grows', async () => {
    const { post, reaches, site } = await startObservedProxy();
    site.simulator.failNext('any', 'unauthorized', { times: 50 });
    await post(buildSubmission());
    const { value } = await reaches(1, 'applicant_intake_breaker_state', { state: 'open' });
    expect(value('applicant_intake_queue_depth', { destination })).toBe(1);
    expect(value('applicant_intake_oldest_undelivered_age_seconds', { destination })).toBeGreaterThan(0);
    const refused = { kind: 'misconfigured', uncertain: 'false' };
    expect(value('applicant_intake_delivery_retries_total', refused)).toBeGreaterThan(0);
  });

  it('count what is refused at the socket, too', async () => {
    const { port, reaches } = await startObservedProxy();
    await sendRaw(port, 'APPLY / HTTP/1.1\r\nHost: a\r\n\r\n');
    await sendRaw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'b'.repeat(17_000)}\r\n\r\n`);
    await reaches(1, 'applicant_intake_requests_refused_total', { problem: 'malformed-request' });
    await reaches(1, 'applicant_intake_requests_refused_total', { problem: 'head-too-large' });
  });

  it('tell of the process', async () => {
    const { scrape } = await startObservedProxy();
    const { value } = await scrape();
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });

  it('hold nothing that a person typed', async () => {
    const proxy = await startObservedProxy();
    await proxy.post(
      buildSubmission({ first_name: 'Qzyxwv', email: 'qzyxwv@example.com' }, { form: 'Kjhgfd' }),
    );
    await fetch(`${proxy.base}/v1/Kjhgfd?name=Qzyxwv`);
    const { text } = await liveThrough(proxy);
    expect(text).not.toMatch(/qzyxwv|kjhgfd|example\.com|Craig|555-01/i);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});

describe('whoever asks for the metrics', () => {
  it('gets them as text that Prometheus reads', async () => {
    const { base } = await startObservedProxy();
    const response = await fetch(`${base}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const posted = await fetch(`${base}/metrics`, { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('allow')).toBe('GET, HEAD');
    expect(await posted.json()).toMatchObject({ status: 405 });
    expect((await fetch(`${base}/v1/metrics`)).status).toBe(404);
  });

  it('has to show the token where there is one, which can be replaced', async () => {
    const METRICS_TOKEN_FILE = join(folderWith({ token: 'Zx9Qv7-old\n' }), 'token');
    const { base, output } = await startObservedProxy({ METRICS_TOKEN_FILE });
    const ask = async (headers: Record<string, string> = {}) => fetch(`${base}/metrics`, { headers });
    const refused = await ask();
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      type: expect.stringMatching(/\/unauthorized$/),
      status: 401,
    });
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer Zx9Qv7', 'Basic Zx9Qv7-old', 'Zx9Qv7-old']) {
      expect((await ask({ authorization })).status, authorization).toBe(401);
    }
    expect((await ask({ authorization: 'Bearer Zx9Qv7-old' })).status).toBe(200);
    // Prometheus reads its copy of the file without the spaces around it.
    writeFileSync(METRICS_TOKEN_FILE, 'Zx9Qv7-new \n\n');
    expect((await ask({ authorization: 'Bearer Zx9Qv7-old' })).status).toBe(401);
    expect((await ask({ authorization: 'Bearer Zx9Qv7-new' })).status).toBe(200);
    expect(output()).not.toContain('Zx9Qv7');
  });
});
