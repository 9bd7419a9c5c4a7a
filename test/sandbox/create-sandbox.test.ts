import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/create-sandbox.ts';
import { buildSubmission } from '../support/submissions.ts';

const base = 'http://apply.example.com';
const quick: SandboxOptions = {
  timeoutMs: 150,
  settleMs: 20,
  backoff: { baseMs: 10, capMs: 20 },
  pauseMs: 20,
};

let open: Sandbox | undefined;
afterEach(async () => {
  await open?.stop({ graceMs: 0 });
  open = undefined;
});

function start(options: SandboxOptions = quick): Sandbox {
  open = createSandbox(options);
  return open;
}

function submit(sandbox: Sandbox, submission: { id: string }): Promise<Response> {
  return sandbox.fetch(
    new Request(`${base}/v1/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': submission.id },
      body: JSON.stringify(submission),
    }),
  );
}

async function statusOf(sandbox: Sandbox, id: string): Promise<string> {
  const response = await sandbox.fetch(new Request(`${base}/v1/applications/${id}`));
  return ((await response.json()) as { status: string }).status;
}

const operations = (sandbox: Sandbox) => sandbox.simulator.requests().map(({ operation }) => operation);
const incidentsMade = (sandbox: Sandbox) => (sandbox.simulator.records().incidents as unknown[]).length;

describe('the sandbox', () => {
  test('takes an application to an incident: a query, a contact, an incident', async () => {
    const sandbox = start();
    const submission = buildSubmission();

    expect((await submit(sandbox, submission)).status).toBe(202);

    await expect.poll(() => statusOf(sandbox, submission.id)).toBe('delivered');
    expect(operations(sandbox)).toEqual(['query', 'create-contact', 'create-incident']);
  });

  test.each([
    'timeout-after-commit',
    'reset-after-commit',
    'malformed-json',
    'status-503',
    'unauthorized',
  ] as const)('delivers once although the incident meets %s', async (fault) => {
    const sandbox = start();
    const before = incidentsMade(sandbox);
    sandbox.simulator.failNext('create-incident', fault);
    const submission = buildSubmission();

    await submit(sandbox, submission);

    await expect.poll(() => statusOf(sandbox, submission.id), { timeout: 5_000 }).toBe('delivered');
    expect(incidentsMade(sandbox)).toBe(before + 1);
  });

  test('answers the control calls of its simulator', async () => {
    const sandbox = start();
    const ordered = await sandbox.fetch(
      new Request(`${base}/sandbox/b2c-service/_faults`, {
        method: 'POST',
        body: JSON.stringify({ operation: 'query', fault: 'slow', times: 2 }),
      }),
    );

    expect(ordered.status).toBe(201);
    expect(sandbox.simulator.faults()).toEqual([
      { operation: 'query', fault: 'slow', times: 2, delayMs: 2_000 },
    ]);
  });

  test('says what is wrong with an application as the proxy does', async () => {
    const sandbox = start();
    const response = await submit(sandbox, buildSubmission({ email: 'nobody' }));

    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      issues: [{ path: 'answers.email', code: 'invalid_email' }],
    });
    expect(operations(sandbox)).toEqual([]);
  });

  test('delivers nothing more once it has been stopped', async () => {
    const sandbox = start();
    await sandbox.stop();
    const submission = buildSubmission();
    await submit(sandbox, submission);

    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await statusOf(sandbox, submission.id)).toBe('queued');
    expect(operations(sandbox)).toEqual([]);
  });
});
