import { type Assignment, assignmentsFor } from '../mapping/assignments.ts';
import type { Facts } from '../mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type B2cObject, b2cServiceMapping } from './mapping-target.ts';

/** What the mapping for a form makes of facts, for one object of the site. An id takes the place of a menu value's name. */
export function assignmentsTo(
  object: B2cObject,
  form: string,
  facts: Facts,
  changes?: MappingChanges<B2cObject>,
): Assignment[] {
  const mapping = mappingFor(b2cServiceMapping, form, changes)[object];
  const isTextForPeople = (line: string) => b2cServiceMapping.isTextForPeople(line, object);
  return assignmentsFor(mapping, facts, isTextForPeople).map((assignment) => {
    const { path, value } = assignment;
    const byId = typeof value === 'number' && path.at(-1) === 'lookupName';
    return byId ? { ...assignment, path: [...path.slice(0, -1), 'id'] } : assignment;
  });
}
