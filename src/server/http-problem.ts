import type { Issue } from '../model/issue.ts';
import { type ProblemKind, problemKinds, problemMediaType, problemType } from '../protocol/problem.ts';
import type { StorageTrouble } from '../queue/storage-trouble.ts';

export interface HttpProblemDetails {
  readonly issues?: readonly Issue[];
  /** Sent as `Retry-After`, in whole seconds. */
  readonly retryAfterSeconds?: number;
  /** The reference of the application that was kept. */
  readonly reference?: string;
  /** Why storage cannot be used; sent as `cause`. */
  readonly trouble?: StorageTrouble;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Ends the handling of a request with an answer in `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly kind: ProblemKind;
  readonly details: HttpProblemDetails;

  constructor(kind: ProblemKind, details: HttpProblemDetails = {}) {
    super(kind, { cause: details.cause });
    this.kind = kind;
    this.details = details;
  }

  /** The answer. */
  toResponse(): Response {
    const { issues, retryAfterSeconds, reference, trouble, headers } = this.details;
    const members = {
      ...(reference && { reference }),
      ...(issues && { issues }),
      ...(trouble && { cause: trouble }),
    };
    return new Response(problemBody(this.kind, members), {
      status: problemKinds[this.kind][0],
      headers: {
        'content-type': problemMediaType,
        ...headers,
        ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      },
    });
  }
}

/** The body of a problem: what every one has, and members of its own. */
export function problemBody(kind: ProblemKind, members: Readonly<Record<string, unknown>> = {}): string {
  const [status, title] = problemKinds[kind];
  return JSON.stringify({ type: problemType(kind), title, status, ...members });
}
