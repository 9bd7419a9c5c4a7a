import type { DeliveryOperations, HeldApplication } from '../../queue/delivery-operations.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { inJson } from './in-json.ts';
import { applicationsOf, type Person } from './person.ts';
import { counted } from './progress.ts';

/**
 * `deliveries export`: prints everything that is held of a person as one JSON document, contents of files in base64.
 * One application at a time is in memory. Resolves to the exit code: 1 when nothing is held.
 */
export async function exportCommand(
  operations: DeliveryOperations,
  person: Person,
  { print, note }: CommandOutput,
): Promise<number> {
  const ids = await applicationsOf(operations, person);
  print('{"applications":[');
  for (const [at, id] of ids.entries()) {
    const application = await operations.export(id);
    if (application) print(`${at > 0 ? ',' : ''}${JSON.stringify(forPerson(application))}`);
  }
  print(']}');
  note(ids.length > 0 ? counted(ids.length, 'application', 'applications') : 'Nothing is held.');
  return ids.length > 0 ? exitCodes.ok : exitCodes.refused;
}

/** What was typed stays to the letter; contents of files become text. */
function forPerson({ submission, files, ...application }: HeldApplication): unknown {
  const withText = files.map(({ content, ...file }) => ({
    ...file,
    ...(content && { base64: Buffer.from(content).toString('base64') }),
  }));
  return { ...(inJson({ ...application, files: withText }) as object), ...(submission && { submission }) };
}
