import type { Finding } from '../connectors/connector.ts';
import { builtInForms } from '../model/forms/built-in.ts';
import { type DestinationUse, destinationUse } from './destination-use.ts';
import type { ConfiguredDestination } from './destinations/configured-destination.ts';
import { createHttpFetch } from './http-fetch.ts';
import { noBackEnd } from './no-back-end.ts';
import { type Settings, SettingsError } from './settings.ts';

export interface CommandOutput {
  readonly print: (line: string) => void;
  /** For what a person wants to see and a program does not. */
  readonly note: (line: string) => void;
}

/**
 * `applicant-intake check`: asks each destination whether everything is there that the mapping needs. One line for each
 * finding; with `json` one object. Resolves to the exit code: 1 when applications would be set aside at a destination that
 * has to have them; one that is optional or that no form names holds nothing up.
 */
export async function checkCommand(
  settings: Settings,
  { json }: { readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  const { destinations } = settings;
  if (destinations.length === 0) throw new SettingsError(noBackEnd);
  const checked: Checked[] = [];
  // One after another, so that whoever watches sees what is asked.
  for (const destination of destinations) {
    const use = destinationUse(destination.name, settings.forms);
    const result = await checkOne(destination, note);
    checked.push({ ...result, ...(use !== 'required' && { [use]: true }) });
    if (json) continue;
    const mark = use === 'required' ? '' : ` (${use})`;
    for (const finding of result.findings) print(inWords(destination, mark, finding));
    const { name } = destination;
    if (result.findings.length === 0) print(`${name}${mark}: everything that the mapping needs is there`);
    else note(`${name}${mark}: ${count(result.errors, 'error')}, ${count(result.warnings, 'warning')}`);
  }
  const ok = checked.every(({ errors, optional, unused }) => errors === 0 || optional || unused);
  if (json) print(JSON.stringify({ ok, destinations: checked }));
  return ok ? 0 : 1;
}

/** What a check found at one destination. */
interface Checked extends Partial<Readonly<Record<Exclude<DestinationUse, 'required'>, true>>> {
  readonly destination: string;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
}

async function checkOne(
  { name, url, connect }: ConfiguredDestination,
  note: CommandOutput['note'],
): Promise<Checked> {
  note(`Checking ${name} at ${new URL(url).host} …`);
  const connector = connect({ fetch: createHttpFetch(), definitions: builtInForms });
  const { signal } = new AbortController();
  const progress = (step: string) => note(`  ${step}`);
  const findings = await connector.check({ definitions: builtInForms, signal, progress });
  await connector.close?.().catch(() => {});
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { destination: name, errors, warnings: findings.length - errors, findings };
}

function inWords(
  { table }: ConfiguredDestination,
  mark: string,
  { severity, code, where, problem, offers, fix }: Finding,
): string {
  const there = offers.length > 0 ? ` The site has ${offers.map((name) => `"${name}"`).join(', ')}.` : '';
  return `${severity} ${code}${mark}: ${table}.${where}: ${problem}.${there} To put it right: ${fix}.`;
}

const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;
