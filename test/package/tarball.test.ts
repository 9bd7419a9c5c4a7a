import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readmeBlocks } from '../support/readme.ts';
import { startSite } from '../support/site.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the packed package', () => {
  it('installs into an empty project, serves from there and delivers', async () => {
    const project = temporaryFolder();
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', project], { cwd: root });
    const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ name: 'carrier', private: true, type: 'module' }),
    );
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], { cwd: project });
    // Sources and demos stay at home.
    const installed = readdirSync(join(project, 'node_modules/applicant-intake'));
    expect(installed.toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'package.json',
    ]);

    const site = await startSite();
    mkdirSync(join(project, 'data'));
    const child = spawn('npx', ['applicant-intake', 'serve'], {
      cwd: project,
      detached: true,
      env: { ...process.env, ...site.env, PORT: '0', INTAKE_DATA: 'data', LOG_LEVEL: 'silent' },
    });
    try {
      let output = '';
      child.stdout.on('data', (chunk) => (output += chunk));
      child.stderr.on('data', (chunk) => (output += chunk));
      const base = await until(() => /http:\/\/localhost:\d+/.exec(output)?.[0]);
      const submission = buildSubmission();
      const response = await fetch(`${base}/v1/applications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(submission),
      });
      expect(response.status).toBe(202);
      await until(() => site.incidentsFor(submission.id) === 1);
      expect((await fetch(`${base}/applicant-intake.js`)).status).toBe(200);
    } finally {
      // npx and what it started.
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }

    // The README's own server, as it stands there.
    const [, server = ''] = readmeBlocks('js');
    writeFileSync(join(project, 'server.js'), server);
    const own = spawn(process.execPath, ['server.js'], {
      cwd: project,
      env: { ...process.env, PORT: '0', INTAKE_DATA: 'own-data', LOG_LEVEL: 'silent' },
    });
    let printed = '';
    own.stdout.on('data', (chunk) => (printed += chunk));
    await until(() => /listening on \d+/.test(printed));
    own.kill('SIGTERM');
    expect(await new Promise((resolve) => own.once('exit', resolve))).toBe(0);

    // Every entry of `exports` that Node can load is there, and what it names is, too.
    const script = `
      const { createApplicationServer } = await import('applicant-intake/server');
      const { driverShort, validateAnswers } = await import('applicant-intake/model');
      const { createMemoryStore } = await import('applicant-intake/stores/memory');
      const { createSqliteStore } = await import('applicant-intake/stores/sqlite');
      const { createB2cServiceConnector } = await import('applicant-intake/connectors/b2c-service');
      const { createDeliveryWorker } = await import('applicant-intake/queue');
      const { createSandbox } = await import('applicant-intake/sandbox');
      const { httpTransport } = await import('applicant-intake/transport');
      const { serve, readSettings } = await import('applicant-intake/node');
      const { es } = await import('applicant-intake/locales/es');
      const all = [createApplicationServer, driverShort, validateAnswers, createMemoryStore, createSqliteStore,
        createB2cServiceConnector, createDeliveryWorker, createSandbox, httpTransport, serve, readSettings, es];
      console.log(all.filter(Boolean).length);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
    expect(stdout.trim()).toBe('12');
  }, 120_000);
});
