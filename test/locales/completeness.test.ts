import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { es } from '../../src/locales/es.ts';
import { fr } from '../../src/locales/fr-CA.ts';
import * as furtherEs from '../../src/locales/further/es.ts';
import * as furtherFr from '../../src/locales/further/fr-CA.ts';
import * as offlineEs from '../../src/locales/offline/es.ts';
import * as offlineFr from '../../src/locales/offline/fr-CA.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { textsIn } from './texts-in.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a language may do without: its own names of states, further forms of a plural, one line more or less. */
const isFree = (path: string) => /^options\.state\.|\.(zero|one|two|few|many|\d+)$/.test(path);

/** A copy without the text at a path; of a plural, without the whole of it. Keys may have dots of their own. */
function without(messages: object, path: string): object {
  const copy = structuredClone(messages);
  let group = copy as Record<string, unknown>;
  for (let rest = path.replace(/\.other$/, ''); rest; ) {
    const keys = Object.keys(group).filter((key) => `${rest}.`.startsWith(`${key}.`));
    const key = keys.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
    if (key === rest) delete group[key];
    else group = group[key] as Record<string, unknown>;
    rest = rest.slice(key.length + 1);
  }
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

const offline = { es: offlineEs.es, fr: offlineFr.fr };
const furtherFile = 'further/further-messages.ts';

describe.each([
  ['the form', 'Translation', 'translation.ts', { es, fr }],
  ['a form without a connection', 'OfflineMessages', 'offline/offline-messages.ts', offline],
  ['further kinds of fields', 'FurtherTexts', furtherFile, { es: furtherEs.es, fr: furtherFr.fr }],
  ['drawing', 'DrawingMessages', furtherFile, { es: furtherEs.esDrawing, fr: furtherFr.frDrawing }],
  ['files', 'UploadMessages', furtherFile, { es: furtherEs.esUploads, fr: furtherFr.frUploads }],
])('the texts of %s', (_, type, file, languages) => {
  it('compile only where none is missing', () => {
    const paths = textsIn(languages.fr)
      .map(([path]) => path)
      .filter((path) => !isFree(path));
    expect(paths.length).toBeGreaterThan(2);
    const complete = Object.values(languages);
    const lacking = paths.map((path) => without(languages.fr, path));
    const faulty = new Set(linesAtFault(type, file, [...complete, ...lacking]));
    const unnoticed = paths.filter((_path, index) => !faulty.delete(complete.length + index + 1));
    expect(unnoticed).toEqual([]);
    // No other line: complete languages compile.
    expect([...faulty]).toEqual([]);
  });
});
