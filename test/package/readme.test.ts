import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { destinationKinds } from '../../src/node/destinations/kinds.ts';
import { readSettings } from '../../src/node/settings.ts';
import { readmeBlocks } from '../support/readme.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sh = (command: string) => promisify(execFile)('sh', ['-c', command], { cwd: root, maxBuffer: 2 ** 24 });

const blocks = readmeBlocks('sh');
const isCurl = (block: string) => /^curl/m.test(block);
const commands = blocks.filter((block) => !isCurl(block)).flatMap((block) => block.trim().split('\n'));
const curls = blocks.filter(isCurl).flatMap((block) => block.split(/^(?=curl)/m));

/** Who runs a command of the README, where it is not a test of this file. */
const elsewhere: Record<string, string> = {
  'npm ci': '.ci/run',
  'npm test': '.ci/run',
  'npm run check': '.ci/run',
  'npx applicant-intake serve': 'test/package/tarball.test.ts',
  'DATABASE_URL=postgres://intake@db.example.com/intake INTAKE_KEY_FILE=/run/secrets/intake-key npx applicant-intake serve':
    'test/node/serve-postgres.test.ts',
  'npx applicant-intake check --config config.json': 'test/node/check-command.test.ts',
  'npx applicant-intake map --form driver-short --sample sample.json --config config.json':
    'test/node/map-command.test.ts',
  ...Object.fromEntries(
    commands
      .filter((command) => command.startsWith('npx applicant-intake deliveries '))
      .map((command) => [command, 'test/node/deliveries/readme.test.ts']),
  ),
  ...Object.fromEntries(
    commands
      .filter((command) => /^(pg_dump|pg_restore|psql) /.test(command))
      .map((command) => [command, 'test/node/backup-postgres.test.ts']),
  ),
  'npx applicant-intake keys rotate --config config.json': 'test/node/keys-rotate.test.ts',
  'npx applicant-intake backup today.db --config config.json': 'test/node/backup.test.ts',
  // For less than ten minutes.
  'npm run bench -- endurance --minutes=10 --json': 'test/bench/endurance.test.ts',
  // Of as many seeds as a run of all tests has time for.
  'npm run simulate -- --seeds 10000 --json': 'test/simulation/simulation.test.ts',
};

const here = [
  'npm start',
  'npm run bench -- bundle --json',
  'npm run bench -- intake --json',
  'npm run bench -- delivery --json',
  'npm run torture -- --system b2c-service --rounds 50 --seed 7 --json',
  'npm run torture -- --store postgres --rounds 6 --seed 7 --json',
  'npm run build',
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Ends npm and everything it has started. */
function end({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {}
}

/** The last line a command prints, as JSON. */
async function lastLine(command: string): Promise<Record<string, number>> {
  const { stdout } = await sh(command);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('the README', () => {
  it('names no command that no test runs', () => {
    expect(commands.toSorted()).toEqual([...here, ...Object.keys(elsewhere)].toSorted());
    const ci = readFileSync(join(root, '.ci/run'), 'utf8');
    for (const [command, file] of Object.entries(elsewhere)) {
      if (file === '.ci/run') expect(ci).toContain(command);
      else expect(existsSync(join(root, file))).toBe(true);
    }
  });

  it('tells the truth about npm start and about the API', async () => {
    const port = await freePort();
    const child = spawn('npm', ['start'], {
      cwd: root,
      detached: true,
      env: { ...process.env, PORT: String(port), INTAKE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' },
    });
    onTestFinished(() => end(child));
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
    const base = `http://localhost:${port}`;
    const ready = () =>
      fetch(`${base}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(ready, 60_000).catch((cause: unknown) => {
      throw new Error(printed, { cause });
    });
    expect(await (await fetch(base)).text()).toContain('<applicant-intake');

    const folder = temporaryFolder();
    const answers = [];
    for (const curl of curls) {
      const command = curl
        .replaceAll('localhost:8080', `localhost:${port}`)
        .replaceAll('cdl.pdf', `${folder}/cdl.pdf`);
      const { stdout } = await sh(command);
      if (isCurl(curl)) answers.push(stdout);
    }
    expect(answers[0]).toMatch(/^HTTP\/1\.1 202/);
    expect(answers[1]).toMatch(/"status":"(queued|delivered)"/);
    expect(answers[2]).toMatch(/etag: /i);
    expect(answers[3]).toMatch(/^HTTP\/1\.1 202[\s\S]*"name":"cdl.pdf","type":"application\/pdf"/);
    expect(answers).toHaveLength(4);
  }, 90_000);

  it('shows a configuration file that is taken as it stands', async () => {
    const folder = temporaryFolder();
    const [config = ''] = readmeBlocks('json');
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets/b2c-password'), 'secret\n');
    writeFileSync(join(folder, 'config.json'), config.replace('/run/secrets', join(folder, 'secrets')));
    const settings = readSettings({ env: {}, configFile: join(folder, 'config.json') });
    expect(await settings.destinations[0]?.secretFiles[0]?.read()).toBe('secret');
    expect(settings.b2cService?.mapping.incident).toHaveProperty(['queue.id'], { constant: 12 });
  });

  it('lists every setting of the environment', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const source = readFileSync(join(root, 'src/node/settings.ts'), 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): '/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(readme).toContain(`\`${name}\``);
  });

  it.each(destinationKinds.map(({ name, variables }) => [name, variables] as const))(
    'or its page on %s lists every setting of the environment',
    (name, variables) => {
      const pages = ['README.md', `docs/${name}.md`, `docs/connectors/${name}.md`];
      const texts = pages.map((page) => join(root, page)).filter(existsSync);
      const text = texts.map((path) => readFileSync(path, 'utf8')).join('\n');
      for (const variable of Object.keys(variables)) expect(text).toContain(`\`${variable}\``);
    },
  );

  it('names benchmarks, torture and build that run and keep their promises', async () => {
    const bytes = await lastLine('npm run bench -- bundle --json');
    expect(Object.keys(bytes)).toEqual([
      'module_gzip',
      'sending_gzip',
      'module_and_sending_gzip',
      'classic_gzip',
      'extras_gzip',
      'offline_gzip',
      'locale_es_gzip',
      'locale_fr_gzip',
    ]);
    expect(bytes.module_and_sending_gzip).toBeLessThanOrEqual(25_000);
    const figures = await lastLine('npm run bench -- intake --json');
    expect(Object.keys(figures)).toEqual(['accepted_per_s', 'baseline_per_s', 'ratio', 'p99_ms', 'rss_mb']);
    const delivered = await lastLine('npm run bench -- delivery --json');
    expect(delivered).toMatchObject({ calls_per_new: 3, calls_per_known: 2 });
    expect(Object.keys(delivered)).toEqual([
      'calls_per_new',
      'calls_per_known',
      'efficiency',
      'first_call_ms',
    ]);
    const tortured = await lastLine('npm run torture -- --system b2c-service --rounds 50 --seed 7 --json');
    expect(tortured).toMatchObject({
      rounds: 50,
      lost: 0,
      duplicated: 0,
      files_lost: 0,
      files_duplicated: 0,
    });
    expect(tortured.acknowledged).toBeGreaterThan(50);
    expect(await lastLine('npm run torture -- --store postgres --rounds 6 --seed 7 --json')).toMatchObject({
      lost: 0,
      duplicated: 0,
    });
    await sh('npm run build');
    expect(existsSync(join(root, 'dist/static-demo/index.html'))).toBe(true);
  }, 400_000);
});
