import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SettingsError } from '../settings-error.ts';

/**
 * Asks at the terminal to type a word, and resolves to whether it was typed. Throws {@link SettingsError} where there is
 * no terminal to ask at: a script has to say `--yes`.
 */
export async function confirmed(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new SettingsError(
      'nothing was erased: there is no terminal to confirm it at; add --yes where you are sure',
    );
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    lines.setPrompt(`${question} Type ${word} to go on: `);
    lines.prompt();
    const [answer] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
    return typeof answer === 'string' && answer.trim() === word;
  } finally {
    lines.close();
  }
}
