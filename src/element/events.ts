import type { Issue } from '../model/issue.ts';
import type { TransportErrorKind } from '../transport/transport.ts';

/** What all events of the element have in common: they bubble, and pass shadow roots on their way to the page. */
class IntakeEvent extends Event {
  constructor(type: string, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}

/** The form has been drawn for the first time. */
export class IntakeReadyEvent extends IntakeEvent {
  constructor() {
    super('intake-ready');
  }
}

/** Another step shows. */
export class IntakeStepEvent extends IntakeEvent {
  /** The key of the step that showed before. */
  readonly from: string;
  /** The key of the step that shows now. */
  readonly to: string;

  constructor(from: string, to: string) {
    super('intake-step');
    this.from = from;
    this.to = to;
  }
}

/** An application without complaints is about to be sent. `preventDefault()` stops the sending. */
export class IntakeSubmittingEvent extends IntakeEvent {
  /** The id the application would be sent under. */
  readonly id: string;

  constructor(id: string) {
    super('intake-submitting', true);
    this.id = id;
  }
}

/** The server has stored the application. It is not yet in the carrier's system. */
export class IntakeAcceptedEvent extends IntakeEvent {
  /** The id of the application. */
  readonly id: string;
  /** A short code that a person can read out. Empty when the server did not say. */
  readonly reference: string;

  constructor(id: string, reference: string) {
    super('intake-accepted');
    this.id = id;
    this.reference = reference;
  }
}

/** The server found something wrong with the answers. */
export class IntakeRejectedEvent extends IntakeEvent {
  /** Where and what, as codes. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super('intake-rejected');
    this.issues = issues;
  }
}

/** The application could not be sent. The answers are kept. */
export class IntakeFailedEvent extends IntakeEvent {
  /** Why: a code. */
  readonly kind: TransportErrorKind;
  /** Whether it goes out by itself as soon as it can; then `intake-accepted` follows. Else the reader may try again. */
  readonly waiting: boolean;

  constructor(kind: TransportErrorKind, waiting = false) {
    super('intake-failed');
    this.kind = kind;
    this.waiting = waiting;
  }
}

declare global {
  interface HTMLElementEventMap {
    'intake-ready': IntakeReadyEvent;
    'intake-step': IntakeStepEvent;
    'intake-submitting': IntakeSubmittingEvent;
    'intake-accepted': IntakeAcceptedEvent;
    'intake-rejected': IntakeRejectedEvent;
    'intake-failed': IntakeFailedEvent;
  }
}
