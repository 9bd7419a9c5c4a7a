import type { Attributes } from './attribute.ts';
import { refusal } from './problem.ts';
import type { Row } from './rows.ts';

/** The bytes of a large object; 204 where the row has none. */
export function readEnclosure(name: string, { values }: Row, attributes: Attributes): Response {
  const isLarge = Object.hasOwn(attributes, name) && attributes[name]?.type === 'base64';
  if (!isLarge) throw refusal('notFound', 'There is no such large object');
  const contents = values.get(name);
  if (typeof contents !== 'string') return new Response(null, { status: 204 });
  const bytes = Uint8Array.from(atob(contents), (char) => char.charCodeAt(0));
  return new Response(bytes, { headers: { 'content-type': 'application/octet-stream' } });
}
