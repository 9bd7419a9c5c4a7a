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
  };
  /** What an e-mail address must look like; null accepts any text. */
  emailPattern: RegExp | null;
  /** Whether each e-mail and phone must say which slot it takes (`addressType`, `phoneType`). */
  slotsRequired: boolean;
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
    /** Real operations of the API that this simulator does not offer. */
    notSimulated: ErrorCode;
  };
  /** HTTP status of a code, where it should differ from the default (401 for 00014, 403 for 00015, 500 for 00004 and 00008, else 400). */
  statusByCode: Record<string, number>;
  /** How a boolean reads in a query's cell: `1` or `true`. */
  booleanCells: 'digits' | 'words';
  /** Whether queries tell capitals from small letters. E-mail addresses never do. */
  caseSensitiveText: boolean;
}

/** Assumptions that differ from the default ones, to any depth. */
export type ChangedAssumptions = Partial<Omit<Assumptions, 'maxLengths' | 'codes'>> & {
  maxLengths?: Partial<Assumptions['maxLengths']>;
  codes?: Partial<Assumptions['codes']>;
};

const DEFAULTS: Assumptions = {
  maxLengths: { firstName: 80, lastName: 80, email: 80, street: 240, city: 80, postalCode: 10 },
  emailPattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  slotsRequired: true,
  codes: {
    applicationContext: 'OSC-CREST-00016',
    contentType: 'OSC-CREST-00016',
    objectNotFound: 'OSC-CREST-00013',
    missingProperty: 'OSC-CREST-00006',
    readOnlyProperty: 'OSC-CREST-00006',
    duplicateEmail: 'OSC-CREST-00006',
    badQuery: 'OSC-CREST-00007',
    writingQuery: 'OSC-CREST-00007',
    notSimulated: 'OSC-CREST-00016',
  },
  statusByCode: {},
  booleanCells: 'digits',
  caseSensitiveText: false,
};

/** The default assumptions with the given changes. */
export function assume(changes: ChangedAssumptions = {}): Assumptions {
  return {
    ...DEFAULTS,
    ...changes,
    maxLengths: { ...DEFAULTS.maxLengths, ...changes.maxLengths },
    codes: { ...DEFAULTS.codes, ...changes.codes },
  };
}
