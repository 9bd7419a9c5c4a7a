import '../../scripts/production.ts';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { buildIfStale } from '../../scripts/build.ts';
import { candidates, ours } from './candidates.ts';
import { sections, words } from './form-content.ts';
import { plainForm } from './plain-html/form.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const browserFiles = fileURLToPath(new URL('../../dist/browser', import.meta.url));

/** Installs the libraries that the form is compared with, as this folder's lockfile has them, unless they are here. */
function installPeers(): void {
  const installed = join(folder, 'node_modules/.package-lock.json');
  const lockedAt = statSync(join(folder, 'package-lock.json')).mtimeMs;
  if (existsSync(installed) && statSync(installed).mtimeMs >= lockedAt) return;
  process.stderr.write('Installing the libraries to compare with; this takes some seconds…\n');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** What the form asks, as data that the candidates import: all ask the same, in the same words. */
const formContent: Plugin = {
  name: 'form-content',
  resolveId: (id) => (id === 'virtual:form-content' ? `\0${id}` : null),
  load: (id) =>
    id === '\0virtual:form-content'
      ? `export const sections = ${JSON.stringify(sections)}; export const words = ${JSON.stringify(words)};`
      : null,
};

/** The form in the page that needs no script to draw it. */
const staticForm: Plugin = {
  name: 'static-form',
  transformIndexHtml: (html) => html.replace('<!-- form -->', plainForm),
};

/** Builds every candidate's page for production, each into a folder of its name. */
export async function buildCandidates(directory: string): Promise<void> {
  await buildIfStale();
  installPeers();
  for (const { name } of candidates) {
    await build({
      root: join(folder, name),
      base: './',
      configFile: false,
      logLevel: 'warn',
      plugins: [formContent, staticForm],
      define: {
        'process.env.NODE_ENV': '"production"',
        // What Vue's guide to bundlers asks a page to decide.
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      build: {
        outDir: join(directory, name),
        emptyOutDir: true,
        target: 'es2022',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    });
  }
  cpSync(browserFiles, join(directory, ours.name), { recursive: true });
}
