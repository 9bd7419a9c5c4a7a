import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBrowser } from './build-browser.ts';
import { buildCommand } from './build-command.ts';
import { buildDemo } from './build-demo.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist/.built');

/** Builds everything that is served or published: the element's files, both demos, the command, and the modules. */
async function buildAll(): Promise<void> {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await buildBrowser();
  await buildDemo();
  await buildCommand();
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  writeFileSync(stamp, '');
}

/** Builds unless everything built is newer than everything it was built from. */
export async function buildIfStale(): Promise<void> {
  const sources = ['src', 'demo', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const begun = new Date();
  if (sources.every((source) => newest(join(root, source)) < builtAt)) return;
  await buildAll();
  // A source edited while the build ran makes the next call build again.
  utimesSync(stamp, begun, begun);
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (import.meta.main) await (process.argv.includes('--if-stale') ? buildIfStale() : buildAll());
