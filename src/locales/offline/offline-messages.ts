/** What a reader is told while an application waits for a connection; loaded only then. */
export interface OfflineMessages {
  /** The heading over an application that could not be sent yet. */
  readonly waiting: string;
  /** What becomes of it, if it is kept on the device; and if only as long as the page is open. */
  readonly waitingHere: string;
  readonly waitingOpen: string;
  readonly sendNow: string;
  readonly edit: string;
  /** An application from an earlier visit: still waiting; gone out, under `{reference}`; back in the form; gone. */
  readonly earlierWaiting: string;
  readonly earlierSent: string;
  readonly earlierBack: string;
  readonly earlierLost: string;
}
