import { run } from '../src/node/cli.ts';
import { buildIfStale } from './build.ts';

await buildIfStale();
process.exitCode = await run(['serve', '--sandbox', ...process.argv.slice(2)], { demo: true });
