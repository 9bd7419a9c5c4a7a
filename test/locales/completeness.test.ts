import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { es } from '../../src/locales/es.ts';
import { fr } from '../../src/locales/fr-CA.ts';
import { es as offlineEs } from '../../src/locales/offline/es.ts';
import { fr as offlineFr } from '../../src/locales/offline/fr-CA.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { textsIn } from './texts-in.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a language may do without: its own names of states, further forms of a plural, one line more or less. */
const isFree = (path: string) => /^options\.state\.|\.(zero|one|two|few|many|\d+)$/.test(path);

/** A copy without the text at a path; of a plural, without the whole of it. */
function without(messages: object, path: string): object {
  const copy = structuredClone(messages) as Record<string, unknown>;
  const keys = path.replace(/\.other$/, '').split('.');
  const last = keys.pop() ?? '';
  const group = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  delete group[last];
  return copy;
}

/** The lines of a module that do not compile, each line being one declaration. */
function linesAtFault(type: string, file: string, values: readonly object[]): number[] {
  const folder = temporaryFolder();
  const declarations = values.map((value, index) => `export const v${index}: T = ${JSON.stringify(value)};`);
  const source = `import type { ${type} as T } from '${root}src/locales/${file}';${declarations.join('\n')}`;
  writeFileSync(join(folder, 'locale.mts'), source);
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { types: [], rewriteRelativeImportExtensions: false },
    include: ['locale.mts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const faults = stdout.split('\n').filter((each) => /^\S/.test(each));
  return faults.map((fault) =>
    Number(/^locale\.mts\((\d+),\d+\): error TS2\d+:/.exec(fault)?.[1] ?? Number.NaN),
  );
}

describe.each([
  ['texts of the form', 'Translation', 'translation.ts', { es, fr }],
  [
    'texts without a connection',
    'OfflineMessages',
    'offline/offline-messages.ts',
    { es: offlineEs, fr: offlineFr },
  ],
])('the %s', (_, type, file, languages) => {
  it('compile only where none is missing', () => {
    const paths = textsIn(languages.fr)
      .map(([path]) => path)
      .filter((path) => !isFree(path));
    expect(paths.length).toBeGreaterThan(8);
    const complete = Object.values(languages);
    const lacking = paths.map((path) => without(languages.fr, path));
    const faulty = new Set(linesAtFault(type, file, [...complete, ...lacking]));
    const unnoticed = paths.filter((_path, index) => !faulty.delete(complete.length + index + 1));
    expect(unnoticed).toEqual([]);
    // No other line: complete languages compile.
    expect([...faulty]).toEqual([]);
  });
});
