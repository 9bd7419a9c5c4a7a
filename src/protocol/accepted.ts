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

/** The answer to `GET /v1/applications/{id}`. */
export interface ApplicationState extends Accepted {
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}
