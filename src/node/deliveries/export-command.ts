import type { DeliveryOperations, HeldApplication } from '../../queue/delivery-operations.ts';
import { type Unreadable, unreadableIn } from '../../queue/unreadable.ts';
import type { CommandOutput } from '../check-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { inJson } from './in-json.ts';
import { applicationsOf, type Person } from './person.ts';
import { counted } from './progress.ts';

/**
 * `deliveries export`: prints everything that is held of a person as one JSON document, contents of files in base64.
 * One application at a time is in memory. Resolves to the exit code: 1 when nothing is held. Where some of it cannot be
 * opened, the document has all the rest; what is missing is named, and then it rejects with `Unreadable`.
 */
export async function exportCommand(
  operations: DeliveryOperations,
  person: Person,
  { print, note }: CommandOutput,
): Promise<number> {
  const ids = await applicationsOf(operations, person);
  let printed = 0;
  let unreadable: Unreadable | undefined;
  print('{"applications":[');
  for (const id of ids) {
    try {
      const application = await operations.export(id);
      if (!application) continue;
      print(`${printed > 0 ? ',' : ''}${JSON.stringify(forPerson(application))}`);
      printed += 1;
    } catch (error) {
      const found = unreadableIn(error);
      if (!found) throw error;
      note(`Missing, since it cannot be opened: application ${id}.`);
      unreadable ??= found;
    }
  }
  print(']}');
  note(printed > 0 || unreadable ? counted(printed, 'application', 'applications') : 'Nothing is held.');
  if (unreadable) throw unreadable;
  return printed > 0 ? exitCodes.ok : exitCodes.refused;
}

/** What was typed stays to the letter; contents of files become text. */
function forPerson({ submission, files, ...application }: HeldApplication): unknown {
  const withText = files.map(({ content, ...file }) => ({
    ...file,
    ...(content && { base64: Buffer.from(content).toString('base64') }),
  }));
  return { ...(inJson({ ...application, files: withText }) as object), ...(submission && { submission }) };
}
