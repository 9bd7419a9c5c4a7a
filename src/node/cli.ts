import { parseArgs } from 'node:util';
import { type CommandCall, type CommandValues, commandOptions, commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { version } from './package-root.ts';
import { SettingsError } from './settings.ts';
import { UsageError } from './usage-error.ts';

const usage = `applicant-intake ${version}

${Object.entries(commands)
  .map(
    ([
      name,
      {
        usage: [synopsis, ...lines],
      },
    ]) => [`  applicant-intake ${name} ${synopsis}`, ...lines.map((line) => `      ${line}`), ''].join('\n'),
  )
  .join('\n')}
  Settings: B2C_SITE_URL, B2C_USERNAME, B2C_PASSWORD or B2C_PASSWORD_FILE (or those of another back end),
  ALLOWED_ORIGINS, PORT, INTAKE_DATA
  README.md describes all of them.
`;

/** Runs a command line, without the program's name. Resolves to the exit code; for `serve`, when it has stopped. */
export async function run(args: readonly string[], options: CommandCall['serve'] = {}): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...commandOptions,
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
    if (values.version) return print(version);
    if (values.help) return print(usage);
    return await dispatch(positionals, values, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof UsageError) {
      note(`applicant-intake: ${error.message}`);
      return exitCodes.usage;
    }
    if (!(error instanceof SettingsError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
    if (error instanceof SettingsError) {
      note(`applicant-intake: ${error.message}`);
      return exitCodes.refused;
    }
    const [unknown] = /'-[^ ']*/.exec((error as Error).message) ?? [];
    return misused(
      `applicant-intake: ${unknown ? `${unknown}' is not an option` : (error as Error).message}`,
    );
  }
}

async function dispatch(
  words: readonly string[],
  values: CommandValues,
  serve: CommandCall['serve'],
): Promise<number> {
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((each) => Object.hasOwn(commands, each));
  const command = name === undefined ? undefined : commands[name];
  if (name === undefined || !command) {
    const begun = Object.keys(commands).filter((each) => each.startsWith(`${words[0]} `));
    if (begun.length > 0) return misused(`applicant-intake: there are ${begun.join(', ')}`);
    return misused(...(words.length > 0 ? [`Unknown command: ${words.join(' ')}`] : []));
  }
  const operands = words.slice(name.split(' ').length);
  const { operands: expected = 0, options, required = [] } = command;
  const given = Object.keys(commandOptions).filter((option) => option in values);
  const foreign = given.find((option) => !options.some((own) => own === option));
  if (foreign) return misused(`applicant-intake: ${name} takes no --${foreign}`);
  if (!required.every((option) => values[option])) {
    return misused(
      `applicant-intake: ${name} needs ${required.map((option) => `--${option}`).join(' and ')}`,
    );
  }
  if (Number.isFinite(expected) && operands.length !== expected) {
    return misused(`applicant-intake: write it so: applicant-intake ${name} ${command.usage[0]}`);
  }
  const quiet = values.json === true;
  return command.run({ values, operands, output: { print, note: quiet ? () => {} : note }, serve });
}

/** Says what is wrong with the command line, and how it goes. Returns the exit code. */
function misused(...complaint: string[]): number {
  process.stderr.write([...complaint.map((line) => `${line}\n`), usage].join('\n'));
  return exitCodes.usage;
}

function print(line: string): number {
  process.stdout.write(`${line}\n`);
  return exitCodes.ok;
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
