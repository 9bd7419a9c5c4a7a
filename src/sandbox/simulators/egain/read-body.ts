import type { VendorCall } from '../create-simulator.ts';
import type { JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { ElementForm } from './element-form.ts';
import { declaredFormat } from './media-types.ts';
import { EgainProblem, invalid } from './problem.ts';
import { readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';

/** What a body says, whichever of the two formats it has; `root` is the name of its root element in XML. */
export function readBody(
  call: VendorCall,
  root: string,
  form: ElementForm,
  assumptions: Assumptions,
): JsonObject {
  const format = declaredFormat(call.headers);
  const { body } = call;
  // So long a text is too large however it is encoded; only shorter ones are worth counting.
  const isLarge = body.length > assumptions.maxBodyBytes || bytesOf(body) > assumptions.maxBodyBytes;
  if (isLarge) throw new EgainProblem(413, 'size', 'The body is too large');
  if (body.trim() === '') throw invalid('The request has no body');
  if (!call.isUtf8) throw invalid('The body is not UTF-8');
  return format === 'json' ? readJson(body, form, assumptions) : readXml(body, root, form, assumptions);
}

function bytesOf(body: string): number {
  return new TextEncoder().encode(body).length;
}
