import type { Controller, Host } from '../drawn-element.ts';

/**
 * Has the browser ask before a tab is closed that holds answers kept nowhere else. It listens only meanwhile: a page
 * with such a listener is not kept for the back button by some browsers.
 */
export class LeaveGuard implements Controller {
  readonly #wouldLose: () => boolean;
  #listening = false;

  constructor(host: Host, wouldLose: () => boolean) {
    this.#wouldLose = wouldLose;
    host.addController(this);
  }

  hostConnected(): void {
    this.update();
  }

  hostUpdated(): void {
    this.update();
  }

  hostDisconnected(): void {
    this.#listen(false);
  }

  /** Looks again whether something would be lost. */
  update(): void {
    this.#listen(this.#wouldLose());
  }

  #listen(on: boolean): void {
    if (on === this.#listening) return;
    this.#listening = on;
    (on ? addEventListener : removeEventListener)('beforeunload', onBeforeUnload);
  }
}

const onBeforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
