import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const root = new URL('../../', import.meta.url);

/** A module of this repository, as a script that is run apart writes it in an import. */
export const moduleUrl = (path: string) => JSON.stringify(new URL(path, root).href);

/**
 * Runs a module's text in a Node process of its own; `shell` runs before it in the same process, such as `ulimit`.
 * The process is gone when the test ends.
 */
export function startScript(script: string, shell = 'true'): ChildProcessWithoutNullStreams {
  const command = `${shell} && exec "$0" --input-type=module-typescript -e "$1"`;
  const child = spawn('sh', ['-c', command, process.execPath, script]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Runs such a script to its end and gives what it printed; throws what it complained about. */
export async function runScript(script: string, shell?: string): Promise<string> {
  const child = startScript(script, shell);
  const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (printed === '') throw new Error(complaint);
  return printed;
}
