import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { ElementForm } from './element-form.ts';
import { invalid } from './problem.ts';

/**
 * A JSON body in which every value is text, or a problem: no JSON object, a member that the form does not know, or a
 * list, an object and a plain value in each other's place.
 */
export function readJson(source: string, form: ElementForm, assumptions: Assumptions): JsonObject {
  const value = parseJson(source);
  if (!isJsonObject(value)) throw invalid('The body is not a JSON object');
  return readMembers(value, form, '', assumptions);
}

function readMembers(
  value: JsonObject,
  form: ElementForm,
  place: string,
  assumptions: Assumptions,
): JsonObject {
  const read: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const below = place === '' ? name : `${place}.${name}`;
    if (form.attributes?.includes(name)) {
      const attribute = readText(member, below, assumptions);
      if (attribute !== null) read[name] = attribute;
      continue;
    }
    const memberForm =
      form.members !== undefined && Object.hasOwn(form.members, name) ? form.members[name] : undefined;
    if (memberForm === undefined) {
      if (assumptions.unknownMembers === 'ignored') continue;
      throw invalid(`Unknown member in ${place === '' ? 'the body' : place}`);
    }
    const memberValue = memberForm.many
      ? readList(member, memberForm, below, assumptions)
      : readOne(member, memberForm, below, assumptions);
    if (memberValue !== null) read[name] = memberValue;
  }
  return read;
}

function readList(value: Json, form: ElementForm, place: string, assumptions: Assumptions): Json {
  if (value === null && assumptions.plainValues === 'lenient') return null;
  if (!Array.isArray(value)) throw invalid(`${place} must be a list`);
  return value.map((each) => {
    const read = readOne(each, form, place, assumptions);
    if (read === null) throw invalid(`${place} has an element that is null`);
    return read;
  });
}

function readOne(value: Json, form: ElementForm, place: string, assumptions: Assumptions): Json {
  if (form.members === undefined) return readText(value, place, assumptions);
  if (value === null && assumptions.plainValues === 'lenient') return null;
  if (!isJsonObject(value)) throw invalid(`${place} must be an object`);
  return readMembers(value, form, place, assumptions);
}

function readText(value: Json, place: string, { plainValues }: Assumptions): string | null {
  if (typeof value === 'string') return value;
  if (plainValues === 'lenient') {
    if (value === null) return null;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  throw invalid(`${place} must be text`);
}
