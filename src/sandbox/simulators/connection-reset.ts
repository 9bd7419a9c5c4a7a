/**
 * Thrown by a simulator's `fetch` instead of answering, when the connection is to break off.
 * Whoever mounts the simulator on a real socket destroys that socket; in-process it looks like any failed fetch.
 */
export class ConnectionReset extends Error {
  /** Tells this error from others without `instanceof`, across bundles. */
  readonly kind = 'connection-reset';

  constructor(message = 'The simulated server closed the connection without answering.') {
    super(message);
    this.name = 'ConnectionReset';
  }
}
