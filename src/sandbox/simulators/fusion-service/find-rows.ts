import { opaqueKeyOf } from './opaque-key.ts';
import type { Step } from './place.ts';
import { refusal } from './problem.ts';
import { canStandBelow } from './read-new-row.ts';
import { RESOURCE_TYPES, ROOT_TYPES } from './resource-types.ts';
import type { Row, Rows } from './rows.ts';
import type { Visit } from './visit.ts';

/** A collection that exists, and the row it stands below. */
export interface Found {
  step: Step;
  parent: Row | null;
}

/** The collection at the end of the way; refuses a way on which something does not exist, or cannot be seen. */
export function findCollection(visit: Visit): Found {
  const { steps } = visit.place;
  let parent: Row | null = null;
  for (const [index, step] of steps.entries()) {
    if (parent !== null && step.child.kind === 'rows') {
      if (!canStandBelow(step.child.type, parent.type, visit.settings)) throw notThere();
    }
    if (index === steps.length - 1) return { step, parent };
    parent = findRow({ step, parent }, visit);
  }
  throw notThere();
}

/** The row that a step leads to. */
export function findRow({ step, parent }: Found, visit: Visit): Row {
  const row = rowsOf({ step, parent }, visit).find((each) => keyOf(each) === step.key);
  if (row === undefined) throw notThere();
  return row;
}

/** The rows of a collection, the oldest first: none where the user cannot see any. */
export function rowsOf({ step, parent }: Found, { place, settings, rows }: Visit): Row[] {
  const [{ name }] = place.steps;
  const root = ROOT_TYPES.find((each) => each === name);
  if (root === undefined || settings.roles[root] === 'none') return [];
  const { child } = step;
  if (child.kind === 'none') return [];
  if (parent === null) return rows.list(child.type);
  if (child.kind === 'rows') return rows.list(child.type, parent);
  if (child.of === 'interactions below it') {
    return rows
      .list('interactions')
      .filter((each) => each !== parent && each.values.get('ParentInteractionId') === parent.id);
  }
  return rows.list('interactions').filter((each) => refersTo(each, parent, rows));
}

/** What stands for a row in its path. */
export function keyOf(row: Row): string {
  const { key } = RESOURCE_TYPES[row.type];
  return key === null ? opaqueKeyOf(row) : String(row.values.get(key) ?? '');
}

function refersTo(interaction: Row, { id }: Row, rows: Rows): boolean {
  return rows
    .list('interactionReferences', interaction)
    .some(
      ({ values }) => values.get('ObjectTypeCd') === 'SVC_SERVICE_REQUESTS' && values.get('ObjectId') === id,
    );
}

function notThere() {
  return refusal('notFound', 'There is no such row or resource, or it cannot be seen');
}
