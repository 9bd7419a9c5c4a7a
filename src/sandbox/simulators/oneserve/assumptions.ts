/** Why a contact was refused, its client apart. */
export type Cause =
  /** Not of the type of the field: no text, no integer, no boolean, no list. */
  | 'wrongType'
  | 'tooLong'
  /** A mandatory field that is absent, null, or empty where it may not be. */
  | 'missing'
  /** An integer outside the range of its field. */
  | 'outOfRange'
  | 'badDate'
  /** An id that is none of the tenant's contact types. */
  | 'unknownType'
  /** A reference that is none of the client's locations. */
  | 'unknownLocation';

/** In which of the two documented ways a refusal is worded: the transaction, or the database's statement. */
export type Wording = 'rolled-back' | 'statement';

/**
 * What the vendor's documentation leaves open. Each member is inferred, not documented; a test that depends on one
 * should try the other values too.
 */
export interface Assumptions {
  /** Where the token stands in a call. */
  tokenPlace: 'header' | 'cookie' | 'query';
  /** The name of that header, cookie or query parameter. */
  tokenName: string;
  /** What stands before the token in a header, such as `Bearer `. */
  tokenPrefix: string;
  /** What stands between the host and `/rest/`, with a slash in front; empty: nothing. */
  contextPath: string;
  /** The HTTP status of bodies that say `"result": "fail"`. */
  failStatus: 200 | 400 | 500;
  /** How each cause is worded. Both ways are documented for wrong types and for texts that are too long. */
  wordings: Readonly<Record<Cause, Wording>>;
  /** Whether the database's text repeats a text that is at fault, as some databases do. */
  statementRepeatsValue: boolean;
  /** What body goes with a bare status: 401, 403, 404, 405, 413, 415, 500. As text, 401 is documented. */
  statusBodies: 'text' | 'html' | 'empty';
  /** How integers and booleans may be sent. Strings are what the printed example has. */
  types: 'either' | 'strings' | 'native';
  /**
   * `strict` takes days of the calendar as `dd/MM/yyyy` and nothing else. `lenient` also takes single digits, and counts
   * on from days and months that do not exist: 12/25/2026 is the 12th of the 25th month.
   */
  dates: 'strict' | 'lenient';
  /** What an empty text means in an optional integer or date. */
  emptyOptional: 'absent' | 'refused';
  /** The mandatory texts that may be empty nevertheless. */
  mayBeEmpty: readonly string[];
  /** When two contact references are the same one. `folded`: whatever their case and the spaces after them. */
  contactRefs: 'exact' | 'folded';
  /** What becomes of an optional field that an update leaves out. */
  absentOnUpdate: 'kept' | 'cleared';
  /** What becomes of the locations that an update with `locations` does not name. */
  locationsOnUpdate: 'merged' | 'replaced';
  /** Longer bodies get a 413; null: none is too long. */
  maxBodyCharacters: number | null;
}

/** What holds unless a tenant is set up otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  tokenPlace: 'header',
  tokenName: 'OS_REST_AUTH_TOKEN',
  tokenPrefix: '',
  contextPath: '',
  failStatus: 200,
  wordings: {
    wrongType: 'rolled-back',
    tooLong: 'statement',
    missing: 'rolled-back',
    outOfRange: 'rolled-back',
    badDate: 'statement',
    unknownType: 'statement',
    unknownLocation: 'statement',
  },
  statementRepeatsValue: false,
  statusBodies: 'text',
  types: 'either',
  dates: 'strict',
  emptyOptional: 'absent',
  mayBeEmpty: ['contact1'],
  contactRefs: 'exact',
  absentOnUpdate: 'kept',
  locationsOnUpdate: 'merged',
  maxBodyCharacters: 1_000_000,
};
