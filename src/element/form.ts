import type { ShownText } from '../form/consents.ts';
import { FormState, type Value } from '../form/form-state.ts';
import type { Messages } from '../locales/messages.ts';
import { fieldText } from '../locales/text-of.ts';
import { driverShort } from '../model/forms/driver-short.ts';
import type { ApplicantIntake } from './applicant-intake.ts';
import { begin, type Kept, type Progress } from './application.ts';
import { FlowController } from './controllers/flow-controller.ts';
import { LocalizeController } from './controllers/localize-controller.ts';
import { PageController } from './controllers/page-controller.ts';
import type { IntakeEventMap } from './events.ts';
import { fieldKind } from './fields/field-registry.ts';
import { languageOf } from './language-of.ts';
import { later } from './load-later.ts';
import { patience } from './patience.ts';
import { presetsFrom } from './presets.ts';
import type { Landing } from './sending/attribution.ts';
import type { Sending } from './sending/sending.ts';
import { documentProps, shownText } from './views/field-props.ts';
import { trapName } from './views/shell.ts';

/**
 * The form that an element shows: its texts and questions, what has been entered, the step that shows; and the
 * application that it is for, for those that keep it, send it, or take over what a server has drawn.
 */
export class Form {
  readonly element: ApplicantIntake;
  readonly state = new FormState({ definition: driverShort });
  readonly flow: FlowController;
  readonly words: LocalizeController;
  /** The application that the form is for. */
  begun = begin();
  progress: Progress = { status: 'editing' };
  kept: Kept = '';
  /** News of an application from an earlier visit. */
  news = '';
  /** Read out by screen readers, seen by nobody. */
  announcement = '';
  landing: Landing = { href: '', referrer: '' };
  /** What keeps and sends the application; undefined until it has been loaded. */
  sending: Sending | undefined;
  readonly #wishes: PageController;
  /** What {@link state} was configured from. */
  #settings: readonly unknown[] = [];

  constructor(element: ApplicantIntake, onStep: (from: string, to: string) => void) {
    this.element = element;
    this.flow = new FlowController(this, onStep);
    this.words = new LocalizeController(element);
    this.#wishes = new PageController(element);
    this.state.addEventListener('change', () => this.announce(''));
  }

  /** Whether the application is out of the reader's hands. */
  get isLocked(): boolean {
    return /sending|received|waiting/.test(this.progress.status);
  }

  get messages(): Messages {
    return this.#wishes.over(this.words.messages, this.element.messages);
  }

  /** Settles once what the page asked for is here, texts and questions, or has kept the reader waiting for long enough. */
  get arrived(): Promise<unknown> {
    return Promise.race([Promise.all([this.words.settled, this.#wishes.settled]), patience()]);
  }

  /** Asks for the texts and the questions that the properties name. */
  ask(): void {
    this.words.use(this.element.locale || languageOf(this.element));
    this.#wishes.use(this.element, this.landing);
  }

  /** Brings the state up to date with the properties, also for a method that is called before the next drawing. */
  settle(): void {
    const { element, state } = this;
    this.#wishes.use(element, this.landing);
    const { definition, given } = this.#wishes;
    const { applicationType } = element;
    const documents = this.#documents;
    const settings = [definition, given, applicationType, documents.join()];
    if (settings.every((each, index) => each === this.#settings[index])) return;
    this.#settings = settings;
    const presets = presetsFrom(definition, applicationType);
    state.configure({ definition, presets, documents, given, kindOf: fieldKind });
  }

  /** What keeps and sends the application; undefined if it cannot be had now. */
  async toSend(): Promise<Sending | undefined> {
    try {
      const { Sending } = await later.sending();
      if (!this.sending) {
        this.sending = new Sending(this, later);
        // Here, whenever that is: what is entered next would be kept in the draft's place.
        await this.sending.drafts.restore();
      }
    } catch {
      // The reader can go on all the same; whoever needs it next asks again.
    }
    return this.sending;
  }

  /** Begins another application, with an empty form. */
  empty(): void {
    this.sending?.reset();
    this.begun = begin();
    this.progress = { status: 'editing' };
    this.state.reset();
    this.flow.restart();
  }

  /** Takes what has been entered. */
  enter(path: string, value: Value): void {
    const { state } = this;
    const before = state.issueAt(path);
    state.set(path, value);
    if (before && !state.issueAt(path)) this.announceAt(path, this.messages.words.fixed);
    this.sending?.drafts.changed();
  }

  /**
   * Tells the page something. Events bubble, and pass shadow roots on their way to it. False: the page has prevented
   * what is about to happen.
   */
  tell<T extends keyof IntakeEventMap>(type: T, told: Omit<IntakeEventMap[T], keyof Event>): boolean {
    const cancelable = type === 'intake-submitting';
    const event = new Event(type, { bubbles: true, composed: true, cancelable });
    return this.element.dispatchEvent(Object.assign(event, told));
  }

  /** Shows and tells that the application could not be sent. */
  async failed(kind: IntakeEventMap['intake-failed']['kind'], waiting: boolean): Promise<void> {
    this.element.requestUpdate();
    await this.element.updateComplete;
    // The button that was pressed may float over the foot of a long step, below which the sentence stands.
    this.element.renderRoot.querySelector('[part=failure]')?.scrollIntoView({ block: 'nearest' });
    this.tell('intake-failed', { kind, waiting });
  }

  announce(text: string): void {
    this.announcement = text;
    this.element.requestUpdate();
  }

  /** Says something about an answer. */
  announceAt(path: string, text: string): void {
    this.announce(`${fieldText(this.messages, this.state.field(path)?.key ?? '').label}: ${text}`);
  }

  /** A document to the letter, as it stands on the page. */
  shown(document: string): ShownText {
    const { messages } = this;
    const text = shownText(documentProps({ messages }, document, this.element));
    return { text: [this.#slotted(document), text].filter(Boolean).join(' '), language: messages.language };
  }

  /** Notices count once they have been on screen. */
  noteNotices(): void {
    const { flow, state } = this;
    for (const { key, kind } of flow.step ? state.fields(flow.step) : []) {
      if (kind === 'notice') state.consents.saw(key, this.shown(key));
    }
  }

  /** What a robot has written where no person writes. */
  get trapped(): string {
    return this.element.renderRoot.querySelector<HTMLInputElement>(`[name=${trapName}]`)?.value ?? '';
  }

  /** The documents that readers of this page are asked about only because it has them. */
  get #documents(): string[] {
    const { termsHref, messages } = this.element;
    return termsHref || messages?.documents?.terms || this.#slotted('terms') ? ['terms'] : [];
  }

  /** What the page says itself, in the slot of that name. */
  #slotted(slot: string): string {
    const own = [...this.element.children].filter((child) => child.slot === slot);
    // Line breaks in the markup are spaces on the page.
    return own.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' ');
  }
}
