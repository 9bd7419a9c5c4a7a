import type { DeliveryOperations } from '../../queue/delivery-operations.ts';
import { SettingsError } from '../settings-error.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the application that an operator names by its id or its reference. Throws {@link SettingsError}. */
export async function identify(operations: DeliveryOperations, name: string): Promise<string> {
  const given = name.trim();
  const id = uuid.test(given) ? given.toLowerCase() : await operations.idOf(given.toUpperCase());
  if (id !== undefined && (await operations.show(id))) return id;
  // An e-mail address typed here by mistake is not repeated.
  throw new SettingsError(
    'no application has this id or reference; deliveries list shows the references that there are',
  );
}
