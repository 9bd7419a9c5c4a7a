import './production.ts';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, build as viteBuild } from 'vite';
import type { Language } from '../src/locales/load-locale.ts';
import { writeIntegrity } from './integrity.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Line breaks and indentation inside templates: the markup and the style sheets are written for people. And what Vite
 * has the minifier keep in modules, hints for those who build them once more.
 */
const collapseTemplates: Plugin = {
  name: 'collapse-templates',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      // In minified code no other line breaks are left.
      if (chunk.type === 'chunk') {
        chunk.code = chunk.code.trim().replace(/\n\s*|\/\* @__PURE__ \*\//g, ' ');
      }
    }
  },
};

/**
 * Has Chromium compile what the first drawing needs while the file is still coming in, beside the main thread, and not
 * function by function as each is called (V8's explicit compile hints).
 */
const compiledEarly: Plugin = {
  name: 'compiled-early',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
    }
  },
};

/** Spaces, comments, quotation marks and leading zeros in style sheets, which lie in files of their own. */
const collapseStyles: Plugin = {
  name: 'collapse-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    return code
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s*([{};,])\s*/g, '$1')
      .replace(/: +/g, ':')
      .replace(/\b0\.(?=\d)/g, '.')
      .replace(/='([\w-]+)'\]/g, '=$1]')
      .replaceAll(';}', '}');
  },
};

/** Parts of the element that are fetched when first needed, by the name under which `load-later.ts` offers them. */
const later = {
  extras: 'src/element/extras/index.ts',
  sending: 'src/element/sending/sending.ts',
  offline: 'src/element/offline/offline.ts',
  page: 'src/element/page/page-settings.ts',
  altcha: 'src/element/challenge/altcha.ts',
  further: 'src/element/fields/further/index.ts',
  uploads: 'src/element/fields/further/uploads/index.ts',
};

/** The languages besides English, by the name of their texts. */
const languages: Readonly<Record<Language, string>> = { es: 'src/locales/es.ts', fr: 'src/locales/fr-CA.ts' };

/** Modules with a memory: in a part that is built for itself they would be a second copy, and forget. */
const withMemory =
  /src\/(model\/answer-rules|element\/(fields\/field-registry|applicant-intake|load-later))\.ts$/;

/** Of Lit, a part only takes the tag of its templates: they are drawn by the element's own copy. */
const pureLit: Plugin = {
  name: 'pure-lit',
  enforce: 'pre',
  resolveId: (id) => (id === 'lit/html.js' ? { id: '\0lit-tags', moduleSideEffects: false } : null),
  load: (id) =>
    id === '\0lit-tags'
      ? `const tag = (type) => (strings, ...values) => ({ _$litType$: type, strings, values });
         export const html = tag(1), nothing = Symbol.for('lit-nothing');`
      : null,
};

const nothingWithMemory: Plugin = {
  name: 'nothing-with-memory',
  load(id) {
    if (withMemory.test(id))
      this.error(`${id} keeps something in mind, and must be given to what is loaded later`);
    return null;
  },
};

/**
 * Puts the addresses of the built parts in the place of the modules that load them in source. The module takes them
 * from beside itself; the plain script learns its own address only while it runs for the first time, and not at all
 * once a script optimiser has put it into another file: then the form makes do without them, in English. An address that
 * cannot be made must be a promise that is broken, as a file that cannot be had is.
 *
 * A file that has not come within ten seconds counts as one that cannot be had: whoever sends an application would wait
 * for it as long as a dead connection takes to be noticed.
 *
 * A file that could not be had is asked for under another address the next time, with one more question mark: Chromium
 * remembers for as long as a page lives that an import has failed, be the network back or not. Not on a page with an
 * import map that names hashes: it names none for another address, and what it has refused would be let in.
 *
 * `within`: the parts that are not beside the file, but in it.
 */
function partsBeside(
  format: 'es' | 'iife',
  files: Readonly<Record<string, string>>,
  within: readonly (keyof typeof later)[] = [],
): Plugin {
  const [script, address] =
    format === 'iife'
      ? ['const script = document.currentScript?.src;', 'new URL(file, script).href']
      : ['', '"./" + file'];
  const beside = `${script} export const beside = (file, name) => async () => {
    try {
      const loaded = await Promise.race([import(/* @vite-ignore */ ${address}), new Promise((_, fail) => setTimeout(fail, 1e4))]);
      return name ? loaded[name] : loaded;
    } catch (cause) {
      if (!/importmap[^<]*"integrity"/.test(document.documentElement.innerHTML)) file += '?';
      throw cause;
    }
  };`;
  const offer = (what: string, names: readonly string[], take = (_name: string) => '') => {
    const loads = names.map((name) => `${name}: beside('${files[name]}'${take(name)})`);
    return `import { beside } from '\0beside'; export const ${what} = { ${loads} };`;
  };
  return {
    name: 'parts-beside',
    enforce: 'pre',
    resolveId: (id) => (id === '\0beside' ? id : null),
    load(id) {
      if (id === '\0beside') return beside;
      if (id.endsWith('/element/load-later.ts')) {
        const imports = within.map((name) => `import * as ${name} from '${root}${later[name]}';`);
        const own = within.map((name) => `later.${name} = async () => ${name};`);
        const others = Object.keys(later).filter((name) => !within.some((each) => each === name));
        return [...imports, offer('later', others), ...own].join(' ');
      }
      if (id.endsWith('/locales/load-locale.ts'))
        return offer('locales', Object.keys(languages), (name) => `, '${name}'`);
      return null;
    },
  };
}

/** What a part fetches itself, from beside it: few readers of the few who need the part do. */
function drawingBeside(file: string): Plugin {
  const address = `./${basename(file)}`;
  return {
    name: 'drawing-beside',
    enforce: 'pre',
    resolveId: (id) => (id === address ? { id, external: true } : null),
    load: (id) =>
      id.endsWith('/further/load-drawing-view.ts')
        ? `export const loadDrawingView = () => import('${address}');`
        : null,
  };
}

/** Puts a mark into the names of files that tells the content of all of them; gives their new names. */
function markAll(folder: string, files: readonly [name: string, file: string][]): Record<string, string> {
  const hash = createHash('sha256');
  for (const [, file] of files) hash.update(readFileSync(`${folder}/${file}`));
  const mark = hash.digest('base64url').slice(0, 8);
  const marked = files.map(([name, file]) => [name, file, file.replace(/\.js$/, `-${mark}.js`)] as const);
  for (const [, file, now] of marked) renameSync(`${folder}/${file}`, `${folder}/${now}`);
  return Object.fromEntries(marked.map(([name, , now]) => [name, now]));
}

interface Target {
  readonly entry: string;
  readonly format: 'es' | 'iife';
  readonly fileName: string;
  readonly plugins?: readonly Plugin[];
  /** Whether templates stay to the letter, as the server has them. Default: false. */
  readonly keepsTemplates?: boolean;
}

/** Builds one file, and gives its name. */
async function buildFile(dist: string, target: Target): Promise<string> {
  const { entry, format, fileName, plugins = [], keepsTemplates = false } = target;
  const built = await viteBuild({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [...plugins, collapseStyles, ...(keepsTemplates ? [] : [collapseTemplates])],
    build: {
      outDir: `${dist}/browser`,
      emptyOutDir: false,
      target: 'es2022',
      // Some 2 % smaller than the default minifier, which counts on a phone; the whitespace is its affair, too.
      minify: 'terser',
      terserOptions: {
        ecma: 2020,
        module: format === 'es',
        // No function here is a class, so all may be arrows.
        compress: { passes: 3, unsafe_arrows: true },
        format: { comments: false },
      },
      lib: { entry, name: 'ApplicantIntakeBundle', formats: [format], fileName: () => fileName },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${fileName} was not built`);
  return output.output[0].fileName;
}

/**
 * Builds what pages load: the ES module and the plain script, each with everything that the form needs in English, and
 * beside them a file for every other language and for every part that most readers do without. The names of parts tell
 * the content of all, so that a script kept by a browser never gets a part of another version; of all, as a mark for
 * each would weigh more in the script. Then what the hosted page loads, and what a page loads that shows it in a frame.
 */
export async function buildBrowser(dist = `${root}dist`): Promise<void> {
  rmSync(`${dist}/browser`, { recursive: true, force: true });
  const buildPart = (fileName: string, entry: string, ...plugins: Plugin[]) =>
    buildFile(dist, { entry, format: 'es', fileName, plugins: [nothingWithMemory, pureLit, ...plugins] });
  const drawing = await buildPart('parts/drawing-[hash].js', 'src/element/fields/further/drawing-view.ts');
  const parts: [name: string, file: string][] = [];
  for (const [name, entry] of Object.entries(later)) {
    parts.push([name, await buildPart(`parts/${name}.js`, entry, drawingBeside(drawing))]);
  }
  const files = markAll(`${dist}/browser`, parts);
  for (const [name, entry] of Object.entries(languages)) {
    files[name] = await buildFile(dist, {
      entry,
      format: 'es',
      fileName: `locales/${basename(entry, '.ts')}.js`,
    });
  }
  const entry = 'src/element/define.ts';
  await buildFile(dist, {
    entry,
    format: 'es',
    fileName: 'applicant-intake.js',
    plugins: [partsBeside('es', files), compiledEarly],
  });
  await buildFile(dist, {
    entry,
    format: 'iife',
    fileName: 'applicant-intake.classic.js',
    // A plain script has to be able to send, wherever it has been put.
    plugins: [partsBeside('iife', files, ['sending']), compiledEarly],
  });
  await buildFile(dist, {
    entry: 'src/hosted/browser/define.ts',
    format: 'es',
    fileName: 'applicant-intake.hosted.js',
    plugins: [partsBeside('es', files, ['sending', 'extras'])],
    // What the server has drawn is recognised by its templates.
    keepsTemplates: true,
  });
  await buildFile(dist, {
    entry: 'src/hosted/browser/frame-page.ts',
    format: 'iife',
    fileName: 'applicant-intake-frame.js',
  });
  writeIntegrity(`${dist}/browser`);
}

if (import.meta.main) await buildBrowser();
