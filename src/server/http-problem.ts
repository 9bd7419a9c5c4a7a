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
    const [status, title] = problemKinds[this.kind];
    const { issues, retryAfterSeconds, reference, trouble, headers } = this.details;
    const body = {
      type: problemType(this.kind),
      title,
      status,
      ...(reference && { reference }),
      ...(issues && { issues }),
      ...(trouble && { cause: trouble }),
    };
    return new Response(JSON.stringify(body), {
      status,
      headers: {
        'content-type': problemMediaType,
        ...headers,
        ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      },
    });
  }
}
