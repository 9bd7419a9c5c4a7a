import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Attribute, CustomElementDeclaration } from 'custom-elements-manifest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManifest } from '../../scripts/manifest.ts';
import { packageRoot } from '../../src/node/package-root.ts';

const element = createManifest().modules[0]?.declarations?.[0] as CustomElementDeclaration;
const { attributes = [], members = [], events = [] } = element;

/** A value of a type, as source. */
const exampleOf = (type = '') =>
  type === 'boolean' ? 'true' : (/'[a-z]+'/.exec(type)?.[0] ?? (/string/.test(type) ? "'x'" : 'undefined'));

const properties = members.flatMap((each) => (each.kind === 'field' ? [each as Attribute] : []));
const jsx = (names: readonly Attribute[]) =>
  names.map(({ name, type }) => `${name}={${exampleOf(type?.text)}}`).join(' ');
const object = (names: readonly Attribute[]) =>
  names.map(({ name, type }) => `'${name}': ${exampleOf(type?.text)}`).join(', ');
/** A listener that uses what its event carries, the type of which is never written down. */
const listener = (type: string) => `(event) => { const it: ${type} = event; void it; }`;
const eventTypes = events.map(({ type }) => type.text).join(', ');

const plain = `import 'applicant-intake';
import type { ApplicantIntake, ${eventTypes} } from 'applicant-intake';
const form = document.querySelector('applicant-intake') as ApplicantIntake;`;

const react = `import 'applicant-intake';
import type { ApplicantIntakeProps } from 'applicant-intake/react';
import type { ApplicantIntake, ${eventTypes} } from 'applicant-intake';
import { useRef } from 'react';
export function Apply() {
  const form = useRef<ApplicantIntake>(null);
  void form.current?.reset();
  const rest: ApplicantIntakeProps = {};
  void rest;
  return`;

const vue = `import 'applicant-intake';
import type {} from 'applicant-intake/vue';
import type { ${eventTypes} } from 'applicant-intake';
import type { GlobalComponents } from 'vue';
type Form = InstanceType<GlobalComponents['applicant-intake']>;
declare const emit: Form['$emit'];
void emit;
export const props: Form['$props'] = `;

const camel = (name: string) => name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
const vueListener = ({ name, type }: { name: string; type: { text: string } }) =>
  `${camel(`on-${name}`)}: ${listener(type.text)}`;

/** Pages that have to compile: each uses everything that the manifest names. */
const right: Record<string, string> = {
  'plain.ts': `${plain}
    const found: ApplicantIntake = document.createElement('applicant-intake');
    Object.assign(found, form);
    ${properties.map(({ name, type }) => `form.${name} = ${exampleOf(type?.text)} as ${type?.text.replace(/\b[A-Z]\w+\b/g, 'undefined')};`).join('\n')}
    ${events.map(({ name, type }) => `form.addEventListener('${name}', ${listener(type.text)});`).join('\n')}
    void form.submit().then(() => form.validate().map(({ path, code }) => [path, code]));
    form.reset(); form.goToStep('review'); void form.clearDraft();`,
  'react-attributes.tsx': `${react} <applicant-intake ref={form} className="form" {...rest} ${jsx(attributes)}
    ${events.map(({ name, type }) => `on${name}={${listener(type.text)}}`).join('\n')}
    ><p slot="legal">Legal</p></applicant-intake>; }`,
  'react-properties.tsx': `${react} <applicant-intake ref={form} {...rest} ${jsx(properties)}
    onintake-accepted={(event) => event.currentTarget.reset()} />; }`,
  'vue.ts': `${vue} { ${object(attributes)}, class: 'form', ${events.map(vueListener).join(', ')} };
    export const more: Form['$props'] = { ${object(properties)} };
    ${events.map(({ name, type }) => `emit('${name}', {} as ${type.text});`).join('\n')}`,
};

/** What must not compile, and what the compiler says. */
const wrong: [name: string, source: string, complaint: RegExp][] = [
  ['plain-value.ts', `${plain} form.theme = 'blue';`, /"blue"' is not assignable/],
  ['plain-name.ts', `${plain} form.aplicationSource = 'x';`, /'aplicationSource' does not exist/],
  [
    'plain-event.ts',
    `${plain} form.addEventListener('intake-accepted', (event) => event.issues);`,
    /'issues' does not exist/,
  ],
  ['plain-method.ts', `${plain} form.goToStep(1);`, /'number' is not assignable/],
  ['react-value.tsx', `${react} <applicant-intake theme="blue" />; }`, /"blue"' is not/],
  ['react-type.tsx', `${react} <applicant-intake job-id={5} />; }`, /'number' is not/],
  ['react-name.tsx', `${react} <applicant-intake jobbId="5" />; }`, /'jobbId' does not/],
  ['react-object.tsx', `${react} <applicant-intake values={5} />; }`, /'number' is not/],
  [
    'react-event.tsx',
    `${react} <applicant-intake onintake-accepted={(event) => event.issues} />; }`,
    /'issues' does not exist/,
  ],
  ['vue-value.ts', `${vue} { theme: 'blue' };`, /"blue"' is not assignable/],
  ['vue-type.ts', `${vue} { 'job-id': 5 };`, /'number' is not assignable/],
  ['vue-name.ts', `${vue} { 'jobb-id': '5' };`, /'jobb-id'.* does not exist/],
  ['vue-event.ts', `${vue} { onIntakeAccepted: (event) => event.issues };`, /'issues' does not exist/],
  ['vue-event-name.ts', `${vue} { onIntakeAcepted: () => {} };`, /'onIntakeAcepted' does not exist/],
  [
    'vue-emit.ts',
    `${vue} {}; emit('intake-acepted', {} as IntakeAcceptedEvent);`,
    /No overload|not assignable/,
  ],
];

const project = mkdtempSync(join(tmpdir(), 'types-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the compiler says about each file. */
const said = new Map<string, string[]>();

/** A project that has the package and the frameworks installed, and checks the types of all that it uses of them. */
beforeAll(async () => {
  const installed = join(project, 'node_modules/applicant-intake');
  mkdirSync(installed, { recursive: true });
  cpSync(`${packageRoot}package.json`, join(installed, 'package.json'));
  cpSync(`${packageRoot}dist`, join(installed, 'dist'), {
    recursive: true,
    filter: (from) => !/dist\/(static-)?demo/.test(from),
  });
  for (const name of readdirSync(`${packageRoot}node_modules`)) {
    if (!name.startsWith('.'))
      symlinkSync(`${packageRoot}node_modules/${name}`, join(project, 'node_modules', name));
  }
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    jsx: 'react-jsx',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }),
  );
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  const files = [...Object.entries(right), ...wrong];
  for (const [name, source] of files) writeFileSync(join(project, name), source);
  const tsc = `${packageRoot}node_modules/typescript/bin/tsc`;
  const output = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [tsc, '-p', project, '--pretty', 'false'],
      { cwd: project },
      (_error, stdout) => resolve(stdout),
    ),
  );
  // A complaint goes on in lines that are indented.
  for (const complaint of output.split(/\n(?! )/)) {
    const [, name = '', text = ''] = /^(\S+?)\(\d+,\d+\): ([\s\S]*)$/.exec(complaint) ?? [];
    if (name) said.set(name, [...(said.get(name) ?? []), text]);
  }
});

describe('the types of the package', () => {
  it('are without fault themselves', () => {
    const known = new Set([...Object.keys(right), ...wrong.map(([name]) => name)]);
    expect([...said].filter(([name]) => !known.has(name))).toEqual([]);
  });

  it.each(Object.keys(right))('let everything be used that the manifest names (%s)', (name) => {
    expect(said.get(name)).toBeUndefined();
  });

  it.each(wrong)('refuse what would not work (%s)', (name, _source, complaint) => {
    expect(said.get(name)).toEqual([expect.stringMatching(complaint)]);
  });
});
