import type { Issue } from '../model/issue.ts';
import type { TransportErrorKind } from '../transport/transport.ts';

/** The form has been drawn for the first time. */
export interface IntakeReadyEvent extends Event {}

/** Another step shows. */
export interface IntakeStepEvent extends Event {
  /** The key of the step that showed before. */
  readonly from: string;
  /** The key of the step that shows now. */
  readonly to: string;
}

/** An application without complaints is about to be sent. `preventDefault()` stops the sending. */
export interface IntakeSubmittingEvent extends Event {
  /** The id the application would be sent under. */
  readonly id: string;
}

/** The server has stored the application. It is not yet in the carrier's system. */
export interface IntakeAcceptedEvent extends Event {
  /** The id of the application. */
  readonly id: string;
  /** A short code that a person can read out. Empty when the server did not say. */
  readonly reference: string;
}

/** The server found something wrong with the answers. */
export interface IntakeRejectedEvent extends Event {
  /** Where and what, as codes. */
  readonly issues: readonly Issue[];
}

/** The application could not be sent. The answers are kept. */
export interface IntakeFailedEvent extends Event {
  /** Why: a code. */
  readonly kind: TransportErrorKind;
  /** Whether it goes out by itself as soon as it can; then `intake-accepted` follows. Else the reader may try again. */
  readonly waiting: boolean;
}

/** The events of the element, by their names. */
export interface IntakeEventMap {
  'intake-ready': IntakeReadyEvent;
  'intake-step': IntakeStepEvent;
  'intake-submitting': IntakeSubmittingEvent;
  'intake-accepted': IntakeAcceptedEvent;
  'intake-rejected': IntakeRejectedEvent;
  'intake-failed': IntakeFailedEvent;
}

declare global {
  interface HTMLElementEventMap extends IntakeEventMap {}
}
