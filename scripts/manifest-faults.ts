import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CustomElementDeclaration, Package } from 'custom-elements-manifest';
import { z } from 'zod';
import { customStates } from '../src/element/extras/custom-states.ts';
import { elementSource, eventSources, kebab, settingsOf } from './manifest.ts';

const source = fileURLToPath(new URL('../src/element', import.meta.url));

/** What is wrong with a manifest: against its schema, or where it and the code do not say the same. Empty: nothing. */
export function manifestFaults(manifest: Package): string[] {
  const schemaFile = fileURLToPath(import.meta.resolve('custom-elements-manifest/schema.json'));
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));
  const { error } = schema.safeParse(manifest);
  if (error) return [z.prettifyError(error)];
  const [{ declarations: [declaration] = [] } = {}] = manifest.modules;
  const element = declaration as CustomElementDeclaration;
  return [...undescribed(manifest), ...different(element)];
}

/** Whatever has a name and nothing said about it. */
function undescribed(manifest: Package): string[] {
  const faults: string[] = [];
  JSON.stringify(manifest, (_key, value) => {
    const says = value?.name && 'description' in value ? value.description : true;
    if (!says) faults.push(`${value.name}: not described`);
    return value;
  });
  return faults;
}

/** Where the comments name something that the code lacks, or the other way about. */
function different(element: CustomElementDeclaration): string[] {
  const { members, text } = elementSource();
  const events = eventSources();
  const code = templatesAndStyles();
  const settings = settingsOf(members);
  const declared = members.filter(
    ({ kind, isPublic, isStatic }) => kind === 'field' && isPublic && !isStatic,
  );
  return [
    ...compare('property', namesOf(declared), [...settings.keys()]),
    ...compare(
      'event',
      (element.events ?? []).map(({ name, type }) => `${name} ${type.text}`),
      events.map(({ name }) => `${kebab(name.replace(/Event$/, ''))} ${name}`),
    ),
    ...compare(
      'dispatched event',
      namesOf(element.events),
      matches(`${text}${code}`, /\.tell\('(intake-[a-z]+)'/g),
    ),
    ...compare('slot', namesOf(element.slots), matches(code, /<slot name="([^"]+)"/g)),
    ...compare(
      'part',
      namesOf(element.cssParts),
      matches(code, /\spart="([^"]+)"/g).flatMap((parts) => parts.split(' ')),
    ),
    ...matches(code, /\s(part=\$\{[^}]*)/g).map((found) => `${found}: a part whose name cannot be read`),
    ...compare('CSS property', namesOf(element.cssProperties), matches(code, /var\(\s*(--intake-[\w-]+)/g)),
    ...compare('state', namesOf(element.cssStates), Object.values(customStates)),
  ];
}

/** Every source file of the element but the one whose comments are checked. */
function templatesAndStyles(): string {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .filter(({ name }) => name !== 'applicant-intake.ts')
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
}

const namesOf = (things: readonly { readonly name: string }[] = []) => things.map(({ name }) => name);

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

function compare(kind: string, described: readonly string[], found: readonly string[]): string[] {
  const doubled = described.filter((name, index) => described.indexOf(name) !== index);
  return [
    ...[...new Set(found)]
      .filter((name) => !described.includes(name))
      .map((name) => `${kind} ${name}: not described`),
    ...described.filter((name) => !found.includes(name)).map((name) => `${kind} ${name}: not in the code`),
    ...doubled.map((name) => `${kind} ${name}: described twice`),
  ];
}
