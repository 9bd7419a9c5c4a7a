#!/usr/bin/env node
// The command. Kept to what old versions of Node can parse, so that they get a sentence and not a syntax error.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);

if (recent) {
  const { run } = await import('../dist/command/cli.js');
  process.exitCode = await run(process.argv.slice(2));
} else {
  // The npm package `node` beside us, if there is one, brings a newer Node than the machine's.
  let newer;
  try {
    newer = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin/node');
  } catch {}
  if (newer && existsSync(newer)) {
    const child = spawn(newer, process.argv.slice(1), { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
      process.exitCode = code === null ? 1 : code;
    });
  } else {
    console.error(
      `applicant-intake: needs Node 22.18 or newer, and this is ${process.versions.node}; update Node, or run: npm install node@24`,
    );
    process.exitCode = 1;
  }
}
