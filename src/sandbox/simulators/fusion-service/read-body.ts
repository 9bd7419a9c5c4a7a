import type { VendorCall } from '../create-simulator.ts';
import { type ExactJsonObject, isExactJsonObject, parseExactJson } from '../exact-json.ts';
import type { Assumptions } from './assumptions.ts';
import { checkContentType } from './media-types.ts';
import { refusal } from './problem.ts';

/** The object that a body holds, with its numbers exact. */
export function readBody(
  { body, headers, isUtf8 }: VendorCall,
  kind: Parameters<typeof checkContentType>[1],
  { maxBodyBytes }: Assumptions,
): ExactJsonObject {
  checkContentType(headers, kind);
  // So long a text is too large however it is encoded; only shorter ones are worth counting.
  const isLarge = body.length > maxBodyBytes || new TextEncoder().encode(body).length > maxBodyBytes;
  if (isLarge) throw refusal('size', 'The body is too large');
  if (!isUtf8) throw refusal('body', 'The body is not UTF-8');
  const value = parseExactJson(body);
  if (!isExactJsonObject(value)) throw refusal('body', 'The body must be a JSON object');
  return value;
}
