import { buildSubmission } from '../../form/build-submission.ts';
import { hasSecrets } from '../../model/definition.ts';
import type { TransportError } from '../../transport/transport.ts';
import type { Controller } from '../drawn-element.ts';
import type { FilesSent } from '../fields/further/uploads/index.ts';
import type { Form } from '../form.ts';
import type { Later } from '../load-later.ts';
import { attributionFor } from './attribution.ts';
import { DraftController } from './draft-controller.ts';
import { SubmissionController } from './submission-controller.ts';

/**
 * What becomes of the answers: they are kept on the device if the page wants that, and sent. The form is drawn without
 * it, and asks for it once it is on screen.
 */
export class Sending implements Controller {
  readonly drafts: DraftController;
  /** The files of an application that has been accepted. */
  files: FilesSent | undefined;
  readonly #form: Form;
  readonly #parts: Later;
  readonly #submission: SubmissionController;
  #hasResumed = false;

  constructor(form: Form, parts: Later) {
    this.#form = form;
    this.#parts = parts;
    this.#submission = new SubmissionController(form, parts.offline, this);
    this.drafts = new DraftController(form);
    form.element.addController(this);
    form.element.requestUpdate();
  }

  hostUpdated(): void {
    // The first visit is remembered before there is anything to send, and while there is a connection.
    if (!this.#form.isLocked) void this.#attribution();
    if (!this.#hasResumed) void this.#submission.resume();
    this.#hasResumed = true;
  }

  /** Another step shows, the last one perhaps. */
  moved(isLast: boolean): void {
    const { state } = this.#form;
    this.#submission.forgive();
    // Early: there may be no connection any more when the application is complete.
    void this.#submission.prepare();
    if (state.files.length) void this.#parts.uploads().catch(() => {});
    if (isLast) void this.#solve();
    if (state.isTouched) this.drafts.changed();
  }

  /** Sends the application. Settles when its outcome shows. */
  async send(): Promise<void> {
    const form = this.#form;
    const { state } = form;
    const { language } = form.messages;
    const { answers, decisions, files, definition } = state;
    const error = await this.#submission.send({
      content: JSON.stringify([language, answers, decisions]),
      files,
      sensitive: hasSecrets(definition),
      make: async (begun) =>
        buildSubmission(state, {
          ...begun,
          language,
          attribution: await this.#attribution(),
          challenge: { hp: form.trapped, altcha: await this.#solve() },
          submittedAt: new Date(),
          documentText: (document) => form.shown(document),
        }),
    });
    // Those of an application that waits go out with it.
    if (!error) void this.#sendFiles();
    if (error?.kind !== 'aborted') await this.ended(error);
  }

  /** Another application begins. */
  reset(): void {
    this.files?.stop();
    this.files = undefined;
    this.#submission.reset();
  }

  /** Whether something would be lost if the page were left now. */
  get wouldLose(): boolean {
    const { progress, state, kept } = this.#form;
    if (progress.status === 'waiting') return progress.kept === 'page';
    if (progress.status === 'received') return !!this.files?.isPending;
    return state.isTouched && kept !== 'saved';
  }

  /** What sees to an application that waits. */
  get offline() {
    return this.#submission.offline;
  }

  /** Shows and tells what has become of the application. */
  async ended(error?: TransportError): Promise<void> {
    const { progress, begun, state, flow } = this.#form;
    if (progress.status === 'received') {
      void this.drafts.clear(begun.id);
      flow.focus('title');
      this.#form.tell('intake-accepted', { id: begun.id, reference: progress.reference });
    } else if (error?.kind === 'invalid') {
      // What is wrong with no field of this form is left to the failure's general sentence.
      const landed = state.showIssues(error.issues);
      if (landed.length) this.#submission.forgive();
      flow.complain(landed);
      this.#form.tell('intake-rejected', { issues: error.issues });
    } else if (error) {
      const waiting = progress.status === 'waiting';
      if (waiting) flow.focus('title');
      await this.#form.failed(error.kind, waiting);
    }
  }

  /** Tells the reader something about an application from another visit; with its id if it has arrived. */
  tell(news: string, arrived?: string): void {
    if (arrived) void this.drafts.forget(arrived);
    this.#form.news = news;
    this.#form.announce(news);
  }

  /** Files follow once the application is safe. */
  async #sendFiles(): Promise<void> {
    const { element, state, begun } = this.#form;
    const { files } = state;
    if (!files.length) return;
    const { sendFiles } = await this.#parts.uploads();
    const onChange = () => element.requestUpdate();
    this.files = sendFiles({ id: begun.id, files, endpoint: element.endpoint ?? '', onChange });
  }

  #attribution() {
    return attributionFor(this.#form.landing, this.#form.element, this.#parts.page);
  }

  /** The solution of a challenge, if the page wants one; begun when it is first asked for. */
  async #solve(): Promise<string | undefined> {
    const { element, begun } = this.#form;
    if (element.challenge !== 'altcha') return undefined;
    const part = await this.#parts.altcha().catch(() => undefined);
    return part?.solveFor(begun.id, element.endpoint ?? '');
  }
}
