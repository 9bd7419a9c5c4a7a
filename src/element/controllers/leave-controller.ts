import type { Host } from '../drawn-element.ts';

/** Begins or ends listening for the end of a press, wherever it ends. */
function listen(change: typeof addEventListener, end: (event: Event) => void): void {
  for (const type of ['pointerup', 'pointercancel']) change(type, end, true);
}

/**
 * Says when a field that was left may be checked. A complaint moves what stands below it. So it waits until the press
 * that took the focus away has become a click: otherwise the button would slip from under the finger.
 */
export class LeaveController {
  readonly #check: (key: string) => void;
  /** Settles once the finger or mouse button that went down last is up again. */
  #press: Promise<unknown> | undefined;

  constructor(host: Host, check: (key: string) => void) {
    this.#check = check;
    host.addEventListener('pointerdown', () => {
      this.#press = new Promise((resolve) => {
        const end = (event: Event) => {
          resolve(event);
          listen(removeEventListener, end);
        };
        listen(addEventListener, end);
      });
    });
  }

  /** The reader has left a field. */
  async leave(key: string): Promise<void> {
    await this.#press;
    setTimeout(() => this.#check(key));
  }
}
