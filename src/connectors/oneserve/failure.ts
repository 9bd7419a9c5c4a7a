import { parse } from '../../model/issue.ts';
import { DeliveryError, type DeliveryErrorKind } from '../connector.ts';
import type { HttpReply } from '../http-client.ts';
import { passingStatuses, refusalBy } from '../site-refusal.ts';
import { resultSchema } from './wire.ts';

/**
 * Why the system did not do what was asked, by a name of ours; the vendor's own texts may quote the database. `failed`:
 * for a reason that its page does not name.
 */
export type FailCode = 'REST0002' | 'unknown-client-ref' | 'rolled-back' | 'statement-failed' | 'failed';

export type Result = { readonly success: true } | { readonly success: false; readonly code: FailCode };

/** How the vendor's page words failures; whatever else an answer says stays unread. */
const wordings: readonly (readonly [RegExp, Exclude<FailCode, 'failed'>])[] = [
  [/^\s*REST0002\b/i, 'REST0002'],
  // What the database says can quote what a person typed, so it is known by how it begins, and before all else.
  [/^\s*could not execute statement/i, 'statement-failed'],
  [/^\s*unable to locate client ref/i, 'unknown-client-ref'],
  [/rolled?[ -]?back/i, 'rolled-back'],
];

/** What an answer says became of the call; undefined where it does not say it as the vendor's page does. */
export function resultIn({ json }: Pick<HttpReply, 'json'>): Result | undefined {
  const parsed = parse(resultSchema, json);
  if ('issues' in parsed) return undefined;
  const { result, result_msg } = parsed.value;
  if (result === 'success') return { success: true };
  const known = wordings.find(([wording]) => wording.test(result_msg ?? ''));
  return { success: false, code: known?.[1] ?? 'failed' };
}

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: 'the token is refused; the vendor ends it whenever its user logs in',
  403: 'the system lets no calls in from this address',
  404: 'the address of the API or its path is wrong',
  405: 'the address leads to something that takes no POST',
  415: 'the system does not see that the body is JSON',
};

/** Statuses about who asks, about the pace or of a gateway (RFC 9110, 15.5 and 15.6): the body counts for nothing. */
const byStatusAlone = (status: number) =>
  (status >= 300 && status < 400) || [401, 403, 502, 504].includes(status) || passingStatuses.has(status);

/** What an answer says, whatever its status; undefined where others than the vendor answer with that status. */
const vendorResult = (reply: HttpReply) => (byStatusAlone(reply.status) ? undefined : resultIn(reply));

/** Whether an answer is a refusal in words that the vendor's page has. */
export function refusesInKnownWords(reply: HttpReply): boolean {
  const result = vendorResult(reply);
  return result?.success === false && result.code !== 'failed';
}

/**
 * What an answer that is no success means for the delivery. The status of a body that says `fail` is not documented, so
 * the body is asked first: a client that the system does not know concerns everything, and what the database refused
 * concerns the one application. Where the body gives no reason that is known, a status of failure does. Of an answer that
 * says neither, a success by its status proves nothing.
 */
export function refusalOf(operation: string, reply: HttpReply, changes: boolean): DeliveryError {
  const { status } = reply;
  const result = vendorResult(reply);
  if (result?.success === false) {
    const { code } = result;
    return refusalBy(operation, reply, {
      changes,
      code,
      kind: kindOf(code, status),
      hints: code === 'failed' ? hints : failHints(code, status),
    });
  }
  if (status < 300 || result?.success) {
    return new DeliveryError('retry', `${operation}: status ${status}, the reply cannot be read`, {
      uncertain: changes,
    });
  }
  return refusalBy(operation, reply, { changes, hints });
}

/** Undefined: what the status says. */
function kindOf(code: FailCode, status: number): DeliveryErrorKind | undefined {
  if (code === 'unknown-client-ref') return 'misconfigured';
  return code === 'failed' && status >= 300 ? undefined : 'rejected';
}

const failHints = (code: FailCode, status: number): Readonly<Record<number, string>> =>
  code === 'unknown-client-ref' ? { [status]: 'the system has no client of that clientRef' } : {};
