import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** A member that is an object; an empty one where there is none. */
export function objectIn(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isJsonObject(member) ? member : {};
}

/** The objects in a member that is a list; none where there is no list. */
function listIn(value: JsonObject, name: string): JsonObject[] {
  const member = value[name];
  return Array.isArray(member) ? member.filter(isJsonObject) : [];
}

/** The text at the end of a path of members, or undefined. */
export function textAt(value: JsonObject, path: string): string | undefined {
  const found = path
    .split('.')
    .reduce<Json | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), value);
  return typeof found === 'string' ? found : undefined;
}

/** The contact persons of a customer. */
export function personsOf(customer: JsonObject): JsonObject[] {
  return listIn(objectIn(customer, 'contactPersons'), 'contactPerson');
}

/** The contact points of a contact person. */
export function pointsOf(person: JsonObject): JsonObject[] {
  return listIn(objectIn(person, 'contactPoints'), 'contactPoint');
}

/** The contact points of all contact persons. */
export function allPointsOf(customer: JsonObject): JsonObject[] {
  return personsOf(customer).flatMap(pointsOf);
}

/** The custom attributes of a customer, a contact person or a contact point. */
export function attributesOf(owner: JsonObject): JsonObject[] {
  return listIn(objectIn(owner, 'customAttributes'), 'customAttribute');
}

/** The values of a custom attribute. */
export function valuesOf(attribute: JsonObject): string[] {
  const values = listIn(objectIn(attribute, 'attribValues'), 'attribValue');
  return values.map((each) => textAt(each, 'value') ?? '');
}
