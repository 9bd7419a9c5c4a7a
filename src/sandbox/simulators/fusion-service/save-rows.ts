import { exactJsonResponse } from '../exact-json.ts';
import { checkRow } from './check-row.ts';
import { valuesAfterChange, valuesOfNewRow } from './derived-values.ts';
import { checkIfMatch, etagOf } from './etag.ts';
import { type Found, findRow } from './find-rows.ts';
import { FusionProblem, type Objection, refusal } from './problem.ts';
import { readBody } from './read-body.ts';
import { type NewRow, type Reading, readNewRow } from './read-new-row.ts';
import { readValues } from './read-values.ts';
import type { TypeName } from './resource-types.ts';
import { rowWithKey } from './row-with-key.ts';
import type { Row } from './rows.ts';
import { showRow } from './show-row.ts';
import { wholeRow } from './view.ts';
import type { Visit } from './visit.ts';

/** Creates what the body asks for: everything or nothing. With `Upsert-Mode: true` a row that matches is updated. */
export function createRow({ step, parent }: Found, visit: Visit): Response {
  const { call, settings, rows } = visit;
  const { assumptions } = settings;
  const type = writableType(step);
  const isUpsert = readUpsertMode(call.headers);
  const body = readBody(call, 'item', assumptions);
  if (isUpsert) {
    const key = assumptions.upsertKeys[type] ?? [];
    const unchecked = readValues(body, type, 'create', readingOf(visit));
    const row = rowWithKey({ type, key, values: unchecked, ignoresCase: false }, rows);
    if (row !== null && row.parent === parent) {
      // What may be set only once is needed to find the row; it is the same.
      const changes = Object.entries(body).filter(([name]) => !key.includes(name));
      change(row, Object.fromEntries(changes), visit);
      return shown(row, assumptions.upsertUpdateStatus, visit);
    }
  }
  const reading = readingOf(visit);
  const wanted = readNewRow(body, type, parent, reading);
  refuseFor(reading.objections);
  return shown(add(wanted, parent, visit), assumptions.createStatus, visit);
}

/** Changes the attributes that the body names. */
export function updateRow(found: Found, visit: Visit): Response {
  const row = findRow(found, visit);
  const body = readBody(visit.call, 'item', visit.settings.assumptions);
  checkIfMatch(visit.call.headers, row);
  change(row, body, visit);
  return shown(row, 200, visit);
}

/** Takes a row away. */
export function deleteRow(found: Found, visit: Visit): Response {
  const row = findRow(found, visit);
  checkIfMatch(visit.call.headers, row);
  visit.rows.remove(row);
  return new Response(null, { status: 204 });
}

function change(row: Row, body: Parameters<typeof readValues>[0], visit: Visit): void {
  const reading = readingOf(visit);
  const changes = readValues(body, row.type, 'update', reading);
  const values = valuesAfterChange(row, changes, visit);
  checkRow({ type: row.type, values, parent: row.parent, row }, reading);
  refuseFor(reading.objections);
  visit.rows.update(row, values);
}

function add({ type, values, children }: NewRow, parent: Row | null, visit: Visit): Row {
  const { rows } = visit;
  const row = { type, id: rows.ids.next(), parent, values };
  const added = rows.add({ ...row, values: valuesOfNewRow(row, visit) });
  for (const child of children) add(child, added, visit);
  return added;
}

function shown(row: Row, status: number, visit: Visit): Response {
  return exactJsonResponse(showRow(row, wholeRow(visit), visit), status, { etag: etagOf(row) });
}

function readUpsertMode(headers: Headers): boolean {
  const mode = headers.get('upsert-mode')?.trim().toLowerCase() ?? 'false';
  if (mode !== 'true' && mode !== 'false') throw refusal('header', 'Upsert-Mode must be true or false');
  return mode === 'true';
}

function writableType({ child }: Found['step']): TypeName {
  if (child.kind !== 'rows') throw refusal('method', 'Rows cannot be created here', { allow: 'GET' });
  return child.type;
}

function readingOf({ settings, rows }: Visit): Reading {
  return { settings, rows, objections: [], at: '' };
}

function refuseFor([first, ...others]: Objection[]): void {
  if (first !== undefined) throw new FusionProblem([first, ...others]);
}
