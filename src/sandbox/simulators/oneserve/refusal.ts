import type { Json } from '../json.ts';
import type { Cause } from './assumptions.ts';

/** Why a call was refused, for the answer to be made of. */
export type Reason =
  /** One of the statuses that come without the API's own body. */
  | { kind: 'status'; status: 401 | 403 | 404 | 405 | 413 | 415 | 500 }
  | { kind: 'not-an-object' }
  | { kind: 'unknown-client' }
  /** `value` is what was sent, where something was. */
  | { kind: 'field'; cause: Cause; value?: Json | undefined };

/** A refusal on its way to becoming an answer; thrown wherever the fault is found, answered in one place. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason.kind);
    this.name = 'Refusal';
    this.reason = reason;
  }
}
