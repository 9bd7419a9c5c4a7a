import type { Finding } from '../connectors/connector.ts';
import { builtInForms } from '../model/forms/built-in.ts';
import { b2cConnectorFor } from './b2c-connector.ts';
import { siteMissing } from './serve.ts';
import type { Settings } from './settings.ts';

export interface CommandOutput {
  readonly print: (line: string) => void;
  /** For what a person wants to see and a program does not. */
  readonly note: (line: string) => void;
}

/**
 * `applicant-intake check`: asks the destination whether everything is there that the mapping needs. One line for each
 * finding; with `json` one object. Resolves to the exit code: 1 when applications would be set aside.
 */
export async function checkCommand(
  { b2cService }: Settings,
  { json }: { readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  if (!b2cService) throw siteMissing();
  note(`Checking ${new URL(b2cService.siteUrl).host} …`);
  const connector = b2cConnectorFor(b2cService);
  const { signal } = new AbortController();
  const progress = (step: string) => note(`  ${step}`);
  const findings = await connector.check({ definitions: builtInForms, signal, progress });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const { destination } = connector;
  if (json)
    print(JSON.stringify({ ok: errors === 0, destinations: [{ destination, errors, warnings, findings }] }));
  else {
    for (const finding of findings) print(inWords(finding));
    if (findings.length === 0) print(`${destination}: everything that the mapping needs is there`);
    else note(`${count(errors, 'error')}, ${count(warnings, 'warning')}`);
  }
  return errors > 0 ? 1 : 0;
}

function inWords({ severity, code, where, problem, offers, fix }: Finding): string {
  const there = offers.length > 0 ? ` The site has ${offers.map((name) => `"${name}"`).join(', ')}.` : '';
  return `${severity} ${code}: b2cService.${where}: ${problem}.${there} To put it right: ${fix}.`;
}

const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;
