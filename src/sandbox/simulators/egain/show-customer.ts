import type { JsonObject } from '../json.ts';
import { departmentOf, type StoredCustomer } from './customers.ts';
import { attributesOf, objectIn, personsOf, textAt } from './members-of.ts';

/** Members of the customer that are answered only when they are asked for. */
const ON_DEMAND = ['level', 'role', 'pin', 'howReferred', 'industry', 'marketSegment', 'entitlements'];

/** What an answer needs to know besides the customer. */
export interface Showing {
  /** The names in `$attribute`. */
  attributes: ReadonlySet<string>;
  /** Path of the API down to the version, such as `/system/ws/v12`. */
  base: string;
  /** The departments of the tenant, in order. */
  departments: readonly string[];
  userName: string;
}

/** A customer as it is answered: a summary, and what else was asked for. */
export function showCustomer(
  { id, createdAt, modifiedAt, fields }: StoredCustomer,
  showing: Showing,
): JsonObject {
  const { attributes, base, departments, userName } = showing;
  const wants = (name: string) => attributes.has('all') || attributes.has(name);
  const department = departmentOf(fields);
  const shown: JsonObject = {
    id,
    link: [{ rel: 'self', href: `${base}/interaction/customer/${id}` }],
    cases: { link: [{ rel: 'case', href: `${base}/interaction/case?customer=${id}` }] },
    customerName: customerNameOf(fields),
    ...(department === undefined
      ? {}
      : { department: { id: String(1000 + departments.indexOf(department)), name: department } }),
    type: { value: 'individual', displayValue: 'Individual' },
    contactPersons: objectIn(fields, 'contactPersons'),
    lastModified: { date: modifiedAt },
  };
  for (const name of ON_DEMAND) {
    const value = fields[name];
    if (value !== undefined && wants(name)) shown[name] = value;
  }
  if (wants('created')) shown.created = { date: createdAt };
  if (wants('createdBy')) shown.createdBy = { id: '1', name: userName };
  const custom = attributesOf(fields).filter((each) => wants(`custom.${textAt(each, 'attribName')}`));
  if (custom.length > 0) shown.customAttributes = { customAttribute: custom };
  return shown;
}

/** The name of an individual: that of its contact person. */
export function customerNameOf(fields: JsonObject): string {
  const [person = {}] = personsOf(fields);
  return ['firstName', 'middleName', 'lastName']
    .map((name) => textAt(person, name) ?? '')
    .filter((part) => part !== '')
    .join(' ');
}
