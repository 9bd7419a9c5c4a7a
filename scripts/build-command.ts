import './production.ts';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the command as one file, and what only `--sandbox` needs as another. Bundled, it starts faster and holds
 * some 15 MB less than as single modules, mostly translations inside zod that nothing uses. What only PostgreSQL needs
 * is loaded from where it is installed, where it is wanted.
 */
export async function buildCommand(dist = `${root}dist`): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['pino', 'pg', 'pg-boss'] },
    build: {
      ssr: 'src/node/cli.ts',
      outDir: `${dist}/command`,
      target: 'node22',
      minify: false,
      // Chunks beside the entry: the folder of the package is found from where a file lies.
      rolldownOptions: {
        output: {
          entryFileNames: 'cli.js',
          chunkFileNames: '[name].js',
          // Node keeps the source in memory, in two bytes a character where a single one needs them.
          charset: 'ascii',
          comments: { legal: true, annotation: false, jsdoc: false },
        },
      },
    },
  });
}

if (import.meta.main) await buildCommand();
