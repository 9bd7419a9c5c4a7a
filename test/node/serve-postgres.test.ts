import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { createB2cServiceSimulator } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { entriesOf } from '../hosted/visitor.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type ProxyProcess, runCommand, startProxy } from '../support/proxy-process.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

let server: PostgresServer;
const key = randomBytes(32).toString('hex');
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** A simulated site, and a way to start proxies that deliver to it from one database, each on a machine of its own. */
async function openSite() {
  const simulator = createB2cServiceSimulator();
  const socket = await listen((request) => simulator.fetch(request), { port: 0, host: '127.0.0.1' });
  onTestFinished(() => socket.close());
  const url = await server.createDatabase();
  const env = {
    DATABASE_URL: url,
    INTAKE_KEY: key,
    B2C_SITE_URL: `http://127.0.0.1:${socket.port}/sandbox/b2c-service`,
    B2C_USERNAME: 'sandbox',
    B2C_PASSWORD: 'sandbox',
    B2C_TIMEOUT_MS: '500',
    B2C_SETTLE_MS: '1000',
    LEASE_MS: '2000',
  };
  return {
    simulator,
    url,
    async start(more: Record<string, string> = {}): Promise<ProxyProcess> {
      const proxy = await startProxy({ ...env, ...more, INTAKE_DATA: join(temporaryFolder(), 'data') });
      onTestFinished(async () => void (await proxy.kill('SIGKILL')));
      return proxy;
    },
  };
}

const send = ({ port }: ProxyProcess, submission: unknown) =>
  fetch(`http://127.0.0.1:${port}/v1/applications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(submission),
  });

describe('proxies on one PostgreSQL database', () => {
  it('know each other’s applications, and make one contact for one new address that both are sent', async () => {
    const { simulator, start } = await openSite();
    const proxies = await Promise.all([start(), start()]);
    const email = 'rosa.delgado@example.com';
    const submissions = Array.from({ length: 8 }, () => buildSubmission({ email }));
    const answers = await Promise.all(
      submissions.map((submission, index) => send(proxies[index % 2] as ProxyProcess, submission)),
    );
    expect(answers.map(({ status }) => status)).toEqual(submissions.map(() => 202));
    const [one, other] = proxies as [ProxyProcess, ProxyProcess];
    const first = submissions[0] as { id: string };
    expect(await (await send(other, first)).json()).toEqual(await answers[0]?.json());
    expect((await fetch(`http://127.0.0.1:${one.port}/v1/applications/${first.id}`)).status).toBe(200);
    const records = () => simulator.records() as unknown as Record<string, { emails?: unknown }[]>;
    await until(() => records().incidents?.length === submissions.length);
    const contacts = records().contacts?.filter((contact) => JSON.stringify(contact).includes(email));
    expect(contacts).toHaveLength(1);
  });

  it('take over what one of them had in hand when it was killed', async () => {
    const { simulator, start } = await openSite();
    const [doomed, other] = await Promise.all([start(), start()]);
    simulator.failNext('create-incident', 'timeout-after-commit', { times: 1 });
    simulator.failNext('query', 'slow', { times: 4 });
    const submissions = Array.from({ length: 6 }, (_, index) =>
      buildSubmission({ email: `driver.${index}@example.com` }),
    );
    for (const submission of submissions) expect((await send(doomed, submission)).status).toBe(202);
    await doomed.kill('SIGKILL');
    const status = async ({ id }: { id: string }) =>
      (
        (await (await fetch(`http://127.0.0.1:${other.port}/v1/applications/${id}`)).json()) as {
          status: string;
        }
      ).status;
    await until(async () =>
      (await Promise.all(submissions.map(status))).every((each) => each === 'delivered'),
    );
    expect((simulator.records() as unknown as Record<string, unknown[]>).incidents).toHaveLength(6);
  });
});

describe('the key of a PostgreSQL database', () => {
  it('has to be set, and the line that says so says how to make one', async () => {
    const { code, stderr } = await runCommand(['serve', '--sandbox'], {
      DATABASE_URL: 'postgres://intake@127.0.0.1:9/intake',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^applicant-intake: INTAKE_KEY is not set, .* openssl rand -hex 32 [^\n]*\n$/);
  });

  it('is the same for all: a proxy with another one does not start, and is told which it lacks', async () => {
    const { start, url } = await openSite();
    await start();
    const { code, stderr } = await runCommand(['serve', '--sandbox'], {
      DATABASE_URL: url,
      INTAKE_KEY: randomBytes(32).toString('hex'),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: INTAKE_KEY: the database holds applications sealed under key [\da-f]{16}, which/,
    );
  });

  it('signs hosted pages, so that one proxy takes a page that another one drew', async () => {
    const { start } = await openSite();
    const [one, other] = await Promise.all([start(), start()]);
    const pageOf = ({ port }: ProxyProcess) => `http://127.0.0.1:${port}/form/driver-short`;
    const drawn = await (await fetch(pageOf(one))).text();
    const posted = entriesOf(drawn).filter(([name]) => !['application_type', 'has_cdl'].includes(name));
    const answer = await fetch(pageOf(other), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams([
        ...posted,
        ['application_type', 'COMPANY'],
        ['has_cdl', 'false'],
      ]).toString(),
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('name="truck_type"');
  });
});

describe('a database that cannot be used', () => {
  it('ends the start with one line that says what to do, and not the password', async () => {
    const { code, stderr } = await runCommand(['serve', '--sandbox'], {
      DATABASE_URL: 'postgres://intake:secret@127.0.0.1:9/intake',
      INTAKE_KEY: key,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^applicant-intake: DATABASE_URL: the database cannot be used \(ECONNREFUSED\); check/,
    );
    expect(stderr).not.toContain('secret');
  });

  it.each(['mysql://db.example.com/intake', 'db.example.com'])('is refused where it is %s', async (url) => {
    const { code, stderr } = await runCommand(['serve', '--sandbox'], { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^applicant-intake: DATABASE_URL must be the address of a database/);
  });
});
