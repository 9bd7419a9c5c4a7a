import { mayHaveKept } from '../../device/waiting-hint.ts';
import type { Entered } from '../../form/form-state.ts';
import type { Submission } from '../../model/submission.ts';
import { hex } from '../../shared/hex.ts';
import { type Transport, TransportError } from '../../transport/transport.ts';
import type { Controller, Host } from '../drawn-element.ts';
import { later } from '../load-later.ts';
import type { Offline } from '../offline/offline.ts';

/**
 * How sending stands.
 *
 * `editing` → `sending` → `received`, the end until a reset; or → `waiting`, when we cannot be reached: the application
 * goes out by itself, and becomes `received`, or `failed` if it is refused then; or → `failed`, from where the reader
 * tries again; or back to `editing`, when the answers have problems, the reader wants to change them, or the element
 * left the page.
 */
export type Progress =
  | { readonly status: 'editing' | 'sending' }
  | { readonly status: 'failed'; readonly kind: TransportError['kind'] }
  | {
      readonly status: 'waiting';
      /** Where the application is kept meanwhile. */
      readonly kept: 'device' | 'page';
      /** Whether it is being sent just now because the reader asked for that; undefined before the first time. */
      readonly trying?: boolean;
    }
  | {
      readonly status: 'received';
      readonly reference: string;
      /** An earlier version of the application had arrived, and counts. */
      readonly earlier: boolean;
    };

/** What an application has from its start. */
export interface Begun {
  /** A UUID. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
}

/** What the element knows, and does about an application. */
export interface SubmissionOptions {
  readonly transport: Transport;
  readonly endpoint: string | null | undefined;
  /** The language that the reader reads, as a BCP 47 tag. */
  readonly language: string;
  /** The application was received, waits, or will not be taken. */
  ended(error?: TransportError): void;
  /** Tells the reader something about an application from another visit; with its id if it has arrived. */
  tell(news: string, arrived?: string): void;
  /** Puts answers back into the form, if they are of this form and nothing has been entered. Whether they were. */
  giveBack(form: Pick<Submission, 'form' | 'formVersion'>, entered: Entered): boolean;
}

/** Makes the submission of the present answers. */
export interface Build {
  /** Tells whether it would be what the last attempt sent. */
  readonly content: string;
  readonly make: (begun: Begun) => Promise<Submission>;
  readonly files: readonly File[];
  /** Whether it has answers that must not stay on the device. */
  readonly sensitive: boolean;
}

/**
 * Sends one application, and keeps it one: its id lasts until it is accepted or the form is reset, and trying again
 * sends the very same submission unless an answer has changed. Stops when the element leaves the page for good.
 */
export class SubmissionController implements Controller {
  progress: Progress = { status: 'editing' };
  /** The application that the form is for. */
  begun = begin();
  /** What sees to applications that wait; undefined until it has been loaded. */
  offline: Offline | undefined;
  readonly #host: Host;
  /** What the element makes of it. */
  readonly #options: () => SubmissionOptions;
  /** Whether an application from an earlier visit may wait. */
  #kept: Promise<boolean> | undefined;
  /** Whether the element has been away from the page. */
  #hasLeft = false;
  #sending: AbortController | undefined;
  #last: { readonly content: string; readonly submission: Submission } | undefined;

  constructor(host: Host, options: () => SubmissionOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Before the draft is looked for, which makes a database. */
  hostConnected(): void {
    this.#kept ??= mayHaveKept();
    if (this.#hasLeft) void this.resume();
    this.#hasLeft = false;
  }

  /** Being moved within the page looks like leaving it, but ends where it began: on the page. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#stop();
      this.offline?.stop();
      this.offline = undefined;
      this.#kept = undefined;
      this.#hasLeft = true;
    });
  }

  /** Looks whether an application from an earlier visit waits. */
  async resume(): Promise<void> {
    if (await this.#kept) await (await this.prepare())?.resume();
  }

  /** Loads what is needed should sending fail, while there is a connection to load it over. */
  async prepare(): Promise<Offline | undefined> {
    try {
      const { Offline } = await later.offline();
      // An element that has gone meanwhile would not be told to stop it.
      if (this.#host.isConnected) this.offline ??= new Offline(this);
    } catch {
      // Not to be had; then the reader tries again by hand.
    }
    return this.offline;
  }

  /**
   * Sends what `build` makes. Undefined: accepted. An error of kind `aborted`: nobody is waiting for the outcome any
   * more.
   */
  async send(build: Build): Promise<TransportError | undefined> {
    const sending = new AbortController();
    this.#sending = sending;
    this.enter({ status: 'sending' });
    try {
      const last = this.#last;
      const submission = last?.content === build.content ? last.submission : await build.make(this.begun);
      sending.signal.throwIfAborted();
      this.#last = { content: build.content, submission };
      const { reference } = await this.submit(submission, sending.signal);
      sending.signal.throwIfAborted();
      return this.enter({ status: 'received', reference, earlier: false });
    } catch (thrown) {
      // Whoever stopped this has said already how things stand.
      if (sending.signal.aborted) return new TransportError('aborted');
      return this.#fail(thrown as TransportError, build);
    }
  }

  /** The element that the application is filled in at. */
  get host(): SubmissionOptions {
    return this.#options();
  }

  /** The last failure no longer concerns what the reader sees. */
  forgive(): void {
    if (this.progress.status === 'failed') this.enter({ status: 'editing' });
  }

  /** Begins another application. What waits goes out all the same. */
  reset(): void {
    this.#stop();
    this.begun = begin();
    this.#last = undefined;
    this.enter({ status: 'editing' });
  }

  async #fail(error: TransportError, { files, sensitive }: Build): Promise<TransportError | undefined> {
    const { kind, reference = '' } = error;
    if (kind === 'conflict') return this.enter({ status: 'received', reference, earlier: true });
    const submission = this.#last?.submission;
    const { id } = this.begun;
    const offline = this.offline ?? (await this.prepare());
    if (submission && (await offline?.keep({ id, submission, files, since: Date.now() }, sensitive, error))) {
      // Whatever else has become of it meanwhile has been told.
      return this.progress.status === 'waiting' ? error : new TransportError('aborted');
    }
    // Not drawn yet: complaints that land on a field are shown there, and the failure is forgotten.
    this.progress = { status: 'failed', kind };
    return error;
  }

  /** Sends a submission. Every error of a transport, the page's own too, as a `TransportError`. */
  async submit(submission: Submission, signal: AbortSignal): Promise<{ reference: string }> {
    try {
      const { reference = '' } = await this.#options().transport.submit(submission, { signal });
      return { reference };
    } catch (thrown) {
      // By name rather than class: a page's own transport may bring its own copy of the class.
      throw (thrown as Error | undefined)?.name === 'TransportError'
        ? thrown
        : new TransportError('server', { cause: thrown });
    }
  }

  #stop(): void {
    this.#sending?.abort();
    if (/sending|waiting/.test(this.progress.status)) this.enter({ status: 'editing' });
  }

  /** Says how things stand. */
  enter(progress: Progress): undefined {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}

const begin = (): Begun => ({ id: uuid(), startedAt: new Date().toISOString() });

/**
 * A random UUID (RFC 9562, 5.4), on pages without TLS too, where browsers offer the bytes only. The fourth group may
 * begin with 8, 9, a or b; an 8 is as good as another.
 */
const uuid = (): string =>
  hex(crypto.getRandomValues(new Uint8Array(16))).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
