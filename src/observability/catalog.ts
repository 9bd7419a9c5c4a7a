import { reviewReasons } from '../model/submission.ts';
import { problemKinds } from '../protocol/problem.ts';

/**
 * The values that a label can have: a list, or `any` of the few names that a proxy has for its forms, destinations and
 * operations. Never an id, and nothing that a person typed: each value is a time series for good.
 */
export type LabelValues = readonly string[] | 'any';

/** What is measured under one name. */
export interface Measure {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** For operators: one clause. */
  readonly help: string;
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** The upper bounds of a histogram's buckets, in seconds. */
  readonly buckets?: readonly number[];
}

const destination = { destination: 'any' } as const;

/** Why an attempt fails: the kinds of a `DeliveryError`. */
const failureKinds = ['retry', 'rejected', 'misconfigured'] as const;

/** How a call is answered, by the first digit of its status, and `none` for no reply. */
export const replies = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;

/** Everything that `/metrics` tells of applications and deliveries, in the order in which operators read it. */
export const catalog = {
  accepted: {
    name: 'applicant_intake_applications_accepted_total',
    type: 'counter',
    help: 'Applications stored; a repetition does not count again',
    labels: { form: 'any' },
  },
  marked: {
    name: 'applicant_intake_applications_marked_total',
    type: 'counter',
    help: 'Applications marked for review, once for each reason',
    labels: { reason: reviewReasons },
  },
  refused: {
    name: 'applicant_intake_requests_refused_total',
    type: 'counter',
    help: 'Requests answered with a problem, by its kind',
    labels: { problem: Object.keys(problemKinds) },
  },
  acceptance: {
    name: 'applicant_intake_acceptance_duration_seconds',
    type: 'histogram',
    help: 'From the request that brings an application to its 202',
    labels: {},
    buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  },
  delivered: {
    name: 'applicant_intake_deliveries_delivered_total',
    type: 'counter',
    help: 'Deliveries with a receipt; one that goes out again with files counts again',
    labels: destination,
  },
  attention: {
    name: 'applicant_intake_deliveries_attention_total',
    type: 'counter',
    help: 'Deliveries set aside for a person, by the kind of failure',
    labels: { ...destination, kind: failureKinds },
  },
  retries: {
    name: 'applicant_intake_delivery_retries_total',
    type: 'counter',
    help: 'Deliveries queued again; uncertain: the destination may have carried out what was asked',
    labels: { ...destination, kind: ['retry', 'misconfigured'], uncertain: ['true', 'false'] },
  },
  attempts: {
    name: 'applicant_intake_delivery_attempts_total',
    type: 'counter',
    help: 'Attempts begun',
    labels: destination,
  },
  attempt: {
    name: 'applicant_intake_attempt_duration_seconds',
    type: 'histogram',
    help: 'One attempt, by how it ended; lost: another attempt has the lease',
    labels: { ...destination, outcome: ['receipt', ...failureKinds, 'lost'] },
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120],
  },
  delay: {
    name: 'applicant_intake_delivery_delay_seconds',
    type: 'histogram',
    help: 'From the receipt of an application, or of its last file, to its delivery',
    labels: destination,
    buckets: [0.5, 1, 2, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400, 259_200],
  },
  call: {
    name: 'applicant_intake_call_duration_seconds',
    type: 'histogram',
    help: 'One call to a destination, by what it asks and the class of the reply; none: there was no reply',
    labels: { ...destination, operation: 'any', reply: replies },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
  },
  deliveries: {
    name: 'applicant_intake_deliveries',
    type: 'gauge',
    help: 'Deliveries in the store, by state',
    labels: { ...destination, state: ['queued', 'leased', 'delivered', 'attention'] },
  },
  depth: {
    name: 'applicant_intake_queue_depth',
    type: 'gauge',
    help: 'Deliveries that are queued or under way',
    labels: destination,
  },
  oldest: {
    name: 'applicant_intake_oldest_undelivered_age_seconds',
    type: 'gauge',
    help: 'How long the oldest of them has been owed; 0 where there is none',
    labels: destination,
  },
  breaker: {
    name: 'applicant_intake_breaker_state',
    type: 'gauge',
    help: '1 for the state of the breaker, 0 for the others; open: the destination is left alone',
    labels: { ...destination, state: ['closed', 'half-open', 'open'] },
  },
  ready: {
    name: 'applicant_intake_store_ready',
    type: 'gauge',
    help: '1 where applications can be stored, 0 where they cannot',
    labels: {},
  },
  info: {
    name: 'applicant_intake_info',
    type: 'gauge',
    help: '1, under the version that runs',
    labels: { version: 'any' },
  },
} as const satisfies Record<string, Measure>;
