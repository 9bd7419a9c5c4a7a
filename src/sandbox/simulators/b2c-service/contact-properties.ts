import type { Assumptions } from './assumptions.ts';
import { type CustomFields, customFieldsProperty } from './custom-fields.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';

/** The documented pattern of a phone number; `#-/` is a range. The blank class of the original is space and tab. */
const PHONE_NUMBER = /^[\][+0-9a-zA-Z \t.,()#-/:]*$/;

/** The same as the vendor writes it, in POSIX classes. */
const PHONE_NUMBER_IN_SCHEMA = '^[][+0-9a-zA-Z[:blank:].,()#-/:]*$';

/** Digits only: the documented external reference of a contact is a number of 1 to 20 digits without a leading zero. */
const EXTERNAL_REFERENCE = /^[1-9][0-9]{0,19}$/;

/** The properties of a contact, with the tenant's own fields. */
export function contactProperties(assumptions: Assumptions, customFields: CustomFields): Properties {
  const { maxLengths, emailPattern, slotsRequired } = assumptions;
  const required = slotsRequired ? { required: true as const } : {};
  return {
    ...SYSTEM_PROPERTIES,
    name: {
      kind: 'object',
      properties: {
        first: { kind: 'text', maxLength: maxLengths.firstName },
        last: { kind: 'text', maxLength: maxLengths.lastName },
      },
    },
    emails: {
      kind: 'list',
      queryName: 'emailList',
      elementId: 'email_id',
      slot: 'addressType',
      properties: {
        address: {
          kind: 'text',
          maxLength: maxLengths.email,
          ignoreCase: true,
          required: true,
          ...(emailPattern === null ? {} : { pattern: emailPattern }),
        },
        addressType: { kind: 'menu', ...required },
      },
    },
    phones: {
      kind: 'list',
      queryName: 'phoneList',
      elementId: 'phone_id',
      slot: 'phoneType',
      properties: {
        number: {
          kind: 'text',
          maxLength: 40,
          pattern: PHONE_NUMBER,
          schemaPattern: PHONE_NUMBER_IN_SCHEMA,
          required: true,
        },
        rawNumber: { kind: 'text', readOnly: true },
        phoneType: { kind: 'menu', ...required },
      },
    },
    address: {
      kind: 'object',
      properties: {
        street: { kind: 'text', maxLength: maxLengths.street },
        city: { kind: 'text', maxLength: maxLengths.city },
        stateOrProvince: { kind: 'province' },
        postalCode: { kind: 'text', maxLength: maxLengths.postalCode },
        country: { kind: 'country' },
      },
    },
    title: { kind: 'text', maxLength: maxLengths.title },
    login: { kind: 'text', maxLength: maxLengths.login },
    disabled: { kind: 'boolean' },
    externalReference: { kind: 'text', pattern: EXTERNAL_REFERENCE },
    contactType: { kind: 'menu' },
    source: { kind: 'menu' },
    organization: { kind: 'reference', to: 'organizations', noun: 'Organization' },
    notes: {
      kind: 'list',
      queryName: 'noteList',
      elementId: 'note_id',
      properties: {
        id: { kind: 'integer', readOnly: true },
        text: { kind: 'text', required: true },
        createdTime: { kind: 'date-time', readOnly: true },
      },
    },
    marketingSettings: { kind: 'opaque' },
    serviceSettings: { kind: 'opaque' },
    customFields: customFieldsProperty(customFields),
  };
}
