import type { Reading } from './read-new-row.ts';
import type { TypeName } from './resource-types.ts';
import { rowWithKey } from './row-with-key.ts';
import type { Row, Value, Values } from './rows.ts';

/** A row as it would be, and what it is now: null for a new one. */
interface Candidate {
  type: TypeName;
  values: Values;
  parent: Row | null;
  row: Row | null;
}

/** Notes what is wrong with values that are good each by itself. */
export function checkRow(candidate: Candidate, reading: Reading): void {
  const { type, values } = candidate;
  const { objections, settings, at } = reading;
  const needsCountry = type === 'contacts' && settings.assumptions.addressNeedsCountry;
  const isWrongAlready = objections.some(({ path }) => path === `${at}/Country`);
  if (needsCountry && !isWrongAlready && lacksCountry(values)) {
    objections.push({ reason: 'missing', detail: 'An address needs a Country', path: `${at}/Country` });
  }
  if (type === 'interactionReferences') checkReference(candidate, reading);
  for (const key of settings.assumptions.uniqueKeys[type] ?? []) {
    const same = rowWithKey({ type, key, values, ignoresCase: true }, reading.rows);
    if (same === null || same === candidate.row) continue;
    const detail = `There is a row with the same ${key.join(' and ')}`;
    objections.push({ reason: 'duplicate', detail, path: `${at}/${key[0] ?? ''}` });
  }
}

function lacksCountry(values: Values): boolean {
  const parts = ['AddressLine1', 'AddressLine2', 'City', 'State', 'PostalCode'];
  return isNothing(values.get('Country')) && parts.some((name) => !isNothing(values.get(name)));
}

/** Only of service requests are there rows here; a reference to anything else is to something unknown. */
function checkReference({ values, parent }: Candidate, { rows, objections, at }: Reading): void {
  const type = values.get('ObjectTypeCd');
  const id = values.get('ObjectId');
  if (!isNothing(type) && !isNothing(id)) {
    const isFound =
      type === 'SVC_SERVICE_REQUESTS' && rows.list('serviceRequests').some((row) => row.id === id);
    if (!isFound) {
      const detail = `ObjectId must be the id of a row of ${type}`;
      objections.push({ reason: 'reference', detail, path: `${at}/ObjectId` });
    }
  }
  for (const name of ['InteractionId', 'InteractionNumber']) {
    const value = values.get(name);
    if (isNothing(value) || value === parent?.values.get(name)) continue;
    const detail = `${name} must be that of the interaction above`;
    objections.push({ reason: 'reference', detail, path: `${at}/${name}` });
  }
}

function isNothing(value: Value | undefined): value is null | undefined {
  return value === null || value === undefined;
}
