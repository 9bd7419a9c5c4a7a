import type { ParseArgsOptionsConfig } from 'node:util';
import { backupCommand } from './backup-command.ts';
import { type CommandOutput, checkCommand } from './check-command.ts';
import { deliveriesCommands, deliveriesOptions } from './deliveries/commands.ts';
import { exitCodes } from './exit-codes.ts';
import { keysRotateCommand } from './keys-rotate-command.ts';
import { mapCommand } from './map-command.ts';
import { createRoutes } from './routes.ts';
import type { ServeOptions } from './serve.ts';
import { serveCommand } from './serve-command.ts';
import { SettingsError } from './settings.ts';
import { settingsFor } from './settings-for.ts';

/** The options of all commands. One name means one thing, whatever the command. */
export const commandOptions = {
  config: { type: 'string' },
  sandbox: { type: 'boolean' },
  json: { type: 'boolean' },
  form: { type: 'string' },
  sample: { type: 'string' },
  ...deliveriesOptions,
} as const satisfies ParseArgsOptionsConfig;

/** What was given on the command line. */
export type CommandValues = {
  readonly [Name in keyof typeof commandOptions]?:
    | ((typeof commandOptions)[Name]['type'] extends 'boolean' ? boolean : string)
    | undefined;
};

export interface CommandCall {
  readonly values: CommandValues;
  /** What stands after the name of the command and is no option, as many as its `operands`. */
  readonly operands: readonly string[];
  readonly output: CommandOutput;
  /** What a script that starts the command adds. */
  readonly serve: Pick<ServeOptions, 'demo'>;
}

export interface Command {
  /** What follows the name on the command line; then what it does, in lines. */
  readonly usage: readonly [synopsis: string, ...lines: string[]];
  /** The options that it takes. */
  readonly options: readonly (keyof CommandValues)[];
  /** How many operands it needs; infinity where it takes any number of them. Default: none. */
  readonly operands?: number;
  /** Options that it cannot do without. Default: none. */
  readonly required?: readonly (keyof CommandValues)[];
  /** Resolves to the exit code. */
  run(call: CommandCall): Promise<number>;
}

/** Every command by its name, of one word or two, in the order in which `--help` lists them. */
export const commands: Readonly<Record<string, Command>> = {
  serve: {
    usage: [
      '[--config FILE] [--sandbox]',
      'runs the proxy: the intake API and the files of the element',
      '--config FILE   settings in JSON; the environment wins over them',
      '--sandbox       serves the simulators too, and delivers to them where no site is configured',
    ],
    options: ['config', 'sandbox'],
    run: ({ values: { config, sandbox = false }, output, serve }) =>
      serveCommand(config, { sandbox, ...serve }, output),
  },
  check: {
    usage: [
      '[--config FILE] [--json]',
      'asks the site whether it has every field, menu value and right that the mapping needs;',
      `one line for each finding, exit code ${exitCodes.refused} when applications would be set aside`,
    ],
    options: ['config', 'json'],
    run: ({ values: { config, json = false }, output }) =>
      checkCommand(settingsFor(config, output), { json }, output),
  },
  map: {
    usage: [
      '--form NAME --sample FILE [--config FILE] [--json]',
      'prints the requests by which the application in FILE, a body of POST /v1/applications,',
      'would be delivered, and sends none',
    ],
    options: ['form', 'sample', 'config', 'json'],
    required: ['form', 'sample'],
    run({ values: { form = '', sample = '', config, json = false }, output }) {
      const settings = settingsFor(config, output, { withoutCredentials: true, sampleSite: true });
      const { destinations, optional = [] } = createRoutes(settings, { sandbox: false }).of(form);
      const own = settings.destinations.filter(({ name }) => [...destinations, ...optional].includes(name));
      return mapCommand(own, { form, sample, json }, output);
    },
  },
  backup: {
    usage: [
      'FILE [--config FILE] [--json]',
      'copies the applications into FILE, which must not be there yet; the proxy may be running',
    ],
    options: ['config', 'json'],
    operands: 1,
    run({ values: { config, json = false }, operands: [file = ''], output }) {
      return backupCommand(settingsFor(config, output, { withoutCredentials: true }), { file, json }, output);
    },
  },
  keys: {
    usage: [
      'rotate [--config FILE] [--json]',
      'seals everything under the current key, so that older ones can be taken away; the proxy may be running',
    ],
    options: ['config', 'json'],
    operands: 1,
    async run({ values: { config, json = false }, operands: [action], output }) {
      if (action !== 'rotate') throw new SettingsError('write it so: applicant-intake keys rotate');
      const settings = settingsFor(config, output, { withoutCredentials: true, withKeys: true });
      return keysRotateCommand(settings, { json }, output);
    },
  },
  ...deliveriesCommands,
};
