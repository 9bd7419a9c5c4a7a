import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBrowser } from './build-browser.ts';
import { buildCommand } from './build-command.ts';
import { buildDemo } from './build-demo.ts';
import { integrityLines, readIntegrity } from './integrity.ts';
import { writeManifest } from './manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

/**
 * Builds everything that is served or published: the element's files, both demos, the command, the modules, and the
 * manifest of the element.
 * What is there is replaced at the end, at once, so that nobody who reads it meanwhile finds it half made.
 */
async function buildAll(): Promise<void> {
  const fresh = mkdtempSync(join(root, '.build-'));
  try {
    await buildBrowser(fresh);
    await buildDemo(fresh);
    await buildCommand(fresh);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh], {
      cwd: root,
      stdio: 'inherit',
    });
    writeManifest(fresh);
    writeFileSync(join(fresh, '.built'), '');
    replaceDist(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replaceDist(fresh: string): void {
  const old = `${fresh}-old`;
  // What `mkdtemp` makes is for its owner alone; what is built is for a web server, too.
  chmodSync(fresh, 0o755);
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    // Another process has just built from the same sources; its result is as good.
    if (!existsSync(stamp)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** Builds unless everything built is newer than everything it was built from. */
export async function buildIfStale(): Promise<void> {
  const folders = ['src', 'demo', 'scripts', 'integrations'];
  const sources = [...folders, 'package.json', 'package-lock.json', 'tsconfig.json'];
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const begun = new Date();
  if (sources.every((source) => newest(join(root, source)) < builtAt)) return;
  process.stderr.write('Building; this takes a few seconds…\n');
  await buildAll();
  // A source edited while the build ran makes the next call build again.
  utimesSync(stamp, begun, begun);
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (import.meta.main && process.argv.includes('--if-stale')) await buildIfStale();
else if (import.meta.main) {
  await buildAll();
  process.stdout.write(integrityLines(readIntegrity(join(dist, 'browser'))));
}
