import { mayHaveKept } from '../../device/waiting-hint.ts';
import type { Submission } from '../../model/submission.ts';
import { httpTransport } from '../../transport/http-transport.ts';
import { TransportError } from '../../transport/transport.ts';
import type { Begun, Progress } from '../application.ts';
import type { Controller } from '../drawn-element.ts';
import type { Form } from '../form.ts';
import type { Later } from '../load-later.ts';
import type { Offline } from '../offline/offline.ts';

/** Who hears what has become of applications. */
export interface Listener {
  /** The application was received, waits, or will not be taken. */
  ended(error?: TransportError): void;
  /** Something is to be told about an application from another visit; with its id if it has arrived. */
  tell(news: string, arrived?: string): void;
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
  /** What sees to applications that wait; undefined until it has been loaded. */
  offline: Offline | undefined;
  readonly form: Form;
  readonly listener: Listener;
  readonly #loadOffline: Later['offline'];
  /** Whether an application from an earlier visit may wait. */
  #kept: Promise<boolean> | undefined;
  /** Whether the element has been away from the page. */
  #hasLeft: boolean;
  #sending: AbortController | undefined;
  #last: { readonly content: string; readonly submission: Submission } | undefined;

  constructor(form: Form, loadOffline: Later['offline'], listener: Listener) {
    this.form = form;
    this.listener = listener;
    this.#loadOffline = loadOffline;
    this.#hasLeft = !form.element.isConnected;
    form.element.addController(this);
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
      if (this.form.element.isConnected) return;
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
      const { Offline } = await this.#loadOffline();
      // An element that has gone meanwhile would not be told to stop it.
      if (this.form.element.isConnected) this.offline ??= new Offline(this);
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
      const submission =
        last?.content === build.content ? last.submission : await build.make(this.form.begun);
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

  /** The last failure no longer concerns what the reader sees. */
  forgive(): void {
    if (this.form.progress.status === 'failed') this.enter({ status: 'editing' });
  }

  /** Another application begins. What waits goes out all the same. */
  reset(): void {
    this.#stop();
    this.#last = undefined;
  }

  async #fail(error: TransportError, { files, sensitive }: Build): Promise<TransportError | undefined> {
    const { kind, reference = '' } = error;
    if (kind === 'conflict') return this.enter({ status: 'received', reference, earlier: true });
    const submission = this.#last?.submission;
    const { id } = this.form.begun;
    const offline = this.offline ?? (await this.prepare());
    if (submission && (await offline?.keep({ id, submission, files, since: Date.now() }, sensitive, error))) {
      // Whatever else has become of it meanwhile has been told.
      return this.form.progress.status === 'waiting' ? error : new TransportError('aborted');
    }
    // Not drawn yet: complaints that land on a field are shown there, and the failure is forgotten.
    this.form.progress = { status: 'failed', kind };
    return error;
  }

  /** Sends a submission. Every error of a transport, the page's own too, as a `TransportError`. */
  async submit(submission: Submission, signal: AbortSignal): Promise<{ reference: string }> {
    const { element } = this.form;
    try {
      const transport = element.transport ?? httpTransport(element);
      const { reference = '' } = await transport.submit(submission, { signal });
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
    if (/sending|waiting/.test(this.form.progress.status)) this.enter({ status: 'editing' });
  }

  /** Says how things stand. */
  enter(progress: Progress): undefined {
    this.form.progress = progress;
    this.form.element.requestUpdate();
  }
}
