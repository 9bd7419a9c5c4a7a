import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { B2cCall } from './call.ts';
import { VendorProblem } from './problem.ts';

/** The JSON object that a POST carries, or the problem with it: not declared as JSON, empty, or not a JSON object. */
export function readBody({ headers, body, tenant }: B2cCall): JsonObject {
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new VendorProblem(
      tenant.assumptions.codes.contentType,
      `Content-Type must be application/json, not ${mediaType ?? 'missing'}`,
    );
  }
  if (body.trim() === '') throw new VendorProblem('OSC-CREST-00010', 'The request has no body');
  const value = parseJson(body);
  if (!isJsonObject(value)) throw new VendorProblem('OSC-CREST-00011', 'The body is not a JSON object');
  return value;
}
