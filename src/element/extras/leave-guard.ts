import type { Controller, Host } from '../drawn-element.ts';

/**
 * Has the browser ask before a tab is closed that holds answers kept nowhere else. It listens only meanwhile: a page
 * with such a listener is not kept for the back button by some browsers.
 */
export class LeaveGuard implements Controller {
  readonly #host: Host;
  readonly #wouldLose: () => boolean;

  constructor(host: Host, wouldLose: () => boolean) {
    this.#host = host;
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
    this.update();
  }

  /** Looks again whether something would be lost. */
  update(): void {
    const listen = this.#host.isConnected && this.#wouldLose() ? addEventListener : removeEventListener;
    listen('beforeunload', this.#onBeforeUnload);
  }

  readonly #onBeforeUnload = (event: Event): void => event.preventDefault();
}
