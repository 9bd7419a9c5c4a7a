import type { ReviewReason } from '../model/submission.ts';
import type { ProblemKind } from '../protocol/problem.ts';

/** An application as its observer gets to know it: no answer, nothing that a person typed. */
export interface StoredFacts {
  readonly id: string;
  /** The name of a form that the server has. */
  readonly form: string;
  /** `added`: stored now. `same`: a repetition of what is there. */
  readonly outcome: 'added' | 'same';
  readonly review: readonly ReviewReason[];
}

/** One request that brings an application. */
export interface Arrival {
  /** It is on stable storage, and not answered yet. */
  stored(facts: StoredFacts): void;
  /** It is answered, whatever the answer. */
  answered(status: number): void;
}

/** Is told what the intake API does while it does. It decides nothing, and must not throw. */
export interface ServerObserver {
  /** A request brings an application; its headers may name the trace that it is part of. */
  arrived(headers: Headers): Arrival;
  /** A request, of any kind, was answered with a problem. */
  refused(problem: ProblemKind): void;
}

const silentArrival: Arrival = { stored() {}, answered() {} };

/** Takes no notice. */
export const silentServer: ServerObserver = { arrived: () => silentArrival, refused() {} };
