/** How an application stands, in words for the applicant: nothing of the back end. */
export const applicationStatuses = ['queued', 'delivered', 'attention'] as const;

/** `queued`: on its way. `delivered`: the carrier's system has it. `attention`: a person has to look at it. */
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** The answer 202: the application is on stable storage. */
export interface Accepted {
  readonly id: string;
  /** A short code that a person can read out over the phone. */
  readonly reference: string;
  readonly status: ApplicationStatus;
}

/** The answer 202 to an upload: the files are on stable storage. */
export interface FilesAccepted {
  /** The application's. */
  readonly id: string;
  /** All that the application has now, in the order received. */
  readonly files: readonly {
    readonly name: string;
    /** What the content says, such as `application/pdf`. */
    readonly type: string;
    /** In bytes. */
    readonly size: number;
  }[];
}

/** The answer to `GET /v1/applications/{id}`. */
export interface ApplicationState extends Accepted {
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}
