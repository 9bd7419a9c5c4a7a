import { exactJsonResponse } from '../exact-json.ts';
import { describeResource } from './describe-resource.ts';
import { etagOf } from './etag.ts';
import { findCollection, findRow, rowsOf } from './find-rows.ts';
import { listItems } from './list-items.ts';
import { listByFinder, listValues } from './lookup-values.ts';
import { lastStep } from './place.ts';
import { refusal } from './problem.ts';
import { readEnclosure } from './read-enclosure.ts';
import { ROOT_TYPES } from './resource-types.ts';
import { runQueueAssignment } from './run-queue-assignment.ts';
import { createRow, deleteRow, updateRow } from './save-rows.ts';
import { showRow } from './show-row.ts';
import { readView } from './view.ts';
import type { Visit } from './visit.ts';

/** The answer to a call that is let in and to a place that takes its method; throws a `FusionProblem` instead. */
export function answerVisit(visit: Visit): Response {
  const { call, place } = visit;
  const { end } = place;
  checkRole(visit);
  if (end.kind === 'action') return answerAction(end.name, visit);
  const finder = call.query.get('finder');
  const { child } = lastStep(place);
  const isAtFinder = visit.settings.assumptions.lookupFinderAt.includes(place.steps[0].name);
  if (end.kind === 'rows' && call.method === 'GET' && finder !== null) {
    if (!isAtFinder || place.steps.length > 1) throw refusal('query', 'There is no such finder here');
    return listByFinder(finder, visit);
  }
  const found = findCollection(visit);
  if (child.kind === 'none') {
    if (end.kind !== 'rows' || place.steps.length === 1) {
      throw refusal('notFound', 'There is nothing at this path');
    }
    return listItems([], {}, visit);
  }
  if (end.kind === 'describe') return describeResource(found.step.name, child.type, visit);
  if (end.kind === 'lov') {
    if (found.step.key !== null) findRow(found, visit);
    return listValues(end.name, child.type, visit);
  }
  const attributes = visit.settings.attributes[child.type];
  if (end.kind === 'enclosure') return readEnclosure(end.name, findRow(found, visit), attributes);
  if (call.method === 'POST') return createRow(found, visit);
  if (call.method === 'PATCH') return updateRow(found, visit);
  if (call.method === 'DELETE') return deleteRow(found, visit);
  const view = readView(child.type, visit);
  if (end.kind === 'row') {
    const row = findRow(found, visit);
    return exactJsonResponse(showRow(row, view, visit), 200, { etag: etagOf(row) });
  }
  const items = rowsOf(found, visit).map((row) => ({
    values: row.values,
    show: () => showRow(row, view, visit),
  }));
  return listItems(items, attributes, visit);
}

function answerAction(name: string, visit: Visit): Response {
  const { place } = visit;
  const isKnown = place.steps.length === 1 && place.steps[0].name === 'serviceRequests';
  if (isKnown && name === 'runQueueAssignment') return runQueueAssignment(visit);
  throw refusal('notFound', 'There is no such action');
}

/** A user without a role cannot write, and sees nothing or is refused. */
function checkRole({ call, place, settings }: Visit): void {
  const root = ROOT_TYPES.find((each) => each === place.steps[0].name);
  const role = root === undefined ? 'read' : settings.roles[root];
  const isRefused =
    call.method === 'GET'
      ? role === 'none' && settings.assumptions.withoutRole === 'refused'
      : role !== 'write';
  if (isRefused) throw refusal('privilege', 'The user lacks a privilege for this');
}
