import type {
  ApplicationSummary,
  DeliveryDetails,
  DeliveryOperations,
  FileSummary,
} from '../../queue/delivery-operations.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { destinationInWords } from './destination-in-words.ts';
import { identify } from './identify.ts';
import { inJson } from './in-json.ts';
import { spanInWords } from './span.ts';
import { inColourOf } from './terminal.ts';

/** `deliveries show`: how one application stands, without anything that was typed. Resolves to the exit code. */
export async function showCommand(
  operations: DeliveryOperations,
  { name, json }: { readonly name: string; readonly json: boolean },
  { print }: CommandOutput,
): Promise<number> {
  const id = await identify(operations, name);
  const application = (await operations.show(id)) as ApplicationSummary;
  if (json) print(JSON.stringify(inJson(application)));
  else for (const line of linesOf(application, operations.now())) print(line);
  return exitCodes.ok;
}

function linesOf(application: ApplicationSummary, now: number): string[] {
  const { id, reference, receivedAt, erasedAt, files, deliveries } = application;
  const time = (at: number) => `${new Date(at).toISOString()} (${relative(at, now)})`;
  return [
    `application  ${reference}`,
    `id           ${id}`,
    `received     ${time(receivedAt)}`,
    ...(erasedAt === undefined ? [] : [`erased       ${time(erasedAt)}`]),
    ...files.map((file) => `file         ${fileInWords(file)}`),
    ...deliveries.flatMap((delivery) => ['', ...deliveryLines(delivery, time)]),
  ];
}

function fileInWords({ type, size, kept }: FileSummary): string {
  const bytes = new Intl.NumberFormat('en').format(size);
  return `${type}, ${bytes} bytes${kept ? '' : ', its content has been deleted'}`;
}

function deliveryLines(delivery: DeliveryDetails, time: (at: number) => string): string[] {
  const { state, attempts, dueAt, recheckAt, leaseUntil, lastError, receipt } = delivery;
  const checkpoints = Object.entries(delivery.checkpoints);
  return [
    `delivery     ${destinationInWords(delivery)}: ${inColourOf(state)(state)}`,
    `tries        ${attempts}`,
    ...(state === 'queued' ? [`due          ${time(dueAt)}`] : []),
    ...(recheckAt === undefined ? [] : [`recheck      ${time(recheckAt)}`]),
    ...(leaseUntil === undefined ? [] : [`leased until ${time(leaseUntil)}`]),
    ...(lastError === undefined ? [] : [`last error   ${lastError}`]),
    ...(receipt ? [`receipt      ${receipt.id}${receipt.reference ? `, ${receipt.reference}` : ''}`] : []),
    ...checkpoints.map(([step, value]) => `done         ${step} ${value}`),
  ];
}

const relative = (at: number, now: number) =>
  at <= now ? `${spanInWords(now - at)} ago` : `in ${spanInWords(at - now)}`;
