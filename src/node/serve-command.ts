import { exitOnBreakdown } from './breakdown.ts';
import type { CommandOutput } from './check-command.ts';
import { createLog } from './create-log.ts';
import { destinationKinds } from './destinations/kinds.ts';
import { exitCodes } from './exit-codes.ts';
import { withholdLibraryOutput } from './library-output.ts';
import { version } from './package-root.ts';
import { type ServeOptions, serve } from './serve.ts';
import { settingsFor } from './settings-for.ts';
import { keepHeapSmall } from './small-heap.ts';
import { heedStopSignals } from './stop-signals.ts';

/** `applicant-intake serve`: runs the proxy until it is asked to stop. Resolves to the exit code. */
export async function serveCommand(
  configFile: string | undefined,
  options: ServeOptions,
  { print, note }: CommandOutput,
): Promise<number> {
  keepHeapSmall();
  const settings = settingsFor(configFile, { note });
  const log = createLog(settings.logLevel);
  exitOnBreakdown(log);
  withholdLibraryOutput(log);
  // Before the start, which may take a while: a signal meanwhile is heeded as soon as everything can be closed.
  const stop = heedStopSignals({ log });
  const serving = await serve(settings, { ...options, log, onKeyMade: (file) => print(keyNote(file)) });
  print(`applicant-intake ${version} on http://localhost:${serving.port}`);
  if (serving.simulated.length > 0) print(simulatorsNote(serving.simulated));
  await stop.asked;
  const { requests, deliveries } = await serving.stop();
  return stop.stopped(requests + deliveries > 0 ? exitCodes.cutOff : exitCodes.ok);
}

function simulatorsNote(names: readonly string[]): string {
  const each = destinationKinds
    .filter(({ name }) => names.includes(name))
    .map(({ name, title }) => `the simulator of ${title} at /sandbox/${name}/`);
  return `No back end is configured: applications go to ${new Intl.ListFormat('en').format(each)}.`;
}

const keyNote = (file: string) =>
  `A key was made: ${file}. What people type cannot be read without it: keep a copy, apart from copies of the data.`;
