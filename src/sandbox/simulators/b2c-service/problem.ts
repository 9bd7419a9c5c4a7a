import { jsonResponse } from '../json.ts';

/** The vendor's own error code, `OSC-CREST-` and five digits. */
export type ErrorCode = `OSC-CREST-${string}`;

/** Titles by code, after the meanings in the vendor's list of error codes; only that of 00013 is known verbatim. */
export const TITLES: Readonly<Record<string, string>> = {
  'OSC-CREST-00001': 'Unknown exception code',
  'OSC-CREST-00002': 'Unsupported method',
  'OSC-CREST-00003': 'Unsupported API version',
  'OSC-CREST-00004': 'Internal error while loading the version',
  'OSC-CREST-00005': 'Unreadable resource',
  'OSC-CREST-00006': 'Write of the resource failed',
  'OSC-CREST-00007': 'Invalid query parameter',
  'OSC-CREST-00008': 'Internal processing error',
  'OSC-CREST-00009': 'Resource could not be deleted',
  'OSC-CREST-00010': 'No POST data',
  'OSC-CREST-00011': 'Bad JSON',
  'OSC-CREST-00012': 'Resource could not be created',
  'OSC-CREST-00013': 'Unrecognized resource',
  'OSC-CREST-00014': 'Not authorized for this site',
  'OSC-CREST-00015': 'REST API not enabled',
  'OSC-CREST-00016': 'API used in an unsupported manner',
  'OSC-CREST-00017': 'Unsupported language',
  'OSC-CREST-00018': 'Metadata of a primary object asked for through a relationship',
};

const STATUS_BY_CODE: Record<string, number> = {
  'OSC-CREST-00004': 500,
  'OSC-CREST-00008': 500,
  'OSC-CREST-00014': 401,
  'OSC-CREST-00015': 403,
};

/** A refusal on its way to becoming a problem body; thrown wherever the fault is found, answered in one place. */
export class VendorProblem extends Error {
  readonly code: ErrorCode;
  /** Set where the code alone does not decide it, such as 404 for a wrong address. */
  readonly status: number | undefined;

  constructor(code: ErrorCode, detail: string, status?: number) {
    super(detail);
    this.name = 'VendorProblem';
    this.code = code;
    this.status = status;
  }
}

/** Where a problem happened. */
export interface ProblemPlace {
  /** Scheme, host and prefix of the simulated site. */
  site: string;
  /** Path of the refused request, without its query. */
  path: string;
  statusByCode?: Record<string, number>;
}

/** The problem body as recorded from a real site: exactly six members, `instance` being the request's URL without query. */
export function problemResponse(problem: VendorProblem, place: ProblemPlace): Response {
  const { code } = problem;
  const status = problem.status ?? place.statusByCode?.[code] ?? STATUS_BY_CODE[code] ?? 400;
  const body = {
    type: `${place.site}/services/rest/connect/exceptions/${code}`,
    title: TITLES[code] ?? 'Error',
    status,
    detail: problem.message,
    instance: place.site + place.path,
    'o:errorCode': code,
  };
  return jsonResponse(body, status, { 'content-type': 'application/problem+json' });
}
