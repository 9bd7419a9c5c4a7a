import './production.ts';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { buildBrowser } from './build-browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the demo twice from the same sources: `dist/demo`, which the proxy serves and whose page loads the element
 * by `/applicant-intake.js` as any page would; and `dist/static-demo`, which needs no server, has the element beside
 * it, and runs in whatever folder it is put.
 */
export async function buildDemo(dist = `${root}dist`): Promise<void> {
  if (!existsSync(`${dist}/browser/applicant-intake.js`)) await buildBrowser(dist);
  await Promise.all([buildPage(`${dist}/demo`), buildPage(`${dist}/static-demo`, [withoutServer])]);
  cpSync(`${dist}/browser`, `${dist}/static-demo`, { recursive: true });
  cpSync(
    fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')),
    `${dist}/static-demo/mockServiceWorker.js`,
  );
}

/** The policy the static page sets itself, since no server of ours adds one. */
const staticPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'";

/** Makes the page start with everything inside it, and look for the element beside itself. */
const withoutServer: Plugin = {
  name: 'without-server',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html
        .replace('./served.ts', './static.ts')
        .replace('"/applicant-intake.js"', '"./applicant-intake.js"')
        .replace(
          '<meta name="viewport"',
          `<meta http-equiv="content-security-policy" content="${staticPolicy}">\n  <meta name="viewport"`,
        ),
  },
};

async function buildPage(outDir: string, plugins: Plugin[] = []): Promise<void> {
  await build({
    root: `${root}demo`,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // Newer than the scripts need: `light-dark()` and container queries are to stay as they are written.
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      // The page's policy allows no `data:` addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_000,
    },
  });
}

if (import.meta.main) await buildDemo();
