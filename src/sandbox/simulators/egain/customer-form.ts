import { type ElementForm, type Members, text, texts, valued } from './element-form.ts';
import type { NamespaceKey } from './namespaces.ts';

function customAttributes(...namespaces: NamespaceKey[]): ElementForm {
  const attribValue: ElementForm = {
    namespaces: ['common'],
    many: true,
    members: { value: text('common') },
  };
  const customAttribute: ElementForm = {
    namespaces: ['common'],
    many: true,
    members: {
      attribName: text('common'),
      attribValues: { namespaces: ['common'], members: { attribValue } },
    },
  };
  return { namespaces, members: { customAttribute } };
}

function valuedEach(owner: NamespaceKey, names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, valued(owner, 'common', owner)]));
}

const POINT = 'contactPoint';
const PERSON = 'contactPerson';

const PHONE: ElementForm = {
  namespaces: [POINT],
  members: {
    ...valuedEach(POINT, ['type']),
    ...texts(POINT, ['phoneNo', 'countryCode', 'areaCode', 'extension']),
    availability: { namespaces: [POINT], members: valuedEach(POINT, ['days', 'times']) },
  },
};

const POSTAL: ElementForm = {
  namespaces: [POINT],
  members: {
    ...valuedEach(POINT, ['type']),
    ...texts(POINT, ['address_1', 'address_2', 'city', 'state', 'zip', 'country', 'region']),
  },
};

/** The kinds of contact points: the value of `type.value`, and the name of the child beside it. */
export const POINT_KINDS = ['phone', 'email', 'postal'] as const;

const CONTACT_POINT: ElementForm = {
  namespaces: [POINT],
  many: true,
  attributes: ['id'],
  members: {
    type: {
      namespaces: [POINT],
      members: {
        value: text(POINT, 'common'),
        phone: PHONE,
        email: { namespaces: [POINT], members: texts(POINT, ['emailAddress']) },
        postal: POSTAL,
      },
    },
    ...valuedEach(POINT, ['priority']),
    customAttributes: customAttributes(POINT, 'common'),
  },
};

/** Members of a contact person that are `true` or `false`. */
export const PERSON_FLAGS = [
  'hasDirectMailingConsent',
  'hasDirectCallingConsent',
  'hasHoldingDataConsent',
  'isSmoker',
] as const;

const CONTACT_PERSON: ElementForm = {
  namespaces: [PERSON],
  many: true,
  attributes: ['id'],
  members: {
    ...texts(PERSON, ['salutation', 'firstName', 'middleName', 'lastName', 'loginId', 'initials']),
    ...valuedEach(PERSON, [
      'gender',
      'suffix',
      'employmentStatus',
      'maritalStatus',
      'type',
      'educationLevel',
    ]),
    identification: { namespaces: [PERSON], members: texts(PERSON, ['type', 'value']) },
    ...texts(PERSON, ['secretQuestion', 'secretAnswer', 'jobTitle', 'priority', 'dateOfBirth']),
    ...texts(PERSON, PERSON_FLAGS),
    ...texts(PERSON, ['firstNameFurigana', 'middleNameFurigana', 'lastNameFurigana']),
    ...texts(PERSON, ['startGreeting', 'endGreeting', 'spouseName', 'emergencyContact', 'occupation']),
    ...texts(PERSON, ['incomeLevel', 'race', 'dependents', 'hobbies', 'interests', 'contactOrder']),
    customAttributes: customAttributes(PERSON, 'common'),
    contactPoints: { namespaces: [PERSON], members: { contactPoint: CONTACT_POINT } },
  },
};

const MEMBERS: Members = {
  type: valued('customer', 'customer'),
  department: { namespaces: ['customer'], attributes: ['id'], members: { name: text('platform') } },
  level: valued('customer', 'common'),
  role: valued('customer', 'common'),
  pin: text('customer'),
  howReferred: valued('customer', 'common'),
  industry: valued('customer', 'common'),
  ...texts('customer', ['marketSegment', 'entitlements']),
  customAttributes: customAttributes('customer'),
  contactPersons: { namespaces: ['customer'], members: { contactPerson: CONTACT_PERSON } },
};

/**
 * A customer as it is sent, with everything that it may be sent with (page, section 3). As to namespaces, what the vendor
 * prints is followed: what wraps a list belongs to its owner, `value` below a member of the customer and the parts of
 * `customAttributes` are common, `type.value` is the customer's, `department.name` the platform's. Where nothing is
 * printed, which is for `value` and `customAttributes` of contact persons and contact points, both readings are accepted.
 */
export const CUSTOMER_FORM: ElementForm = { namespaces: ['customer'], attributes: ['id'], members: MEMBERS };

const LINK_IN = (namespace: NamespaceKey): ElementForm => ({
  namespaces: [namespace],
  many: true,
  attributes: ['rel', 'href'],
  members: {},
});

const ANSWERED_CUSTOMER: ElementForm = {
  ...CUSTOMER_FORM,
  many: true,
  members: {
    link: LINK_IN('customer'),
    cases: { namespaces: ['customer'], members: { link: LINK_IN('case') } },
    customerName: text('customer'),
    ...MEMBERS,
    type: {
      namespaces: ['customer'],
      members: { value: text('customer'), displayValue: text('customer') },
    },
    created: { namespaces: ['customer'], members: { date: text('common') } },
    createdBy: { namespaces: ['customer'], attributes: ['id'], members: { name: text('platform') } },
    lastModified: { namespaces: ['customer'], members: { date: text('common') } },
  },
};

/** A collection of customers as it is answered. */
export const CUSTOMERS_FORM: ElementForm = {
  namespaces: ['customer'],
  members: {
    link: LINK_IN('customer'),
    paginationInfo: {
      namespaces: ['customer'],
      members: {
        link: LINK_IN('common'),
        ...texts('common', ['count', 'pagenum', 'pagesize', 'rangestart', 'rangesize']),
      },
    },
    customer: ANSWERED_CUSTOMER,
  },
};
