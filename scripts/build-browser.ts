import './production.ts';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, build as viteBuild } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Line breaks and indentation inside templates: the markup and the style sheets are written for people. */
const collapseTemplates: Plugin = {
  name: 'collapse-templates',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      // In minified code no other line breaks are left.
      if (chunk.type === 'chunk') chunk.code = chunk.code.trim().replace(/\n\s*/g, ' ');
    }
  },
};

/** Spaces and comments in style sheets, which lie in files of their own. */
const collapseStyles: Plugin = {
  name: 'collapse-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    return code
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s*([{};,])\s*/g, '$1')
      .replace(/: +/g, ':')
      .replaceAll(';}', '}');
  },
};

/** The plain script cannot have chunks; it loads the other languages from beside itself. */
const classicLocales: Plugin = {
  name: 'classic-locales',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('/locales/load-locale.ts')) return null;
    return readFileSync(id.replace('.ts', '.classic.ts'), 'utf8');
  },
};

/**
 * Builds what pages load: the ES module and the plain script, each with everything that the form needs in English,
 * and a file for every other language.
 */
export async function buildBrowser(dist = `${root}dist`): Promise<void> {
  const build = (format: 'es' | 'iife', fileName: string, plugins: Plugin[], output: object) =>
    viteBuild({
      root,
      configFile: false,
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [...plugins, collapseStyles, collapseTemplates],
      build: {
        outDir: `${dist}/browser`,
        emptyOutDir: format === 'es',
        target: 'es2022',
        // Some 2 % smaller than the default minifier, which counts on a phone; the whitespace is its affair, too.
        minify: 'terser',
        terserOptions: {
          ecma: 2020,
          module: format === 'es',
          compress: { passes: 3 },
          format: { comments: false },
        },
        lib: {
          entry: 'src/element/define.ts',
          name: 'ApplicantIntakeBundle',
          formats: [format],
          fileName: () => fileName,
        },
        rolldownOptions: { output },
      },
    });
  await build('es', 'applicant-intake.js', [], { chunkFileNames: 'locales/[name].js' });
  await build('iife', 'applicant-intake.classic.js', [classicLocales], { codeSplitting: false });
}

if (import.meta.main) await buildBrowser();
