import { parse } from '../model/issue.ts';
import { DeliveryError } from './connector.ts';

/** What a reply has to look like. */
export type Schema<T> = Parameters<typeof parse<T>>[0];

/** What a reply says, once it has the shape that it should have. One that has not proves nothing, not even that it failed. */
export function believe<T>(operation: string, schema: Schema<T>, reply: unknown, uncertain: boolean): T {
  const parsed = parse(schema, reply);
  if ('value' in parsed) return parsed.value;
  throw unreadable(operation, uncertain);
}

/** A success that cannot be read. `uncertain`: it was to change something, and may have done so. */
export function unreadable(operation: string, uncertain: boolean): DeliveryError {
  return new DeliveryError('retry', `${operation}: the reply cannot be read`, { uncertain });
}
