import { createOutbox, type Outbox } from '../../device/outbox.ts';
import type { OutboxChange, OutboxItem, SendOutcome } from '../../device/outbox-item.ts';
import { offlineMessagesOf } from '../../locales/offline/offline-messages-of.ts';
import { fill } from '../../locales/text-of.ts';
import type { Submission } from '../../model/submission.ts';
import { TransportError } from '../../transport/transport.ts';
import { filesUrl, postTo } from '../fields/further/uploads/post-file.ts';
import { Uploads } from '../fields/further/uploads/uploads.ts';
import type { SubmissionController } from '../sending/submission-controller.ts';
import type { View } from '../views/view.ts';
import { waitingView } from './waiting.ts';

/** How long an application may be tried again before the reader is told that it waits. */
const patienceMs = 3_000;

/** Whether trying again later may help. */
const isWorthWaiting = (kind: string): boolean => /^(offline|timeout|busy|server)$/.test(kind);

/**
 * What becomes of applications that could not be sent: they wait on the device and go out by themselves, this one and
 * those of other visits. Loaded when the reader goes on from the first step, while there is a connection to load it over.
 */
export class Offline {
  readonly #application: SubmissionController;
  readonly #outbox: Outbox;
  #settled = () => {};
  /** Why the application of this form was refused. */
  #refusal: TransportError | undefined;

  constructor(application: SubmissionController) {
    this.#application = application;
    this.#outbox = createOutbox({
      endpointKey: application.form.element.endpoint ?? '',
      send: (item, signal) => this.#send(item, signal),
      onChange: (change) => void this.#onChange(change),
    });
  }

  /** Looks whether an application from an earlier visit waits: this one, perhaps, if it was taken up again. */
  async resume(): Promise<void> {
    for (const { id, state, kept } of await this.#outbox.items()) {
      if (state !== 'waiting') await this.#giveBack(id);
      else if (id === this.#application.form.begun.id) this.#wait(kept);
      else this.#application.listener.tell(this.#words.earlierWaiting);
    }
  }

  /**
   * Keeps an application that could not be sent, if there is hope, and sends it as soon as it can be. Whether it is
   * kept. Settles once the reader has to be told: not if it gets through within a moment, as it often does when a
   * telephone has just woken its radio.
   */
  async keep(item: OutboxItem, sensitive: boolean, failure: TransportError): Promise<boolean> {
    const { kind, retryAfterMs: afterMs = 0 } = failure;
    if (!isWorthWaiting(kind)) return false;
    const kept = await this.#outbox.add(item, { memoryOnly: sensitive, afterMs });
    if (navigator.onLine && afterMs === 0) {
      this.#outbox.kick();
      await this.#moment();
    }
    if (item.id === this.#application.form.begun.id && this.#application.form.progress.status === 'sending') {
      this.#wait(kept);
    }
    return true;
  }

  /** A few seconds, or until something has become of the application. */
  #moment(): Promise<void> {
    return new Promise((resolve) => {
      this.#settled = resolve;
      setTimeout(resolve, patienceMs);
    });
  }

  /** What shows meanwhile. */
  view(view: View) {
    return waitingView(view, this.#words, {
      sendNow: () => {
        const { progress } = this.#application.form;
        if (progress.status === 'waiting') this.#application.enter({ ...progress, trying: true });
        this.#outbox.kick();
      },
      edit: () => {
        this.#application.enter({ status: 'editing' });
        view.act.toTitle();
        void this.#outbox.remove(this.#application.form.begun.id);
      },
    });
  }

  /** Ends everything here. What is on the device goes out with the next page. */
  stop(): void {
    this.#outbox.stop();
  }

  get #words() {
    return offlineMessagesOf(this.#application.form.messages.language);
  }

  #wait(kept: 'device' | 'page'): void {
    this.#application.enter({ status: 'waiting', kept });
  }

  async #send({ id, submission, files }: OutboxItem, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const { reference = '' } = await this.#application.submit(submission, signal);
      const complete = !files.length || (await this.#sendFiles(id, files, signal));
      return complete ? { outcome: 'accepted', reference } : { outcome: 'retry' };
    } catch (error) {
      const { kind, reference = '', retryAfterMs } = error as TransportError;
      if (kind === 'conflict') return { outcome: 'accepted', reference };
      if (kind === 'aborted' || isWorthWaiting(kind)) {
        return { outcome: 'retry', ...(retryAfterMs && { afterMs: retryAfterMs }) };
      }
      if (submission.id === this.#application.form.begun.id) this.#refusal = error as TransportError;
      return { outcome: 'refused', kind };
    }
  }

  /** Sends what belongs to an application that was accepted. Whether nothing is left that could still be sent. */
  async #sendFiles(id: string, files: readonly File[], signal: AbortSignal): Promise<boolean> {
    const post = postTo(filesUrl(this.#application.form.element.endpoint ?? '', id));
    const uploads = new Uploads({ files, post, attempts: 1, onChange: () => {} });
    signal.addEventListener('abort', () => uploads.stop());
    await uploads.start();
    const complete = !uploads.isPending && !signal.aborted;
    uploads.stop();
    return complete;
  }

  async #onChange(change: OutboxChange): Promise<void> {
    const { begun, progress } = this.#application.form;
    const { id } = begun;
    if (change.change === 'updated') {
      if (progress.status === 'waiting' && progress.trying) {
        this.#application.enter({ ...progress, trying: false });
      }
    } else if (change.id === id && progress.status !== 'received') {
      this.#end(change);
    } else if (change.change === 'accepted') {
      const { reference } = change;
      this.#application.listener.tell(fill(this.#words.earlierSent, { reference }), change.id);
    } else await this.#giveBack(change.id);
  }

  /** The application of this form has ended waiting, in this tab or another. */
  #end(change: Exclude<OutboxChange, { change: 'updated' }>): void {
    this.#settled();
    if (change.change === 'accepted') {
      this.#application.enter({ status: 'received', reference: change.reference, earlier: false });
      this.#application.listener.ended();
      return;
    }
    const error = this.#refusal ?? new TransportError('refused');
    this.#application.enter({ status: 'failed', kind: error.kind });
    this.#application.listener.ended(error);
    void this.#outbox.remove(change.id);
  }

  /** An application from another visit will not be taken as it is, or has waited too long. */
  async #giveBack(id: string): Promise<void> {
    const item = await this.#outbox.read(id);
    const { earlierBack, earlierLost } = this.#words;
    const back = item && this.#putBack(item.submission);
    this.#application.listener.tell(back ? earlierBack : earlierLost);
    await this.#outbox.remove(id);
  }

  /** Puts answers back into the form, if they are of this form and nothing has been entered. Whether they were. */
  #putBack({ form, formVersion, answers }: Submission): boolean {
    const { state } = this.#application.form;
    const { name, version } = state.definition;
    const fits = form === name && formVersion === version && !state.isTouched;
    if (fits) state.restore({ values: answers, consents: [] });
    return fits;
  }
}
