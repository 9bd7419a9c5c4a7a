import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type InlineConfig, type LibraryOptions } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The version of the package, which every build carries. */
export const version: string = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version;

const outDir = 'dist/browser';

const shared = {
  root,
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
} satisfies InlineConfig;

/**
 * Builds what pages load: the ES module, whose locales other than English are files of their own, and the plain
 * script, which carries everything in one file because script optimisers concatenate such files and so take away
 * the address that a further file could be loaded from.
 */
export async function buildBrowser(): Promise<void> {
  const lib = (format: 'es' | 'iife', fileName: string) =>
    ({
      entry: 'src/element/define.ts',
      name: 'ApplicantIntakeBundle',
      formats: [format],
      fileName: () => fileName,
    }) satisfies LibraryOptions;
  await build({
    ...shared,
    build: {
      outDir,
      target: 'es2022',
      lib: lib('es', 'applicant-intake.js'),
      rolldownOptions: { output: { chunkFileNames: 'locales/[name].js', minify: true } },
    },
  });
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: lib('iife', 'applicant-intake.classic.js'),
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  });
}

if (import.meta.main) await buildBrowser();
