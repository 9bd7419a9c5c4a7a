import type { Context } from 'hono';
import type { FormDefinition } from '../../model/definition.ts';
import { type Issue, issue } from '../../model/issue.ts';
import type { Accepted } from '../../protocol/accepted.ts';
import { challengeIn } from '../../protocol/challenge.ts';
import { applicationPath } from '../../protocol/paths.ts';
import { serialKeyOf } from '../../queue/delivery.ts';
import type { DeliveryStore } from '../../queue/delivery-store.ts';
import type { Log } from '../../queue/log.ts';
import { subjectOf } from '../../queue/subject.ts';
import type { Destinations } from '../destinations.ts';
import { createByteBudget } from '../guards/byte-budget.ts';
import { readJson } from '../guards/json-body.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ArrivalEnv } from '../observe-arrivals.ts';
import { readSubmission } from '../read-submission.ts';
import type { ReviewCounts, Reviewer } from '../review.ts';

export interface SubmitOptions {
  readonly store: DeliveryStore;
  readonly definitionOf: (form: string) => FormDefinition | undefined;
  readonly destinationsOf: (form: string) => Destinations;
  readonly maxBodyBytes: number;
  /** What speaks against a person having sent it. */
  readonly review: Reviewer;
  /** Told of every application that is marked. */
  readonly marked: ReviewCounts;
  readonly now: () => number;
  readonly log: Log;
  readonly onAccepted: () => void;
}

/**
 * How many bodies of the largest size may be arriving at one time, and how many of them from one address. Nobody's
 * application is that large; whoever sends many such and slowly finds an end to it.
 */
const [largestAtOnce, largestOfOne] = [128, 32];

type Env = { Bindings: { readonly address?: string } };

/**
 * `POST /v1/applications`: checks the application and stores it. 202 goes out only once it is on stable storage. What
 * looks like a program's doing is taken like all else, and marked: it may be a person's.
 */
export function submitRoute(options: SubmitOptions) {
  const { store, definitionOf, destinationsOf, maxBodyBytes, review, marked, now, log, onAccepted } = options;

  const openShare = createByteBudget(largestAtOnce * maxBodyBytes, largestOfOne * maxBodyBytes);

  return async (c: Context<ArrivalEnv & Env>): Promise<Response> => {
    const share = openShare(c.env?.address);
    const onChunk = ({ byteLength }: Uint8Array) => share.take(byteLength);
    const body = await readJson(c, { maxBytes: maxBodyBytes, onChunk }).finally(share.release);
    const read = await readSubmission(body, definitionOf);
    if ('issues' in read) throw invalid(read.issues);
    const submission = read.value;
    const key = idempotencyKey(c.req.header('idempotency-key'));
    if (key !== undefined && key !== submission.id) throw invalid([issue('id', 'id_mismatch')]);

    const fromPage = c.req.header('origin') !== undefined;
    const reasons = await review(submission, challengeIn(body), { fromPage });
    const stored = reasons.length > 0 ? { ...submission, review: reasons } : submission;
    const { outcome, application } = await store.add(stored, {
      ...destinationsOf(submission.form),
      serialKey: serialKeyOf(submission),
      receivedAt: now(),
      subject: subjectOf(submission),
    });
    const { id, reference } = application;
    if (outcome === 'different') throw new HttpProblem('id-reused', { reference });
    c.var.arrival.stored({ id, form: submission.form, outcome, review: reasons });
    if (outcome === 'added') {
      log.info(
        { id, reference, form: submission.form, ...(stored.review && { review: reasons }) },
        'accepted',
      );
      marked.add(reasons);
      onAccepted();
    }
    // A repetition is answered as the first was, wherever the delivery stands by now.
    const accepted: Accepted = { id, reference, status: 'queued' };
    return c.json(accepted, 202, { location: applicationPath(id) });
  };
}

/** More issues than any form has fields help nobody; a body full of unknown keys would get a far longer answer. */
const maxIssues = 100;

function invalid(issues: readonly Issue[]): HttpProblem {
  return new HttpProblem('invalid-application', { issues: issues.slice(0, maxIssues) });
}

/** The key as pages send it, bare, or as a structured-field string in quotes (IETF idempotency-key draft, 2.1). */
function idempotencyKey(header: string | undefined): string | undefined {
  return header
    ?.trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}
