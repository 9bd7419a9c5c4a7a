/** Why a call is refused, in words of this simulator; they decide the status and the code of an error. */
export type Reason =
  | 'credentials'
  | 'privilege'
  | 'notFound'
  | 'method'
  | 'accept'
  | 'mediaType'
  | 'size'
  | 'header'
  | 'body'
  | 'unknownAttribute'
  | 'readOnly'
  | 'missing'
  | 'value'
  | 'length'
  | 'lookup'
  | 'reference'
  | 'query'
  | 'duplicate'
  | 'stale';

/** One of the things that are wrong with a call. */
export interface Objection {
  reason: Reason;
  detail: string;
  /** The attribute at fault, such as `/Title`; empty where none is. */
  path: string;
}

/** A refusal on its way to becoming an error body; thrown wherever the fault is found, answered in one place. */
export class FusionProblem extends Error {
  readonly objections: readonly [Objection, ...Objection[]];
  readonly headers: Readonly<Record<string, string>>;

  constructor(objections: readonly [Objection, ...Objection[]], headers: Record<string, string> = {}) {
    super(objections[0].detail);
    this.name = 'FusionProblem';
    this.objections = objections;
    this.headers = headers;
  }
}

/** A refusal for one reason. */
export function refusal(reason: Reason, detail: string, headers?: Record<string, string>): FusionProblem {
  return new FusionProblem([{ reason, detail, path: '' }], headers);
}
