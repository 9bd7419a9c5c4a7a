import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moduleUrl, startScript } from '../support/child-script.ts';
import { startProxy } from '../support/proxy-process.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

async function start(env: Record<string, string>, args: string[] = []) {
  const proxy = await startProxy(env, args);
  onTestFinished(async () => void (await proxy.kill('SIGKILL')));
  return proxy;
}

/** A connection on which a test writes what it likes, and what came back on it. */
async function open(port: number) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (chunk) => (received += chunk));
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return {
    write: (text: string) => void socket.write(text),
    /** Resolves to all that came once it holds this. */
    received: (part: string | RegExp) => until(() => (received.search(part) < 0 ? undefined : received)),
    closed,
    get all() {
      return received;
    },
  };
}

/** An application as bytes on a connection, cut where its body begins and in the middle of it. */
function requestOf(submission: object): { head: string; first: string; rest: string } {
  const body = JSON.stringify(submission);
  return {
    head: `POST /v1/applications HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
    first: body.slice(0, 50),
    rest: body.slice(50),
  };
}

const refusesConnections = (port: number) =>
  until(() =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      () => false,
      () => true,
    ),
  );

describe('a proxy that is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s ends by itself with exit code 0',
    async (signal) => {
      const site = await startSite();
      const proxy = await start({ ...site.env, INTAKE_DATA: temporaryFolder() });
      expect(await proxy.kill(signal)).toBe(0);
      expect(proxy.output()).toContain('"msg":"stopped"');
    },
  );

  it('answers what is under way, as the last on its connection, and takes nothing new', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder() };
    const proxy = await start(env);
    const submission = buildSubmission();
    const { head, first, rest } = requestOf(submission);
    const underWay = await open(proxy.port);
    underWay.write(head + first);
    await underWay.received('100 Continue');
    const idle = await open(proxy.port);
    idle.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await idle.received('"ok"');
    const silent = await open(proxy.port);

    const ended = proxy.kill('SIGTERM');
    await Promise.all([idle.closed, silent.closed]);
    await refusesConnections(proxy.port);
    underWay.write(rest);
    const answer = await underWay.received('"reference"');
    expect(answer).toMatch(/^HTTP\/1\.1 202 /m);
    expect(answer).toMatch(/^connection: close\r$/im);
    await underWay.closed;
    expect(await ended).toBe(0);

    const again = await start(env);
    await until(() => site.incidentsFor(submission.id) === 1);
    expect(await again.kill('SIGTERM')).toBe(0);
  });

  it('closes a connection whose answer had begun to go out when it was asked', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, INTAKE_DATA: temporaryFolder() });
    const keen = await open(proxy.port);
    const ask = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    keen.write(ask.repeat(200));
    const ended = proxy.kill('SIGTERM');
    await keen.closed;
    expect(await ended).toBe(0);
    // What was answered was answered in full.
    expect(keen.all.match(/HTTP\/1\.1 200/g)?.length ?? 0).toBe(
      keen.all.match(/\{"status":"ok"\}/g)?.length ?? 0,
    );
  });

  it('lets a delivery under way finish', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder(), B2C_TIMEOUT_MS: '8000' };
    const proxy = await start(env);
    await until(async () => ((await proxy.readiness()) as { checks: object }).checks['b2c-service' as never]);
    const submission = buildSubmission();
    site.simulator.failNext('create-incident', 'slow', { times: 1, delayMs: 1_500 });
    await submit(proxy.port, submission);
    await until(() => site.timesAsked('create-incident') === 1);
    expect(await proxy.kill('SIGTERM')).toBe(0);
    expect(proxy.output()).toContain('"msg":"delivered"');
    expect(site.incidentsFor(submission.id)).toBe(1);
  });

  it('puts a delivery back that does not finish, which goes out once after the next start', async () => {
    const site = await startSite();
    const env = { ...site.env, INTAKE_DATA: temporaryFolder(), B2C_TIMEOUT_MS: '60000' };
    const proxy = await start(env);
    await until(async () => ((await proxy.readiness()) as { checks: object }).checks['b2c-service' as never]);
    const submission = buildSubmission();
    // The incident is there, and the answer never comes.
    site.simulator.failNext('create-incident', 'timeout-after-commit');
    await submit(proxy.port, submission);
    await until(() => site.incidentsFor(submission.id) === 1);
    expect(await proxy.kill('SIGTERM')).toBe(0);
    expect(proxy.output()).toContain('"msg":"the delivery will be tried again"');

    const again = await start(env);
    await until(async () => (await again.readiness().then(deliveriesIn)).delivered === 1);
    expect(site.incidentsFor(submission.id)).toBe(1);
    expect(site.timesAsked('create-incident')).toBe(1);
  });

  it('cuts a request off that does not end, and says so by exit code 3', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, INTAKE_DATA: temporaryFolder() });
    const { head, first } = requestOf(buildSubmission());
    const hanging = await open(proxy.port);
    hanging.write(head + first);
    await hanging.received('100 Continue');
    const ended = proxy.kill('SIGTERM');
    await hanging.closed;
    expect(await ended).toBe(3);
    expect(proxy.output()).toMatch(/"level":"warn".*"requests":1,"deliveries":0.*this was cut off/);
  });

  it('a second time waits no longer', async () => {
    const site = await startSite();
    const proxy = await start({ ...site.env, INTAKE_DATA: temporaryFolder() });
    const { head, first } = requestOf(buildSubmission());
    const hanging = await open(proxy.port);
    hanging.write(head + first);
    await hanging.received('100 Continue');
    let code: number | null | undefined;
    void proxy.ended.then((ended) => (code = ended));
    while (code === undefined) {
      void proxy.kill('SIGTERM');
      await wait(300);
    }
    expect(code).toBe(3);
    expect(proxy.output()).toContain('"reason":"SIGTERM","msg":"not waiting any longer');
  });

  it('while it starts, stops as soon as it has', async () => {
    const site = await startSite();
    const data = temporaryFolder();
    const ended = await startScript(
      `process.argv.splice(2);
       const { run } = await import(${moduleUrl('src/node/cli.ts')});
       Object.assign(process.env, ${JSON.stringify({ ...site.env, INTAKE_DATA: data, PORT: '0', HOST: '127.0.0.1' })});
       const running = run(['serve']);
       process.kill(process.pid, 'SIGTERM');
       process.exitCode = await running;`,
    );
    let printed = '';
    ended.stdout.on('data', (chunk) => (printed += chunk));
    const code = await new Promise((resolve) => ended.once('close', resolve));
    expect(code).toBe(0);
    expect(printed).toMatch(/"msg":"ready"[\s\S]*"msg":"stopped"/);
  });
});

describe('the signals that ask a process to stop', () => {
  const heeding = (body: string) => `
    import { heedStopSignals } from ${moduleUrl('src/node/stop-signals.ts')};
    import { createLog } from ${moduleUrl('src/node/create-log.ts')};
    const log = createLog('info');
    const stop = heedStopSignals({ log, boundMs: 500 });
    // What holds a process: a call that never ends.
    setInterval(() => {}, 1000);
    process.kill(process.pid, 'SIGTERM');
    await stop.asked;
    ${body}`;

  /** Runs a script to its end; gives its exit code and what it printed. */
  async function end(script: string) {
    const child = startScript(script);
    let printed = '';
    child.stdout.on('data', (chunk) => (printed += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, printed };
  }

  it('leave no time beyond the bound', async () => {
    const { code, printed } = await end(heeding('await new Promise(() => {});'));
    expect(code).toBe(3);
    expect(printed).toContain('"reason":"time is up"');
  });

  it('let what has stopped end with its own code, whatever holds the process still', async () => {
    expect(await end(heeding('process.exitCode = stop.stopped(0);'))).toEqual({ code: 0, printed: '' });
  });

  it('count as one wish when they come together, as from a terminal and from what passes them on', async () => {
    const { code, printed } = await end(
      heeding(`for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(process.pid, signal);
        await new Promise((resolve) => setTimeout(resolve, 100));
        process.exitCode = stop.stopped(0);`),
    );
    expect({ code, printed }).toEqual({ code: 0, printed: '' });
  });
});

const deliveriesIn = (readiness: unknown) => (readiness as { deliveries: Record<string, number> }).deliveries;

async function submit(port: number, submission: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  });
  expect(response.status).toBe(202);
}
