import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Submission } from '../../model/submission.ts';
import { type Transport, TransportError } from '../../transport/transport.ts';

/**
 * How sending stands.
 *
 * `editing` → `sending` → `received`, the end until a reset; or → `failed`, from where the reader tries again; or back
 * to `editing`, when the answers have problems or the element left the page.
 */
export type Progress =
  | { readonly status: 'editing' | 'sending' }
  | { readonly status: 'failed'; readonly kind: TransportError['kind'] }
  | {
      readonly status: 'waiting';
      /** Where the application is kept meanwhile. */
      readonly kept: 'device' | 'page';
      /** Whether it is being sent just now. */
      readonly trying: boolean;
    }
  | {
      readonly status: 'received';
      readonly reference: string;
      /** An earlier version of the application had arrived, and counts. */
      readonly earlier: boolean;
    };

/** Makes the submission of the present answers. */
type Build = (draft: Draft) => Promise<Submission>;

/** What an application has from its start. */
export interface Draft {
  readonly id: string;
  readonly startedAt: Date;
}

/**
 * Sends one application, and keeps it one: its id lasts until it is accepted or the form is reset, and trying again
 * sends the very same submission unless an answer has changed. Stops when the element leaves the page for good.
 */
export class SubmissionController implements ReactiveController {
  progress: Progress = { status: 'editing' };
  readonly #host: ReactiveControllerHost & Element;
  #draft = newDraft();
  #sending: AbortController | undefined;
  #last: { readonly content: string; readonly submission: Submission } | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** The id the application is sent under. */
  get id(): string {
    return this.#draft.id;
  }

  /** Being moved within the page looks like leaving it, but ends where it began: on the page. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#stop();
    });
  }

  /**
   * Sends what `build` makes. `content` tells whether that is what the last attempt sent.
   * Undefined: accepted. An error of kind `aborted`: nobody is waiting for the outcome any more.
   */
  async send(content: string, build: Build, transport: Transport): Promise<TransportError | undefined> {
    const sending = new AbortController();
    this.#sending = sending;
    this.#enter({ status: 'sending' });
    try {
      const submission = this.#last?.content === content ? this.#last.submission : await build(this.#draft);
      sending.signal.throwIfAborted();
      this.#last = { content, submission };
      const { reference = '' } = await transport.submit(submission, sending);
      sending.signal.throwIfAborted();
      return this.#enter({ status: 'received', reference, earlier: false });
    } catch (thrown) {
      // Whoever stopped this has said already how things stand.
      if (sending.signal.aborted) return new TransportError('aborted');
      const error = transportError(thrown);
      const { kind, reference = '' } = error;
      if (kind === 'conflict') return this.#enter({ status: 'received', reference, earlier: true });
      this.#enter({ status: 'failed', kind });
      return error;
    }
  }

  /** The last failure no longer concerns what the reader sees. */
  forgive(): void {
    if (this.progress.status === 'failed') this.#enter({ status: 'editing' });
  }

  /** Begins another application. */
  reset(): void {
    this.#stop();
    this.#draft = newDraft();
    this.#last = undefined;
    this.#enter({ status: 'editing' });
  }

  #stop(): void {
    this.#sending?.abort();
    if (this.progress.status === 'sending') this.#enter({ status: 'editing' });
  }

  #enter(progress: Progress): undefined {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}

/** By name rather than class: a page's own transport may bring its own copy of the class. */
const transportError = (thrown: unknown) =>
  (thrown as Error | undefined)?.name === 'TransportError'
    ? (thrown as TransportError)
    : new TransportError('server', { cause: thrown });

const newDraft = (): Draft => ({ id: uuid(), startedAt: new Date() });

/** A random UUID, on pages without TLS too, where browsers offer the bytes only (RFC 9562, 5.4). */
function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, index) =>
    (index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0'),
  ).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
