import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package; the sources and the build lie equally deep in it. */
export const packageRoot: string = fileURLToPath(new URL('../..', import.meta.url));

/** The version of the package. */
export const version: string = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')).version;
