import type { Context } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import type { FormDefinition } from '../../model/definition.ts';
import { HttpProblem } from '../http-problem.ts';

/** A page of another origin can read a 304 only if it, too, says so. */
const retainedHeaders = [
  ...RETAINED_304_HEADERS,
  'access-control-allow-origin',
  'access-control-expose-headers',
];

/** `GET /v1/forms/{form}`: the definition of a form, with an `ETag`; a copy may be used for five minutes. */
export function definitionRoute(definitionOf: (form: string) => FormDefinition | undefined) {
  const answer = async (c: Context): Promise<Response> => {
    const definition = definitionOf(c.req.param('form') ?? '');
    if (!definition) throw new HttpProblem('not-found');
    return c.json(definition, 200, { 'cache-control': 'public, max-age=300' });
  };
  return [etag({ retainedHeaders }), answer] as const;
}
