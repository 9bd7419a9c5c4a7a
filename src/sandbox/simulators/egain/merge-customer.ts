import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { personsOf, pointsOf, textAt } from './members-of.ts';
import { invalid } from './problem.ts';

/**
 * A stored customer with what an edit says: members that are left out stay, custom attributes are replaced by name. A
 * contact person, and a contact point that exists, are named by id; a contact point without an id is added where
 * `mayAdd` is set. Points that the edit does not name stay.
 */
export function mergeCustomer(stored: JsonObject, sent: JsonObject, mayAdd: boolean): JsonObject {
  const { contactPersons: _persons, ...rest } = sent;
  const merged = mergeMembers(stored, rest);
  const persons = personsOf(sent);
  if (persons.length === 0) return merged;
  const [person] = personsOf(stored);
  const [change] = persons;
  if (person === undefined || change === undefined || persons.length > 1) {
    throw invalid('An individual customer has exactly one contact person');
  }
  if (change.id !== person.id) throw invalid('The contact person must be named by its id');
  return { ...merged, contactPersons: { contactPerson: [mergePerson(person, change, mayAdd)] } };
}

function mergePerson(stored: JsonObject, sent: JsonObject, mayAdd: boolean): JsonObject {
  const { contactPoints: _points, ...rest } = sent;
  const merged = mergeMembers(stored, rest);
  const changes = pointsOf(sent);
  if (changes.length === 0) return merged;
  const points = [...pointsOf(stored)];
  for (const change of changes) {
    const at = points.findIndex((point) => point.id === change.id);
    const existing = points[at];
    if (change.id === undefined) {
      if (!mayAdd) throw invalid('A contact point must be named by its id');
      points.push(change);
    } else if (existing === undefined) {
      throw invalid('The contact person has no contact point with this id');
    } else {
      points[at] = mergeMembers(existing, change);
    }
  }
  return { ...merged, contactPoints: { contactPoint: points } };
}

function mergeMembers(stored: JsonObject, sent: JsonObject): JsonObject {
  const merged: JsonObject = { ...stored };
  for (const [name, value] of Object.entries(sent)) {
    const before = merged[name];
    if (name === 'customAttribute') merged[name] = mergeAttributes(before, value);
    else merged[name] = isJsonObject(before) && isJsonObject(value) ? mergeMembers(before, value) : value;
  }
  return merged;
}

function mergeAttributes(stored: Json | undefined, sent: Json): Json[] {
  const byName = new Map<string, Json>();
  for (const each of [stored, sent].flatMap((list) => (Array.isArray(list) ? list : []))) {
    byName.set(isJsonObject(each) ? (textAt(each, 'attribName') ?? '') : '', each);
  }
  return [...byName.values()];
}
