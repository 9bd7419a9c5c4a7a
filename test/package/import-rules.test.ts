import { execFile } from 'node:child_process';
import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folder, what a file there must not say, and the rule that has to find it. */
const intruders: [string, string, string][] = [
  ['model', "import { LitElement } from 'lit'; export { LitElement };", 'model-imports'],
  ['model', "import { readFileSync } from 'node:fs'; export { readFileSync };", 'model-is-portable'],
  ['form', "import * as z from 'zod/mini'; export { z };", 'form-imports'],
  ['form', "export * from '../locales/en.ts';", 'form-imports'],
  ['element', "export * from '../server/create-application-server.ts';", 'element-imports'],
  ['element', "export * from '../hosted/hosted-settings.ts';", 'element-imports'],
  ['server', "export * from '../hosted/hosted-settings.ts';", 'server-imports'],
  ['hosted', "export * from '../server/create-application-server.ts';", 'hosted-imports'],
  ['hosted', "import { readFileSync } from 'node:fs'; export { readFileSync };", 'hosted-is-portable'],
  ['element', "import type { Hono } from 'hono'; export type { Hono };", 'element-imports'],
  ['transport', "export * from '../form/form-state.ts';", 'transport-imports'],
  ['server', "export * from '../connectors/b2c-service/index.ts';", 'server-imports'],
  ['server', "export * from '../stores/memory-store.ts';", 'server-imports'],
  ['queue', "export * from '../connectors/b2c-service/index.ts';", 'queue-imports'],
  ['connectors/b2c-service', "export * from '../../protocol/paths.ts';", 'connectors-imports'],
  [
    'sandbox/simulators',
    "export * from '../../connectors/b2c-service/mapping.ts';",
    'sandbox/simulators-imports',
  ],
  ['stores', "export * from '../server/http-problem.ts';", 'stores-imports'],
  ['observability', "export * from '../server/create-application-server.ts';", 'observability-imports'],
  ['observability', "export * from '../connectors/b2c-service/index.ts';", 'observability-imports'],
  ['queue', "import { Counter } from 'prom-client'; export { Counter };", 'queue-imports'],
  ['server', "import { trace } from '@opentelemetry/api'; export { trace };", 'server-imports'],
  ['node', "export * from '../element/events.ts';", 'node-imports'],
];

const nameOf = (index: number) => `intruder-${index}.ts`;

/** What the rules find in a copy of the sources that has the intruders in it: rule and file. */
function findings(): Promise<{ rule: string; file: string }[]> {
  const copy = temporaryFolder();
  for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [index, [folder, source]] of intruders.entries()) {
    writeFileSync(join(copy, 'src', folder, nameOf(index)), source);
  }
  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const env = { ...process.env, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, 'src'], { cwd: copy, env }, (_, stdout, stderr) => {
      rmSync(join(copy, 'node_modules'));
      if (!stdout.includes('dependencies cruised'))
        reject(new Error(`nothing was checked: ${stdout}${stderr}`));
      const lines = stdout.matchAll(/error ([\w/-]+): (\S+)/g);
      resolve([...lines].map(([, rule = '', file = '']) => ({ rule, file })));
    });
  });
}

describe('the import rules', () => {
  it('find every file that imports what its folder may not, and nothing else', async () => {
    const found = await findings();
    for (const [index, [folder, , rule]] of intruders.entries()) {
      expect(found).toContainEqual({ rule, file: `src/${folder}/${nameOf(index)}` });
    }
    expect(found.filter(({ file }) => !file.includes('intruder'))).toEqual([]);
  });
});
