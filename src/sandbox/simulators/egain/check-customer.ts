import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import { PERSON_FLAGS, POINT_KINDS } from './customer-form.ts';
import { allPointsOf, attributesOf, objectIn, personsOf, pointsOf, textAt, valuesOf } from './members-of.ts';
import { EgainProblem, invalid } from './problem.ts';
import type { AttributeLevel, TenantSettings } from './tenant-settings.ts';

/** Refuses values that a member may not have: too long, not on its list, no date, a custom attribute that is not defined. */
export function checkValues(sent: JsonObject, settings: TenantSettings): void {
  checkTexts(sent, '', settings.assumptions);
  checkAttributes(sent, 'customer', settings);
  for (const person of personsOf(sent)) {
    checkPerson(person);
    checkAttributes(person, 'contactPerson', settings);
    for (const point of pointsOf(person)) checkAttributes(point, 'contactPoint', settings);
  }
}

/** Refuses a customer that is not whole: of another type, without exactly one contact person, with a broken contact point. */
export function checkWhole(customer: JsonObject, assumptions: Assumptions): void {
  if (textAt(customer, 'type.value') !== 'individual') throw invalid('type.value must be "individual"');
  const persons = personsOf(customer);
  const [person] = persons;
  if (person === undefined || persons.length > 1) {
    throw invalid('An individual customer has exactly one contact person');
  }
  if (isBlank(textAt(person, 'firstName'))) throw invalid('firstName of the contact person is required');
  for (const point of allPointsOf(customer)) checkPoint(point, assumptions);
}

/** Refuses a customer without the department it must have, or with one that is none, or not the user's. */
export function checkDepartment(sent: JsonObject, settings: TenantSettings): void {
  const { departmentalisation, departments, ownDepartments } = settings;
  const name = textAt(sent, 'department.name');
  if (isBlank(name)) {
    if (departmentalisation) throw invalid('department.name is required');
    return;
  }
  if (!departments.includes(name)) throw invalid('department.name is not a department of this tenant');
  if (departmentalisation && !ownDepartments.includes(name)) {
    throw new EgainProblem(403, 'permission', 'The user has no permission in this department');
  }
}

function checkTexts(value: Json, place: string, assumptions: Assumptions): void {
  if (typeof value === 'string') {
    checkText(value, place, assumptions);
  } else if (Array.isArray(value)) {
    for (const each of value) checkTexts(each, place, assumptions);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      checkTexts(member, place === '' ? name : `${place}.${name}`, assumptions);
    }
  }
}

function checkText(value: string, place: string, { choices, maxLengths }: Assumptions): void {
  if (value === '') return;
  const choice = Object.hasOwn(choices, place) ? choices[place] : null;
  if (choice && !choice.includes(value)) throw invalid(`${place} must be one of ${choice.join(', ')}`);
  const maxLength = Object.hasOwn(maxLengths, place) ? maxLengths[place] : null;
  if (typeof maxLength === 'number' && [...value].length > maxLength) {
    throw invalid(`${place} must not exceed ${maxLength} characters`);
  }
}

function checkPerson(person: JsonObject): void {
  for (const name of PERSON_FLAGS) {
    if (!['true', 'false', ''].includes(textAt(person, name) ?? ''))
      throw invalid(`${name} must be true or false`);
  }
  const born = textAt(person, 'dateOfBirth') ?? '';
  if (born !== '' && !(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(born) && isDate(born))) {
    throw invalid('dateOfBirth must be a date of ISO 8601');
  }
}

/** Some engines do not take the hour and minute of a time zone without a colon. */
function isDate(value: string): boolean {
  return !Number.isNaN(Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')));
}

function checkAttributes(
  owner: JsonObject,
  level: AttributeLevel,
  { customAttributes, assumptions }: TenantSettings,
): void {
  const defined = customAttributes[level];
  for (const attribute of attributesOf(owner)) {
    const name = textAt(attribute, 'attribName') ?? '';
    const definition = Object.hasOwn(defined, name) ? defined[name] : undefined;
    if (definition === undefined) throw invalid(`attribName is not a custom attribute of the ${level}`);
    const { maxLength, values } = definition;
    if (!assumptions.severalValues && valuesOf(attribute).length > 1) {
      throw invalid(`Custom attribute ${name} takes one value`);
    }
    for (const value of valuesOf(attribute)) {
      if (values !== null && value !== '' && !values.includes(value)) {
        throw invalid(`The value of custom attribute ${name} must be one of ${values.join(', ')}`);
      }
      if (maxLength !== null && [...value].length > maxLength) {
        throw invalid(`The value of custom attribute ${name} must not exceed ${maxLength} characters`);
      }
    }
  }
}

function checkPoint(point: JsonObject, assumptions: Assumptions): void {
  const { requiredParts, emailPattern, countryCodePattern } = assumptions;
  const type = objectIn(point, 'type');
  const kind = POINT_KINDS.find((each) => each === type.value);
  if (kind === undefined)
    throw invalid(`type.value of a contact point must be one of ${POINT_KINDS.join(', ')}`);
  const surplus = POINT_KINDS.find((each) => each !== kind && type[each] !== undefined);
  const part = type[kind];
  if (surplus !== undefined || !isJsonObject(part)) {
    throw invalid(`A contact point of type ${kind} has the member ${kind} and no other kind's`);
  }
  const missing = requiredParts[kind].find((path) => isBlank(textAt(part, path)));
  if (missing !== undefined) throw invalid(`type.${kind}.${missing} is required`);
  checkPattern(part, 'emailAddress', emailPattern);
  checkPattern(part, 'countryCode', countryCodePattern);
}

function checkPattern(part: JsonObject, name: string, pattern: string | null): void {
  const value = textAt(part, name) ?? '';
  if (value !== '' && pattern !== null && !new RegExp(pattern).test(value)) {
    throw invalid(`${name} does not look like one`);
  }
}

function isBlank(value: string | undefined): value is undefined {
  return value === undefined || value.trim() === '';
}
