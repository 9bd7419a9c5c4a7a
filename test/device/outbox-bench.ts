import { onTestFinished } from 'vitest';
import { createOutbox, type Outbox, type OutboxOptions } from '../../src/device/outbox.ts';
import type { OutboxChange, OutboxItem, SendOutcome } from '../../src/device/outbox-item.ts';

/** One attempt at sending, which lasts until the test gives it an outcome. */
export interface Attempt {
  readonly id: string;
  readonly item: OutboxItem;
  readonly signal: AbortSignal;
  readonly answer: (outcome: SendOutcome) => void;
}

export const accepted: SendOutcome = { outcome: 'accepted', reference: 'K7M-42Q' };

/**
 * An outbox with a clock that stands still, timers that go off when told, and no chance: `random` is one half. Every
 * attempt is answered by `answer`, or waits for the test where that gives nothing.
 */
export class OutboxBench {
  readonly outbox: Outbox;
  readonly attempts: Attempt[] = [];
  readonly changes: OutboxChange[] = [];
  /** Attempts under way. */
  busy = 0;
  readonly #clock: { time: number };
  #timer: { readonly ms: number; readonly run: () => void } | undefined;

  constructor(
    answer: (item: OutboxItem) => SendOutcome | undefined = () => undefined,
    options: Partial<OutboxOptions> = {},
    { create = createOutbox, clock = { time: Date.now() } } = {},
  ) {
    this.#clock = clock;
    this.outbox = create({
      endpointKey: 'https://apply.example.com',
      now: () => clock.time,
      random: () => 0.5,
      after: (ms, run) => {
        const timer = { ms, run };
        this.#timer = timer;
        return () => {
          if (this.#timer === timer) this.#timer = undefined;
        };
      },
      onChange: (change) => this.changes.push(change),
      send: (item, signal) => this.#send(item, signal, answer(item)),
      ...options,
    });
    onTestFinished(() => this.outbox.stop());
  }

  get time(): number {
    return this.#clock.time;
  }

  /** How long until this tab looks again by itself, if it will. */
  get nextMs(): number | undefined {
    return this.#timer?.ms;
  }

  /** The ids sent, in that order. */
  get sent(): string[] {
    return this.attempts.map(({ id }) => id);
  }

  /** What was told of an item, or of none: the kinds of change. */
  told(id?: string): string[] {
    return this.changes.filter((each) => !id || ('id' in each && each.id === id)).map(({ change }) => change);
  }

  /** Time passes. A timer whose time has come goes off. */
  pass(ms: number): void {
    this.#clock.time += ms;
    if (this.#timer && this.#timer.ms <= ms) this.ring();
  }

  /** The timer goes off. */
  ring(): void {
    const timer = this.#timer;
    this.#timer = undefined;
    timer?.run();
  }

  /** Waits until this outbox has nothing to do at the moment: whatever it does, listing comes after. */
  async settled(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      await this.outbox.items();
      await navigator.locks.request('applicant-intake:https://apply.example.com', () => {});
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #send(item: OutboxItem, signal: AbortSignal, outcome?: SendOutcome): Promise<SendOutcome> {
    this.busy += 1;
    return new Promise<SendOutcome>((resolve, reject) => {
      this.attempts.push({ id: item.id, item, signal, answer: resolve });
      if (outcome) resolve(outcome);
      // As `fetch` would; but an answer that comes at the same moment wins.
      signal.addEventListener('abort', () => setTimeout(reject, 5, signal.reason));
    }).finally(() => {
      this.busy -= 1;
    });
  }
}
