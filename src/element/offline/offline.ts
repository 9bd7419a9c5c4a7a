import { createOutbox, type Outbox } from '../../device/outbox.ts';
import type { OutboxChange, OutboxItem, SendOutcome } from '../../device/outbox-item.ts';
import type { Entered } from '../../form/form-state.ts';
import { offlineMessagesOf } from '../../locales/offline/offline-messages-of.ts';
import { fill } from '../../locales/text-of.ts';
import type { Submission } from '../../model/submission.ts';
import { TransportError } from '../../transport/transport.ts';
import type { Progress } from '../controllers/submission-controller.ts';
import type { View } from '../views/view.ts';
import { waitingView } from './waiting.ts';

/** The application that the form is for, and what there is to do about it. */
export interface Application {
  /** Its id. */
  readonly id: string;
  readonly progress: Progress;
  /** The language that the reader reads, as a BCP 47 tag. */
  readonly language: string;
  /** Names the proxy; applications that wait for the same one share a queue. */
  readonly endpoint: string;
  enter(progress: Progress): void;
  /** Sends a submission. Rejects with a {@link TransportError}. */
  transport(submission: Submission, signal: AbortSignal): Promise<{ readonly reference: string }>;
  /** It was received, or will not be taken. */
  ended(error?: TransportError): void;
  /** Tells the reader something about an application from another visit. */
  tell(news: string): void;
  /** Puts answers back into the form, if they are of this form and nothing has been entered. Whether they were. */
  giveBack(form: Pick<Submission, 'form' | 'formVersion'>, entered: Entered): boolean;
}

/** Whether trying again later may help. */
export const isWorthWaiting = (kind: string): boolean => /^(offline|timeout|busy|server)$/.test(kind);

/**
 * What becomes of applications that could not be sent: they wait on the device and go out by themselves, this one and
 * those of other visits. Loaded when an application is about to be sent, while there is a connection to load it over.
 */
export class Offline {
  readonly #application: Application;
  readonly #outbox: Outbox;
  /** Why the application of this form was refused. */
  #refusal: TransportError | undefined;

  constructor(application: Application) {
    this.#application = application;
    this.#outbox = createOutbox({
      endpointKey: application.endpoint,
      send: (item, signal) => this.#send(item, signal),
      onChange: (change) => void this.#onChange(change),
    });
  }

  /** Looks whether an application from an earlier visit waits: this one, perhaps, if it was taken up again. */
  async resume(): Promise<void> {
    for (const { id, state, kept } of await this.#outbox.items()) {
      if (state !== 'waiting') await this.#giveBack(id);
      else if (id === this.#application.id) this.#wait(kept);
      else this.#application.tell(this.#words.earlierWaiting);
    }
  }

  /** Keeps an application and sends it as soon as it can be. */
  async keep(item: OutboxItem, sensitive: boolean, afterMs = 0): Promise<void> {
    const kept = await this.#outbox.add(item, { memoryOnly: sensitive, afterMs });
    if (item.id === this.#application.id) this.#wait(kept);
  }

  /** What shows meanwhile. */
  view(view: View) {
    return waitingView(view, this.#words, {
      sendNow: () => {
        const { progress } = this.#application;
        if (progress.status === 'waiting') this.#application.enter({ ...progress, trying: true });
        this.#outbox.kick();
      },
      edit: () => {
        this.#application.enter({ status: 'editing' });
        void this.#outbox.remove(this.#application.id);
      },
    });
  }

  /** Ends everything here. What is on the device goes out with the next page. */
  stop(): void {
    this.#outbox.stop();
  }

  get #words() {
    return offlineMessagesOf(this.#application.language);
  }

  #wait(kept: 'device' | 'page'): void {
    this.#application.enter({ status: 'waiting', kept, trying: false });
  }

  async #send({ submission }: OutboxItem, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const { reference = '' } = await this.#application.transport(submission, signal);
      return { outcome: 'accepted', reference };
    } catch (error) {
      const { kind, reference = '', retryAfterMs } = error as TransportError;
      if (kind === 'conflict') return { outcome: 'accepted', reference };
      if (kind === 'aborted' || isWorthWaiting(kind)) {
        return { outcome: 'retry', ...(retryAfterMs && { afterMs: retryAfterMs }) };
      }
      if (submission.id === this.#application.id) this.#refusal = error as TransportError;
      return { outcome: 'refused', kind };
    }
  }

  async #onChange(change: OutboxChange): Promise<void> {
    const { id, progress } = this.#application;
    if (change.change === 'updated') {
      if (progress.status === 'waiting') this.#application.enter({ ...progress, trying: false });
    } else if (change.id === id && progress.status !== 'received') {
      this.#end(change);
    } else if (change.change === 'accepted') {
      this.#application.tell(fill(this.#words.earlierSent, { reference: change.reference }));
    } else await this.#giveBack(change.id);
  }

  /** The application of this form has ended waiting, in this tab or another. */
  #end(change: Exclude<OutboxChange, { change: 'updated' }>): void {
    if (change.change === 'accepted') {
      this.#application.enter({ status: 'received', reference: change.reference, earlier: false });
      this.#application.ended();
      return;
    }
    const error = this.#refusal ?? new TransportError('refused');
    this.#application.enter({ status: 'failed', kind: error.kind });
    this.#application.ended(error);
    void this.#outbox.remove(change.id);
  }

  /** An application from another visit will not be taken as it is, or has waited too long. */
  async #giveBack(id: string): Promise<void> {
    const item = await this.#outbox.read(id);
    const { earlierBack, earlierLost } = this.#words;
    const back =
      item && this.#application.giveBack(item.submission, { values: item.submission.answers, consents: [] });
    this.#application.tell(back ? earlierBack : earlierLost);
    await this.#outbox.remove(id);
  }
}
