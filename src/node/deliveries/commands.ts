import type { DeliveryOperations } from '../../queue/delivery-operations.ts';
import type { Command, CommandCall, CommandValues } from '../commands.ts';
import { withOperations } from '../open-operations.ts';
import type { Settings } from '../settings.ts';
import { settingsFor } from '../settings-for.ts';
import { eraseCommand } from './erase-command.ts';
import { exportCommand } from './export-command.ts';
import { filterOptions } from './filter-options.ts';
import { listCommand } from './list-command.ts';
import { retryAllCommand, retryCommand } from './retry-command.ts';
import { showCommand } from './show-command.ts';
import { endWithReader } from './terminal.ts';

/** The options that only these commands take. */
export const deliveriesOptions = {
  ...filterOptions,
  limit: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

type Work = (operations: DeliveryOperations, call: CommandCall, settings: Settings) => Promise<number>;

const filters = Object.keys(filterOptions) as (keyof typeof filterOptions)[];

const always = ['config', 'json'] as const satisfies (keyof CommandValues)[];

const anyNumber = Number.POSITIVE_INFINITY;

const on =
  (work: Work, { readsAnswers = false } = {}): Command['run'] =>
  (call) => {
    endWithReader();
    const { config: configFile, email, phone } = call.values;
    // Whoever looks at deliveries needs neither what signs in to the site nor, unless it is about a person, the keys.
    const withKeys = readsAnswers || email !== undefined || phone !== undefined;
    const settings = settingsFor(configFile, call.output, { withoutCredentials: true, withKeys });
    return withOperations(settings, (operations) => work(operations, call, settings));
  };

/**
 * The workers of the proxy, going by the settings: how they deal with time, a simulator's settling sooner, and which
 * destinations have one. Where nothing is configured, any simulator may have.
 */
const workersOf = ({ leaseMs, destinations }: Settings) => ({
  leaseMs,
  settleMs: Math.max(...destinations.map(({ settleMs }) => settleMs), destinations.length > 0 ? 0 : 30_000),
  ...(destinations.length > 0 && { destinations: destinations.map(({ name }) => name) }),
});

/** What operators do with deliveries, by the name of the command. */
export const deliveriesCommands: Readonly<Record<string, Command>> = {
  'deliveries list': {
    usage: [
      '[FILTER] [--limit N] [--config FILE] [--json]',
      'prints a line for each delivery, the newest application first; 50 of them, or N',
      '--state STATE        queued, leased, delivered or attention',
      '--destination NAME   such as b2c-service',
      '--reference CODE     the code that the applicant has been told',
      '--email ADDRESS      sent under it; --phone NUMBER likewise',
      '--older-than SPAN    received longer ago than 90s, 15m, 2h, 3d, 1w',
      '--newer-than SPAN    received since',
    ],
    options: [...always, ...filters, 'limit'],
    run: on((operations, { values, output }) =>
      listCommand(operations, { ...values, json: values.json === true }, output),
    ),
  },
  'deliveries show': {
    usage: [
      'ID [--config FILE] [--json]',
      'prints how one application stands; ID is its id or its reference, here and below',
    ],
    options: always,
    operands: 1,
    run: on((operations, { values: { json = false }, operands: [name = ''], output }) =>
      showCommand(operations, { name, json }, output),
    ),
  },
  'deliveries retry': {
    usage: [
      'ID [--destination NAME] [--config FILE] [--json]',
      'makes its deliveries that wait or are in attention due now, or as soon as what was sent last has settled',
    ],
    options: [...always, 'destination'],
    operands: 1,
    run: on(
      (operations, { values: { destination, json = false }, operands: [name = ''], output }, settings) =>
        retryCommand(operations, { name, workers: workersOf(settings), destination, json }, output),
    ),
  },
  'deliveries retry-all': {
    usage: [
      '[FILTER] [--config FILE] [--json]',
      'does so for everything that waits or is in attention and that the filter lets through',
    ],
    options: [...always, ...filters],
    run: on((operations, { values, output }, settings) => {
      const options = { ...values, workers: workersOf(settings), json: values.json === true };
      return retryAllCommand(operations, options, output);
    }),
  },
  'deliveries export': {
    usage: [
      '[ID…] [--email ADDRESS] [--phone NUMBER] [--config FILE]',
      'prints everything that is held of a person, files included, as JSON: what was sent under',
      'the address, what was sent under the number, and the applications that are named',
    ],
    options: [...always, 'email', 'phone'],
    operands: anyNumber,
    run: on(
      (operations, { values: { email, phone }, operands: names, output }) =>
        exportCommand(operations, { names, email, phone }, output),
      { readsAnswers: true },
    ),
  },
  'deliveries erase': {
    usage: [
      '[ID…] [--email ADDRESS] [--phone NUMBER] [--yes] [--config FILE] [--json]',
      'removes the same for good, delivered or not, once that is confirmed at the terminal or by --yes',
    ],
    options: [...always, 'email', 'phone', 'yes'],
    operands: anyNumber,
    run: on((operations, { values, operands: names, output }) => {
      const { email, phone, yes = false, json = false } = values;
      return eraseCommand(operations, { names, email, phone, yes, json }, output);
    }),
  },
};
