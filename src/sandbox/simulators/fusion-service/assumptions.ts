import type { StructuredErrors } from './media-types.ts';
import type { Reason } from './problem.ts';
import type { TypeName } from './resource-types.ts';

/** Attributes that together tell a row from others; an empty list: none do. */
type Key = readonly string[];

/**
 * What the reference page leaves open (its marks `[I]` and its section 11). A test that depends on one of these should try
 * the other values too. What is open about single attributes, such as which are mandatory or how long a description may
 * be, is a matter of the tenant's `attributes`.
 */
export interface Assumptions {
  /**
   * When an error is JSON and not plain text. Default `named`: only if `Accept` names the type of errors; a wildcard,
   * which HTTP clients send unasked, is enough in `allowed`.
   */
  structuredErrors: StructuredErrors;
  /** The body of a 401. Default `empty`. */
  unauthorizedBody: 'empty' | 'html' | 'structured';
  /** The status for each sort of fault; of several, the first counts. */
  statuses: Readonly<Record<Reason, number>>;
  /** The `o:errorCode` for each sort of fault. Default: the one that was seen, for all. */
  codes: Readonly<Record<Reason, string>>;
  /** The protocol version of a call that names none. Default 1. */
  defaultFrameworkVersion: number;
  /** From which protocol version links of an item are in `@context.links`. Default 9, the only one seen. */
  contextLinksFrom: number;
  /** Status of a creation. Default 201; an example of the vendor's prints 200. */
  createStatus: 200 | 201;
  /** Status when `Upsert-Mode` found a row and updated it. Default 200. */
  upsertUpdateStatus: 200 | 201;
  /**
   * By which attributes `Upsert-Mode: true` looks for a row. Without attributes, or where the body lacks one, a row is
   * created. Default: contacts by their source system reference; no others.
   */
  upsertKeys: Readonly<Partial<Record<TypeName, Key>>>;
  /**
   * Attributes that no two rows may share; texts are compared without regard to capitals. Default: interactions by
   * `InteractionNumber`. `{ contacts: [['EmailAddress']] }` has contacts with a taken address refused.
   */
  uniqueKeys: Readonly<Partial<Record<TypeName, readonly Key[]>>>;
  /** What joins conditions in `q`. Default `both`; `byVersion`: `AND` from version `andFrom` on, `;` before. */
  joiners: 'both' | 'byVersion';
  /** See `joiners`. Default 2. */
  andFrom: number;
  /** How a quote is written inside a literal of `q`. Default `doubled`; `none`: it cannot be. */
  quoteEscape: 'doubled' | 'backslash' | 'none';
  /** Whether a semicolon inside a literal of `q` is part of it, or ends the condition. Default `breaks`. */
  semicolonInLiterals: 'literal' | 'breaks';
  /** Whether `q` compares texts without regard to capitals. Default false. */
  textIgnoresCase: boolean;
  /** Whether `UPPER(Attribute)=UPPER('text')` is allowed in `q`. Default true. */
  upperInQueries: boolean;
  /** What becomes of a whole number that comes as text in a body. Default `refused`. */
  numbersAsText: 'refused' | 'accepted';
  /** What becomes of attributes that there are not. Default `refused`. */
  unknownAttributes: 'refused' | 'ignored';
  /** What becomes of attributes that a caller must not set. Default `refused`. */
  readOnlyAttributes: 'refused' | 'ignored';
  /** Whether a contact with a part of an address must have a country. Default true. */
  addressNeedsCountry: boolean;
  /** What reads find whose user has no role for a resource. Default `empty`: no rows; `refused`: 403. */
  withoutRole: 'empty' | 'refused';
  /** Which rows can have attachments. Default: service requests and their messages. */
  attachmentsOf: readonly ('serviceRequests' | 'messages')[];
  /** What an action must be declared as. Default `action`: only as such; `any`: as JSON, too. */
  actionMediaType: 'action' | 'any';
  /** At which collections `IsEnabledFinder` lists lookup codes, or at which resources of their own. Default `serviceRequests`. */
  lookupFinderAt: readonly string[];
  /** Rows on a page unless told. Default 25. */
  defaultLimit: number;
  /** Most rows on a page. Default 500. */
  maxLimit: number;
  /** Largest request body, in bytes. Default 20,000,000. */
  maxBodyBytes: number;
  /** How numbers of service requests look: this, and digits padded with zeros. Default `SR`. */
  srNumberPrefix: string;
  /** Default 10. */
  srNumberDigits: number;
}

/** Assumptions that are maps; a change names only the entries that it changes. */
type Maps = 'statuses' | 'codes' | 'upsertKeys' | 'uniqueKeys';

/** Assumptions that differ from the default ones. */
export type ChangedAssumptions = Partial<Omit<Assumptions, Maps>> & {
  [M in Maps]?: Partial<Assumptions[M]>;
};

const STATUSES: Record<Reason, number> = {
  credentials: 401,
  privilege: 403,
  notFound: 404,
  method: 405,
  accept: 406,
  mediaType: 415,
  size: 413,
  header: 400,
  body: 400,
  unknownAttribute: 400,
  readOnly: 400,
  missing: 400,
  value: 400,
  length: 400,
  lookup: 400,
  reference: 400,
  query: 400,
  duplicate: 409,
  stale: 412,
};

/** What holds unless a tenant is set up otherwise. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  structuredErrors: 'named',
  unauthorizedBody: 'empty',
  statuses: STATUSES,
  codes: everyReason('27021'),
  defaultFrameworkVersion: 1,
  contextLinksFrom: 9,
  createStatus: 201,
  upsertUpdateStatus: 200,
  upsertKeys: { contacts: ['SourceSystem', 'SourceSystemReferenceValue'] },
  uniqueKeys: { interactions: [['InteractionNumber']] },
  joiners: 'both',
  andFrom: 2,
  quoteEscape: 'doubled',
  semicolonInLiterals: 'breaks',
  textIgnoresCase: false,
  upperInQueries: true,
  numbersAsText: 'refused',
  unknownAttributes: 'refused',
  readOnlyAttributes: 'refused',
  addressNeedsCountry: true,
  withoutRole: 'empty',
  attachmentsOf: ['serviceRequests', 'messages'],
  actionMediaType: 'action',
  lookupFinderAt: ['serviceRequests'],
  defaultLimit: 25,
  maxLimit: 500,
  maxBodyBytes: 20_000_000,
  srNumberPrefix: 'SR',
  srNumberDigits: 10,
};

/** Assumptions with the given changes. */
export function assume(current: Assumptions, changes: ChangedAssumptions = {}): Assumptions {
  return {
    ...current,
    ...changes,
    statuses: { ...current.statuses, ...changes.statuses },
    codes: { ...current.codes, ...changes.codes },
    upsertKeys: { ...current.upsertKeys, ...changes.upsertKeys },
    uniqueKeys: { ...current.uniqueKeys, ...changes.uniqueKeys },
  };
}

function everyReason(code: string): Record<Reason, string> {
  const reasons = Object.keys(STATUSES) as Reason[];
  return Object.fromEntries(reasons.map((reason) => [reason, code])) as Record<Reason, string>;
}
