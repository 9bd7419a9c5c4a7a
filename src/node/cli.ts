import { parseArgs } from 'node:util';
import { type CommandCall, type CommandValues, commandOptions, commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { version } from './package-root.ts';
import { SettingsError } from './settings.ts';

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
  Settings: B2C_SITE_URL, B2C_USERNAME, B2C_PASSWORD or B2C_PASSWORD_FILE, ALLOWED_ORIGINS, PORT, INTAKE_DATA
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
  [name = '', ...operands]: readonly string[],
  values: CommandValues,
  serve: CommandCall['serve'],
): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misused(...(name ? [`Unknown command: ${[name, ...operands].join(' ')}`] : []));
  const { operands: expected = 0, options, required = [] } = command;
  const given = Object.keys(commandOptions).filter((option) => option in values);
  const foreign = given.find((option) => !options.some((own) => own === option));
  if (foreign) return misused(`applicant-intake: ${name} takes no --${foreign}`);
  if (!required.every((option) => values[option])) {
    return misused(
      `applicant-intake: ${name} needs ${required.map((option) => `--${option}`).join(' and ')}`,
    );
  }
  if (operands.length !== expected) {
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
