import { retryAfterMs } from '../shared/retry-after.ts';
import { DeliveryError, type DeliveryErrorDetails, type DeliveryErrorKind } from './connector.ts';
import type { HttpReply } from './http-client.ts';

/** The destination's refusal, with what a caller may want to know of it. */
export class SiteRefusal extends DeliveryError {
  readonly status: number;
  /** The vendor's code for what is wrong, if the reply named one. */
  readonly code: string | undefined;

  constructor(
    kind: DeliveryErrorKind,
    message: string,
    { status, code, ...details }: DeliveryErrorDetails & { status: number; code: string | undefined },
  ) {
    super(kind, message, details);
    this.status = status;
    this.code = code;
  }
}

/** Statuses of trouble that passes, besides 5xx. */
export const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

export interface Asked {
  /** Whether the call was to change something. */
  readonly changes: boolean;
  /** The vendor's code for what is wrong, if the reply names one. No text of the reply: it may quote what a person typed. */
  readonly code?: string | undefined;
  /** The kind of trouble in the vendor's own words, where the status does not say. Default: by the status. */
  readonly kind?: DeliveryErrorKind | undefined;
  /** What an operator should look at first, by status. */
  readonly hints?: Readonly<Record<number, string>> | undefined;
}

/**
 * What a status other than success means for the delivery. 5xx, 408, 425 and 429: trouble that passes, and of a call
 * that was to change something it is open whether it did. 3xx, 401 to 406 and 415: every call would fare alike. Any
 * other: this one application is refused.
 */
export function refusalBy(
  operation: string,
  { status, headers }: HttpReply,
  { changes, code, kind = kindOf(status), hints = {} }: Asked,
): SiteRefusal {
  const hint = hints[status];
  const message = `${operation}: status ${status}${code ? `, ${code}` : ''}${hint ? `, ${hint}` : ''}`;
  return new SiteRefusal(kind, message, {
    status,
    code,
    ...(kind === 'retry' && {
      retryAfterMs: retryAfterMs(headers.get('retry-after')),
      uncertain: changes && status !== 425 && status !== 429,
    }),
  });
}

function kindOf(status: number): DeliveryErrorKind {
  if (status >= 500 || passingStatuses.has(status)) return 'retry';
  const everything = (status >= 300 && status < 400) || (status >= 401 && status <= 406) || status === 415;
  return everything ? 'misconfigured' : 'rejected';
}
