import { type Json, jsonResponse } from '../json.ts';
import type { B2cCall } from './call.ts';
import type { ReadableCollection } from './collection.ts';
import { schemaLink } from './links.ts';
import { VendorProblem } from './problem.ts';
import { runScript } from './roql/run-script.ts';
import type { Table } from './roql/run-select.ts';
import { parseScript, readScript } from './roql/script.ts';
import { RoqlError } from './roql/syntax.ts';
import type { Tenant } from './tenant.ts';

/** GET of `queryResults`: one entry for each statement of the query, in the same order. */
export function answerQuery(call: B2cCall): Response {
  const query = call.query.get('query');
  if (query === null || query.trim() === '') {
    throw new VendorProblem(
      call.tenant.settings.assumptions.codes.badQuery,
      'The parameter query is required',
    );
  }
  const items = runQuery(query, call.tenant, queryable(call.tenant)).map((table): Json => ({ ...table }));
  const self = `${call.base}/queryResults?query=${encodeURIComponent(query)}`;
  return jsonResponse({
    items,
    links: [
      { rel: 'self', href: self },
      { rel: 'canonical', href: `${call.base}/queryResults` },
      schemaLink(call, 'queryResults'),
    ],
  });
}

/** Ids of the objects for which a condition holds, as `GET contacts?q=…` asks. */
export function idsMatching(condition: string, collection: ReadableCollection, tenant: Tenant): Set<string> {
  const tables = runQuery(`SELECT ID FROM ${collection.name} WHERE ${condition}`, tenant, [collection]);
  return new Set(tables[0]?.rows.map(([id]) => id ?? ''));
}

/**
 * Runs a query, or refuses it whole. A profile with the right to do so could delete through the same call on a real
 * site; this one never may, and each attempt is put on record.
 */
function runQuery(query: string, tenant: Tenant, collections: readonly ReadableCollection[]): Table[] {
  const { codes, caseSensitiveText: caseSensitive, booleanCells } = tenant.settings.assumptions;
  const script = readScript(query);
  const at = new Date(tenant.now()).toISOString();
  for (const { verb, text } of script.writing) tenant.report({ at, verb, statement: text });
  const [writing] = script.writing;
  if (writing !== undefined) {
    throw new VendorProblem(codes.writingQuery, `${writing.verb} is not permitted for this profile`);
  }
  try {
    return runScript(parseScript(script), collections, { caseSensitive, booleanCells });
  } catch (error) {
    if (error instanceof RoqlError) throw new VendorProblem(codes.badQuery, error.message);
    throw error;
  }
}

/**
 * What queries can be about. A hidden setting of the real site makes queries need the rights of the profile; without it
 * they need none.
 */
function queryable(tenant: Tenant): ReadableCollection[] {
  const { queriesNeedReadRights, permissions } = tenant.settings;
  return [
    ...(queriesNeedReadRights && !permissions.readContacts ? [] : [tenant.contacts]),
    ...(queriesNeedReadRights && !permissions.readIncidents ? [] : [tenant.incidents]),
    tenant.countries,
  ];
}
