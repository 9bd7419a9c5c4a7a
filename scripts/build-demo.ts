import './production.ts';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build, type Plugin } from 'vite';
import { buildBrowser } from './build-browser.ts';
import { readIntegrity } from './integrity.ts';
import { wordPressDemo } from './wordpress-demo.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The pages, by the path that each is served at. That of WordPress is printed by its plugin. */
const pages = ['index', 'pages/plain', 'pages/react', 'pages/vue'].map((name) => `${root}demo/${name}.html`);

/**
 * Builds the demo twice from the same sources: `dist/demo`, which the proxy serves and whose pages load the element
 * by `/applicant-intake.js` as any page would; and `dist/static-demo`, which needs no server, has the element beside
 * it, and runs in whatever folder it is put. The pages of React and Vue bring the element with them, as apps do.
 */
export async function buildDemo(dist = `${root}dist`): Promise<void> {
  if (!existsSync(`${dist}/browser/integrity.json`)) await buildBrowser(dist);
  const release = readIntegrity(`${dist}/browser`);
  const hash = release.files['applicant-intake.js'] ?? '';
  const pinned: Plugin = {
    name: 'pinned',
    transformIndexHtml: (html) => html.replace('%version%', release.version).replace('%integrity%', hash),
  };
  const printed = await wordPressDemo();
  const define = { __RELEASE__: JSON.stringify(release) };
  await buildPages(`${dist}/demo`, define, [pinned, printed({ base: '' })]);
  await buildPages(`${dist}/static-demo`, define, [
    withoutServer,
    pinned,
    printed({ base: '..', finish: inPage }),
  ]);
  cpSync(`${dist}/browser`, `${dist}/static-demo`, { recursive: true });
  cpSync(
    fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')),
    `${dist}/static-demo/mockServiceWorker.js`,
  );
}

/** The policy that static pages set themselves, since no server of ours adds one. */
const staticPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'";

const policyTag = `<meta http-equiv="content-security-policy" content="${staticPolicy}">`;

/** Makes a page start with everything inside it, and look for the element beside itself. */
const withoutServer: Plugin = {
  name: 'without-server',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html
        .replace('./served.ts', './static.ts')
        .replace('"/applicant-intake.js"', '"./applicant-intake.js"')
        .replace('"/v%version%/applicant-intake.js"', '"../applicant-intake.js"')
        .replace('<meta name="viewport"', `${policyTag}\n  <meta name="viewport"`),
  },
};

/** The same for a page that was printed. */
const inPage = (html: string, fileOf: (module: string) => string) =>
  html
    .replace('<meta name="viewport"', `${policyTag}\n<meta name="viewport"`)
    .replace(
      '</head>',
      `<script type="module" src="../${fileOf(`${root}demo/pages/static.ts`)}"></script></head>`,
    );

/** The package by its name, as apps import it: what it defines must not be taken for nothing. */
const itself: Plugin = {
  name: 'itself',
  enforce: 'pre',
  resolveId: (id) =>
    id === 'applicant-intake' ? { id: `${root}src/element/define.ts`, moduleSideEffects: true } : null,
};

async function buildPages(
  outDir: string,
  define: Readonly<Record<string, string>>,
  plugins: readonly Plugin[],
): Promise<void> {
  await build({
    root: `${root}demo`,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [
      ...plugins,
      itself,
      vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'applicant-intake' } } }),
    ],
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // Newer than the scripts need: `light-dark()` and container queries are to stay as they are written.
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      // The pages' policy allows no `data:` addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: { input: pages },
    },
  });
}

if (import.meta.main) await buildDemo();
