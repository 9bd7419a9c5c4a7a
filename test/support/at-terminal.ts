import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../bin/applicant-intake.js', import.meta.url));

/**
 * Runs the command at a terminal of its own (`script` of util-linux gives it one), and types an answer once it is asked.
 * Resolves to everything that the terminal has shown.
 */
export function runAtTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  answer?: { readonly to: RegExp; readonly type: string },
): Promise<{ code: number | null; shown: string }> {
  const words = [process.execPath, command, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const child = spawn('script', ['-qec', words.join(' '), '/dev/null'], {
    // Nothing else of this process's: where it runs unattended (CI, NO_COLOR) says nothing of that terminal.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: 'xterm', ...env },
  });
  let shown = '';
  let answered = false;
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (!answer || answered || !answer.to.test(shown)) return;
    answered = true;
    child.stdin.write(answer.type);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, shown })));
}
