import { DEFAULT_NAMESPACES, type NamespaceKey } from './namespaces.ts';
import type { Reason } from './problem.ts';

/** Whether and with what a second customer with a taken e-mail address is refused. */
export type DuplicatePolicy = 'allow' | 400 | 409;

/**
 * What the reference page leaves open (its marks `[I]` and its sections 8 and 9). A test that depends on one of these
 * should try the other values too. Places of members are dotted, without the leading `customer` and without positions:
 * `contactPersons.contactPerson.firstName`.
 */
export interface Assumptions {
  /** Status of a search without a hit. Default 404; the vendor's Customer Search page says 204. */
  noHit: 204 | 404;
  /**
   * What becomes of an e-mail address that another customer has. Default 400: the vendor's Create Contact Point page
   * says that an address must not be taken (in the department, or anywhere without departmentalisation), but no status.
   */
  duplicates: DuplicatePolicy;
  /** Whether addresses are compared without regard to capitals. Default true. */
  emailsIgnoreCase: boolean;
  /**
   * What `?phone=` is compared with. Default `parts`: `phoneNo`, or the digits of area code and `phoneNo`, or those of
   * country code, area code and `phoneNo`. `number`: `phoneNo` as it was sent and nothing else.
   */
  phoneSearch: 'parts' | 'number';
  /** Whether `?custom.<name>=` searches custom attributes of the customer, as the Customer Search page says. Default true. */
  customSearch: boolean;
  /** What `$rangestart` counts from. Default 0. */
  rangeFrom: 0 | 1;
  /** Whether JSON numbers and booleans stand for text, and null for nothing, or are refused. Default `lenient`. */
  plainValues: 'lenient' | 'text';
  /** What becomes of members that no customer has. Default `refused`, with 400. */
  unknownMembers: 'refused' | 'ignored';
  /** Whether an edit may add a contact point, by leaving its id out. Default true. */
  editAddsPoints: boolean;
  /** Whether a custom attribute takes several values. Default true. */
  severalValues: boolean;
  /** Whether an edit must name the contact person by its id. Default false. */
  editNeedsPerson: boolean;
  /** Status of a login when the user has as many sessions as there may be. Default 403. */
  sessionCapStatus: 400 | 401 | 403 | 409;
  /** The shape of error bodies. Default `interaction`: `code` and `developerMessage`; `knowledge`: `message` only. */
  errorStyle: 'interaction' | 'knowledge' | 'empty';
  /** Whether errors in the interaction style have `userMessage` and `details` besides. Default false. */
  errorDetails: boolean;
  /** What follows the status in an error's `code`. Only that of `session` is known; all are 101 by default. */
  subCodes: Readonly<Record<Reason, string>>;
  /** Largest request body, in bytes of UTF-8; more is 413. Default 1,000,000. */
  maxBodyBytes: number;
  /** What an e-mail address must look like, as a regular expression; null: anything. */
  emailPattern: string | null;
  /** What a country code must look like; null: anything. Default: digits only, after the Create Contact Point page. */
  countryCodePattern: string | null;
  /**
   * The values that a member may have; null: any. An empty value stands for none and is always accepted. Default: what
   * the page lists, and of contact points what the vendor's Create Contact Point page lists. Configured lists
   * (`level.value`, `industry.value`) are open.
   */
  choices: Readonly<Record<string, readonly string[] | null>>;
  /** Longest values in characters; null: any length. Default: `pin` as on the page, others from the vendor's pages. */
  maxLengths: Readonly<Record<string, number | null>>;
  /** Parts of a contact point that must not be missing or blank, by its kind, after the Create Contact Point page. */
  requiredParts: Readonly<Record<'phone' | 'email' | 'postal', readonly string[]>>;
  /** The names of the XML namespaces. */
  namespaces: Readonly<Record<NamespaceKey, string>>;
  /** The namespaces in which a member is accepted, the one of answers first, where not those of `customer-form.ts`. */
  elementNamespaces: Readonly<Record<string, readonly NamespaceKey[]>>;
}

/** Assumptions that are maps; a change names only the entries that it changes. */
type Maps = 'subCodes' | 'choices' | 'maxLengths' | 'requiredParts' | 'namespaces' | 'elementNamespaces';

/** Assumptions that differ from the default ones. */
export type ChangedAssumptions = Partial<Omit<Assumptions, Maps>> & {
  [M in Maps]?: Partial<Assumptions[M]>;
};

const PERSON = 'contactPersons.contactPerson';
const POINT = `${PERSON}.contactPoints.contactPoint`;

/** What holds unless a tenant is set up otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  noHit: 404,
  duplicates: 400,
  emailsIgnoreCase: true,
  phoneSearch: 'parts',
  customSearch: true,
  rangeFrom: 0,
  plainValues: 'lenient',
  unknownMembers: 'refused',
  editAddsPoints: true,
  severalValues: true,
  editNeedsPerson: false,
  sessionCapStatus: 403,
  errorStyle: 'interaction',
  errorDetails: false,
  subCodes: {
    session: '101',
    login: '101',
    sessionCap: '101',
    permission: '101',
    validation: '101',
    duplicate: '101',
    notFound: '101',
    method: '101',
    mediaType: '101',
    size: '101',
    fault: '101',
  },
  maxBodyBytes: 1_000_000,
  emailPattern: '^[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>.]+$',
  countryCodePattern: '^[0-9]+$',
  choices: {
    'level.value': null,
    'industry.value': null,
    'role.value': ['Partner', 'Reseller', 'Customer'],
    'howReferred.value': ['Website', 'Customer', 'Partner', 'Employee', 'Reseller'],
    [`${POINT}.type.phone.type.value`]: ['home', 'office', 'mobile', 'fax', 'pager'],
    [`${POINT}.priority.value`]: ['low', 'medium', 'high'],
  },
  maxLengths: {
    pin: 255,
    marketSegment: 50,
    entitlements: 1024,
    [`${PERSON}.firstName`]: 124,
    [`${PERSON}.middleName`]: 124,
    [`${PERSON}.lastName`]: 124,
    [`${PERSON}.loginId`]: 255,
    [`${PERSON}.initials`]: 16,
    [`${PERSON}.jobTitle`]: 255,
    [`${PERSON}.emergencyContact`]: 50,
    [`${PERSON}.occupation`]: 255,
    [`${POINT}.type.phone.countryCode`]: 9,
    [`${POINT}.type.phone.areaCode`]: 10,
    [`${POINT}.type.phone.phoneNo`]: 40,
    [`${POINT}.type.phone.extension`]: 10,
  },
  requiredParts: {
    phone: ['type.value', 'phoneNo'],
    email: ['emailAddress'],
    postal: ['type.value', 'address_1'],
  },
  namespaces: DEFAULT_NAMESPACES,
  elementNamespaces: {},
};

/** Assumptions with the given changes. */
export function assume(current: Assumptions, changes: ChangedAssumptions = {}): Assumptions {
  return {
    ...current,
    ...changes,
    subCodes: { ...current.subCodes, ...changes.subCodes },
    choices: merged(current.choices, changes.choices),
    maxLengths: merged(current.maxLengths, changes.maxLengths),
    requiredParts: { ...current.requiredParts, ...changes.requiredParts },
    namespaces: { ...current.namespaces, ...changes.namespaces },
    elementNamespaces: merged(current.elementNamespaces, changes.elementNamespaces),
  };
}

function merged<V>(
  current: Readonly<Record<string, V>>,
  changes: Partial<Readonly<Record<string, V>>> = {},
): Record<string, V> {
  return { ...current, ...(changes as Record<string, V>) };
}
