import type { ErrorCode } from './problem.ts';

/**
 * What the vendor's documentation leaves open. Each member is inferred, not documented; a test that depends on one
 * should try the other values too.
 */
export interface Assumptions {
  /** Longest values, in characters. (Documented, and so not here: subject 240, phone number 40.) */
  maxLengths: {
    firstName: number;
    lastName: number;
    email: number;
    street: number;
    city: number;
    postalCode: number;
    title: number;
    login: number;
    threadText: number;
    fileName: number;
  };
  /** What an e-mail address must look like; null accepts any text. */
  emailPattern: RegExp | null;
  /**
   * Whether a subject or the name of a file is refused that holds control characters, a name that is empty or holds a
   * path, and a file without content.
   */
  cleanText: boolean;
  /** Whether each e-mail and phone must say which slot it takes (`addressType`, `phoneType`). */
  slotsRequired: boolean;
  /**
   * What a PATCH does with a list that has slots (e-mails, phones): it replaces the elements of the slots that it names
   * and keeps the others, or replaces the whole list, or only adds and refuses a slot that is taken. Threads, notes and
   * files are added in any case.
   */
  listsInPatch: 'add-or-replace-by-type' | 'replace-all' | 'add';
  /** Codes of problems whose code is not documented. */
  codes: {
    /** Missing or too long application context. */
    applicationContext: ErrorCode;
    /** A body that is not declared as JSON. */
    contentType: ErrorCode;
    /** A known collection, but no object with that id. */
    objectNotFound: ErrorCode;
    /** A property without which the object cannot exist. */
    missingProperty: ErrorCode;
    /** A property that only the system sets. */
    readOnlyProperty: ErrorCode;
    duplicateEmail: ErrorCode;
    /** A query that cannot be read, or names an unknown table or column. */
    badQuery: ErrorCode;
    /** A query that would change data. */
    writingQuery: ErrorCode;
    /** An operation that the profile of the account does not permit. Its status is 403 in any case. */
    permissionDenied: ErrorCode;
    /** A file that is too large, no base64, or of a kind that the site does not take. */
    fileRefused: ErrorCode;
    /** A call that came too soon, or one too many. */
    throttled: ErrorCode;
    /** An access token that was altered. */
    accessToken: ErrorCode;
    /** Real operations of the API that this simulator does not offer. */
    notSimulated: ErrorCode;
  };
  /** HTTP status of a code, where it should differ from the default (401 for 00014, 403 for 00015, 500 for 00004 and 00008, else 400). */
  statusByCode: Record<string, number>;
  /** How a boolean reads in a query's cell: `1` or `true`. */
  booleanCells: 'digits' | 'words';
  /** Whether queries tell capitals from small letters. E-mail addresses never do. */
  caseSensitiveText: boolean;
  /** Whether `fields=…` adds to the summary of an object or stands in its place. */
  fieldsParameter: 'adds' | 'replaces';
  /** How `namedIDs/incidents` lists fields: as an object keyed by field, or as `items[].name`. Both have been seen. */
  namedIdFields: 'object' | 'items';
  /** How many values of a menu stand on a page unless the caller says so. */
  menuPage: number;
  /** Whether the schema of an object holds those of its parts (name, address, custom fields …) or refers to them. */
  nestedSchemas: 'ref' | 'inline';
  /** What the schema of a list (`metadata-catalog/contacts/phones`) describes: the list, or one element of it. */
  listSchemas: 'array' | 'element';
  /** With what the question for the schema of a collection is sent on to the catalog. */
  schemaRedirectStatus: 301 | 302 | 303 | 307 | 308;
  /** Whether a country shows its provinces unasked. */
  provinces: 'inline' | 'links';
  /** Whether the content of a file comes as `{ "data": "…" }` or as bare text. */
  fileData: 'json' | 'text';
}

/** Assumptions that differ from the default ones, to any depth. */
export type ChangedAssumptions = Partial<Omit<Assumptions, 'maxLengths' | 'codes'>> & {
  maxLengths?: Partial<Assumptions['maxLengths']>;
  codes?: Partial<Assumptions['codes']>;
};

/** What holds unless a site is set up otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  maxLengths: {
    firstName: 80,
    lastName: 80,
    email: 80,
    street: 240,
    city: 80,
    postalCode: 10,
    title: 80,
    login: 80,
    threadText: 1_000_000,
    fileName: 255,
  },
  emailPattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  cleanText: true,
  slotsRequired: true,
  listsInPatch: 'add-or-replace-by-type',
  codes: {
    applicationContext: 'OSC-CREST-00016',
    contentType: 'OSC-CREST-00016',
    objectNotFound: 'OSC-CREST-00013',
    missingProperty: 'OSC-CREST-00006',
    readOnlyProperty: 'OSC-CREST-00006',
    duplicateEmail: 'OSC-CREST-00006',
    badQuery: 'OSC-CREST-00007',
    writingQuery: 'OSC-CREST-00007',
    permissionDenied: 'OSC-CREST-00015',
    fileRefused: 'OSC-CREST-00006',
    throttled: 'OSC-CREST-00008',
    accessToken: 'OSC-CREST-00016',
    notSimulated: 'OSC-CREST-00016',
  },
  statusByCode: {},
  booleanCells: 'digits',
  caseSensitiveText: false,
  fieldsParameter: 'adds',
  namedIdFields: 'object',
  menuPage: 1_000,
  nestedSchemas: 'ref',
  listSchemas: 'array',
  schemaRedirectStatus: 302,
  provinces: 'inline',
  fileData: 'json',
};

/** Assumptions with the given changes. */
export function assume(current: Assumptions, changes: ChangedAssumptions = {}): Assumptions {
  return {
    ...current,
    ...changes,
    maxLengths: { ...current.maxLengths, ...changes.maxLengths },
    codes: { ...current.codes, ...changes.codes },
  };
}
