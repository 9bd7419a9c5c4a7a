import type { Controller, Host } from '../drawn-element.ts';

const pressEnds = ['pointerup', 'pointercancel'] as const;

/**
 * Says when a field that was left may be checked. A complaint moves what stands below it. So it waits until the press
 * that took the focus away has become a click: otherwise the button would slip from under the finger.
 */
export class LeaveController implements Controller {
  readonly #check: (key: string) => void;
  /** Whether a finger or mouse button is down. */
  #pressed = false;
  /** Fields left since then. */
  #left: string[] = [];

  constructor(host: Host, check: (key: string) => void) {
    this.#check = check;
    host.addController(this);
    host.addEventListener('pointerdown', () => {
      this.#pressed = true;
    });
  }

  hostConnected(): void {
    for (const end of pressEnds) addEventListener(end, this.#onRelease, true);
  }

  hostDisconnected(): void {
    for (const end of pressEnds) removeEventListener(end, this.#onRelease, true);
    this.#onRelease();
  }

  /** The reader has left a field. */
  leave(key: string): void {
    this.#left.push(key);
    if (!this.#pressed) this.#onRelease();
  }

  readonly #onRelease = (): void => {
    this.#pressed = false;
    for (const key of this.#left.splice(0)) setTimeout(() => this.#check(key));
  };
}
