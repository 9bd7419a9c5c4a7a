import { parseArgs } from 'node:util';
import { checkCommand } from './check-command.ts';
import { mapCommand } from './map-command.ts';
import { version } from './package-root.ts';
import { type ServeOptions, serve, siteMissing } from './serve.ts';
import { readSettings, SettingsError } from './settings.ts';
import { keepHeapSmall } from './small-heap.ts';

const usage = `applicant-intake ${version}

  applicant-intake serve [--config FILE] [--sandbox]
      runs the proxy: the intake API and the files of the element
      --config FILE   settings in JSON; the environment wins over them
      --sandbox       serves the simulators too, and delivers to them where no site is configured

  applicant-intake check [--config FILE] [--json]
      asks the site whether it has every field, menu value and right that the mapping needs;
      one line for each finding, exit code 1 when applications would be set aside

  applicant-intake map --form NAME --sample FILE [--config FILE] [--json]
      prints the requests by which the application in FILE, a body of POST /v1/applications,
      would be delivered, and sends none

  Settings: B2C_SITE_URL, B2C_USERNAME, B2C_PASSWORD or B2C_PASSWORD_FILE, ALLOWED_ORIGINS, PORT, INTAKE_DATA
  README.md describes all of them.
`;

/** Runs a command line, without the program's name. Resolves to the exit code; for `serve`, when it has stopped. */
export async function run(
  args: readonly string[],
  options: Pick<ServeOptions, 'demo'> = {},
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        sandbox: { type: 'boolean' },
        json: { type: 'boolean', default: false },
        form: { type: 'string' },
        sample: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
    if (values.version) return print(version);
    if (values.help) return print(usage);
    const [command, ...rest] = positionals;
    if (command === 'serve' && rest.length === 0) {
      return await serveUntilStopped(values.config, { sandbox: values.sandbox ?? false, ...options });
    }
    const output = { print, note: (line: string) => void (values.json || process.stderr.write(`${line}\n`)) };
    if (command === 'check' && rest.length === 0) {
      const settings = readSettings({ env: process.env, configFile: values.config });
      return await checkCommand(settings, values, output);
    }
    if (command === 'map' && rest.length === 0) {
      const { form, sample, json } = values;
      if (!form || !sample) {
        process.stderr.write(`applicant-intake: map needs --form and --sample\n\n${usage}`);
        return 2;
      }
      const sources = { env: process.env, configFile: values.config, withoutCredentials: true };
      const { b2cService } = readSettings(sources);
      if (!b2cService) throw siteMissing();
      return await mapCommand(b2cService, { form, sample, json }, output);
    }
    process.stderr.write(command ? `Unknown command: ${positionals.join(' ')}\n\n${usage}` : usage);
    return 2;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!(error instanceof SettingsError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
    if (error instanceof SettingsError) {
      process.stderr.write(`applicant-intake: ${error.message}\n`);
      return 1;
    }
    const [unknown] = /'-[^ ']*/.exec((error as Error).message) ?? [];
    process.stderr.write(
      `applicant-intake: ${unknown ? `${unknown}' is not an option` : (error as Error).message}\n\n${usage}`,
    );
    return 2;
  }
}

async function serveUntilStopped(configFile: string | undefined, options: ServeOptions): Promise<number> {
  keepHeapSmall();
  const settings = readSettings({ env: process.env, configFile });
  for (const warning of settings.warnings) process.stderr.write(`applicant-intake: ${warning}\n`);
  const serving = await serve(settings, options);
  print(`applicant-intake ${version} on http://localhost:${serving.port}`);
  if (!settings.b2cService) {
    print(
      `No back end is configured: applications go to the simulator of B2C Service at /sandbox/b2c-service/.`,
    );
  }
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await serving.stop();
  return 0;
}

function print(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}
