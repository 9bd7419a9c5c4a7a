import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { B2cCall } from './call.ts';
import { VendorProblem } from './problem.ts';

/** The JSON object that a POST carries, or the problem with it: empty, not declared as JSON, or not a JSON object. */
export function readBody({ headers, body, tenant }: B2cCall): JsonObject {
  if (body.trim() === '') throw new VendorProblem('OSC-CREST-00010', 'The request has no body');
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new VendorProblem(
      tenant.settings.assumptions.codes.contentType,
      `Content-Type must be application/json, not ${mediaType ?? 'missing'}`,
    );
  }
  const value = parseJson(withExactIds(body));
  if (!isJsonObject(value)) throw new VendorProblem('OSC-CREST-00011', 'The body is not a JSON object');
  return value;
}

/** Ids of 16 and more digits as text, since parsing them as numbers would change them. */
function withExactIds(body: string): string {
  return body.replaceAll(/("id"\s*:\s*)([0-9]{16,19})(?=\s*[,}])/g, '$1"$2"');
}
