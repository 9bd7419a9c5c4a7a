import { nothing } from 'lit/html.js';
import type { Draft } from '../device/draft.ts';
import { buildSubmission } from '../form/build-submission.ts';
import type { ShownText } from '../form/consents.ts';
import { FormState, type Value } from '../form/form-state.ts';
import type { MessageOverrides, Messages } from '../locales/messages.ts';
import { fieldText, issueText } from '../locales/text-of.ts';
import { type Answers, type FormDefinition, hasSecrets } from '../model/definition.ts';
import { driverShort } from '../model/forms/driver-short.ts';
import type { Issue } from '../model/issue.ts';
import { httpTransport } from '../transport/http-transport.ts';
import type { Transport, TransportError } from '../transport/transport.ts';
import { attributionFor, type Landing } from './attribution.ts';
import { DraftController, type Kept } from './controllers/draft-controller.ts';
import { FlowController } from './controllers/flow-controller.ts';
import { LeaveController } from './controllers/leave-controller.ts';
import { LocalizeController } from './controllers/localize-controller.ts';
import { PageController } from './controllers/page-controller.ts';
import { SubmissionController } from './controllers/submission-controller.ts';
import { fillIn, pathOf, valueIn } from './controls.ts';
import { DrawnElement } from './drawn-element.ts';
import {
  IntakeAcceptedEvent,
  IntakeFailedEvent,
  IntakeReadyEvent,
  IntakeRejectedEvent,
  IntakeStepEvent,
  IntakeSubmittingEvent,
} from './events.ts';
import type { HistoryController } from './extras/history-controller.ts';
import type { LeaveGuard } from './extras/leave-guard.ts';
import type { Control } from './fields/field-props.ts';
import { fieldKind } from './fields/field-registry.ts';
import type { FilesSent } from './fields/further/uploads/index.ts';
import { languageOf } from './language-of.ts';
import { later } from './load-later.ts';
import { trapName } from './parts/trap.ts';
import { presetsFrom } from './presets.ts';
import { documentProps, shownText } from './views/field-props.ts';
import { receiptView } from './views/receipt.ts';
import { formView, shell } from './views/shell.ts';
import type { Actions, View } from './views/view.ts';

export type * from './events.ts';

/** What holds the form while it is being filled in. */
export interface Inside {
  readonly state: FormState;
  readonly flow: FlowController;
  readonly submission: SubmissionController;
}

/** How long the form waits for what it can do without: its language, its questions, a draft. */
const patience = () => new Promise<void>((resolve) => setTimeout(resolve, 2000));

/**
 * A job-application form for drivers, which sends its answers to a proxy server once and shows a receipt.
 *
 * What a reader has entered survives everything but `reset()` and an accepted application: going back, complaints, a
 * failed sending, a change of any attribute or property, and being moved within the page. Events carry ids, codes and
 * step names, never what a person typed.
 *
 * The page decides where the element stands, how wide it is and whether it shows. Of the page's style the form takes
 * the font and the color scheme, and beyond that only the properties and parts below; what stands in a slot is the
 * page's own. The form reads from left to right, as its languages do, whatever the page's direction is: with `messages`
 * of another language, `dir="rtl"` on the element itself turns it round.
 *
 * @summary A multi-step job application that can be put on any page.
 *
 * @fires {IntakeReadyEvent} intake-ready - The form has been drawn for the first time.
 * @fires {IntakeStepEvent} intake-step - Another step shows: `from`, `to`.
 * @fires {IntakeSubmittingEvent} intake-submitting - The application is about to be sent; `preventDefault()` stops it.
 * @fires {IntakeAcceptedEvent} intake-accepted - The server has stored the application: `id`, `reference`.
 * @fires {IntakeRejectedEvent} intake-rejected - The server found something wrong: `issues`.
 * @fires {IntakeFailedEvent} intake-failed - The application could not be sent: `kind`, and whether it is `waiting` to go out by itself.
 *
 * @slot legal - The employer's own notice, above the submit button of the last step.
 * @slot terms - The employer's terms, above the box that accepts them. Without it, or `terms-href`, nobody is asked.
 * @slot receipt - The employer's own words on the receipt.
 *
 * @csspart base - The box around everything.
 * @csspart form - The native form.
 * @csspart progress - "Step 2 of 4", the languages to choose from, and the bar.
 * @csspart progress-bar - The bar alone.
 * @csspart title - The heading of a step or of the receipt.
 * @csspart help - The sentence below the heading of a step.
 * @csspart language-button - The button that changes the language.
 * @csspart news - What became of an application from an earlier visit.
 * @csspart review - The answers of one step under review.
 * @csspart change-button - The way back from the review to a step.
 * @csspart error-summary - The list of complaints above a step.
 * @csspart fields - The questions of a step.
 * @csspart field - One question with everything that belongs to it.
 * @csspart field-label - The label or legend of a question.
 * @csspart field-hint - The line below a label.
 * @csspart field-note - What there is to say about an answer.
 * @csspart field-error - The complaint below a field.
 * @csspart input - A text field or list.
 * @csspart option - The card of one option or consent.
 * @csspart notice - A text to be read, such as the privacy notice.
 * @csspart row - One row of a question that is asked again and again, such as a past job.
 * @csspart row-title - The name of a row.
 * @csspart add-button - The button that adds a row.
 * @csspart remove-button - The button that takes a row or a file away.
 * @csspart undo-button - The button that brings back what was taken away.
 * @csspart file-button - A button that chooses files, or takes a photo.
 * @csspart file - One chosen file.
 * @csspart draw-button - The button that offers to draw a signature.
 * @csspart drawing - The box to draw in, with its buttons.
 * @csspart failure - The sentence above the buttons after a failed sending.
 * @csspart actions - The row of buttons.
 * @csspart back-button - The button to the step before.
 * @csspart submit-button - The button to the next step, or to send.
 * @csspart device-line - What is kept on the reader's device.
 * @csspart clear-button - The button that clears the device.
 * @csspart help-line - Where to turn with a question.
 * @csspart waiting - What shows while a finished application waits for a connection.
 * @csspart waiting-mark - The sign of that.
 * @csspart receipt - What shows once the application has been accepted.
 * @csspart receipt-mark - The check mark of the receipt.
 * @csspart reference - The box of the reference.
 * @csspart copy-button - The button that copies the reference.
 * @csspart call-button - The link on the receipt that calls the carrier.
 * @csspart uploads - What becomes of the files, on the receipt.
 * @csspart retry-button - The button that sends files again.
 *
 * @cssproperty [--intake-accent=light-dark(#0b5cad, #7cbcff)] - Buttons, selection, focus rings and progress.
 * @cssproperty [--intake-on-accent] - Text on the accent. Default: black or white, whichever can be read on it.
 * @cssproperty [--intake-surface=light-dark(#fff, #161c23)] - The background of the form and its fields.
 * @cssproperty [--intake-text=light-dark(#17212b, #f1f4f7)] - Text.
 * @cssproperty [--intake-muted=light-dark(#4d5b69, #aeb9c4)] - Hints and other quiet text.
 * @cssproperty [--intake-border=light-dark(#74818e, #8592a0)] - Borders of fields and cards.
 * @cssproperty [--intake-error=light-dark(#b3261e, #ff9c92)] - Complaints.
 * @cssproperty [--intake-success=light-dark(#1a6e3f, #67d494)] - The check marks of the receipt and of settled complaints.
 * @cssproperty [--intake-radius=8px] - Corners of fields, cards and buttons.
 * @cssproperty [--intake-space=8px] - The unit of all distances.
 * @cssproperty [--intake-padding] - Around the form. Default: 16px to 32px, growing with the width.
 * @cssproperty [--intake-font] - The font. Default: the page's.
 * @cssproperty [--intake-heading-font] - The font of headings. Default: that of the text.
 *
 * @cssstate submitting - An application is on its way.
 * @cssstate waiting - An application waits for a connection.
 * @cssstate submitted - The receipt shows.
 */
export class ApplicantIntake extends DrawnElement {
  static readonly observedAttributes = DrawnElement.offer(ApplicantIntake.prototype, {
    text:
      'endpoint form locale languages applicationType applicationSource sourceMap attributionConsent prefill jobId ' +
      'challenge employer phone privacyHref termsHref theme',
    flag: 'saveDraft noHistory',
    object: 'definition transport values messages',
  });

  /** The proxy's base URL. Default: the page's own origin. */
  declare endpoint: string | null | undefined;
  /** The name of a form: `driver-short`, or one that the proxy has. Default: `driver-short`. */
  declare form: string | null | undefined;
  /** The BCP 47 tag of the form's language. Default: the nearest `lang` of the page, then the browser's language. */
  declare locale: string | null | undefined;
  /** The languages that readers may choose from, such as `en es fr-CA`. Default: no choice. */
  declare languages: string | null | undefined;
  /** Answers the question of that name, which is then not asked. The case of the code does not matter. */
  declare applicationType: string | null | undefined;
  /** Where the applicants of this page come from, such as `CDL Job Now`. */
  declare applicationSource: string | null | undefined;
  /**
   * Sources by what a link says in `application_source` or `utm_source`, such as `facebook=Facebook, ig=Instagram`. A
   * link that says one of these wins over `application-source`.
   */
  declare sourceMap: string | null | undefined;
  /**
   * What the reader has said to your consent banner. `granted`: the first visit's campaign is remembered on the device
   * and sent along. `denied`: no click ids are sent. Default: those of the present visit are, and nothing is kept.
   */
  declare attributionConsent: 'granted' | 'denied' | null | undefined;
  /** The questions that the page's address may answer beforehand, such as `truck_type cdl_type`. Default: none. */
  declare prefill: string | null | undefined;
  /** The advertised job that applicants of this page apply for. */
  declare jobId: string | null | undefined;
  /** Keeps what has been entered on the reader's device, encrypted, for two weeks. Default: not. */
  declare saveDraft: boolean;
  /** Leaves the browser's history alone: its back button then leaves the page. Default: it goes back a step. */
  declare noHistory: boolean;
  /** `altcha`: solves a challenge of the proxy before sending, unseen, where the proxy asks for it. Default: none. */
  declare challenge: 'altcha' | null | undefined;
  /** The carrier's name, which a consent to text messages must give. */
  declare employer: string | null | undefined;
  /** A telephone number for questions, as people read it. */
  declare phone: string | null | undefined;
  /** The address of the carrier's privacy notice. */
  declare privacyHref: string | null | undefined;
  /** The address of the carrier's terms, which applicants then have to accept. */
  declare termsHref: string | null | undefined;
  /** `light`, `dark`, or `auto` for what the reader's system prefers. Default: the color scheme of the page. */
  declare theme: 'auto' | 'light' | 'dark' | null | undefined;
  /** A form of the page's own, instead of a built-in one. */
  declare definition: FormDefinition | null | undefined;
  /** Takes the application to its server. Default: `httpTransport({ endpoint })`. */
  declare transport: Transport | undefined;
  /** Answers that the reader finds filled in and may change. Consents among them are ignored. */
  declare values: Answers | null | undefined;
  /** The page's own texts, laid over those of the language. */
  declare messages: MessageOverrides | null | undefined;

  readonly #state = new FormState({ definition: driverShort });
  readonly #words = new LocalizeController(this);
  readonly #wishes = new PageController(this);
  readonly #submission = new SubmissionController(this, () => ({
    transport: this.transport ?? httpTransport(this),
    endpoint: this.endpoint ?? '',
    language: this.#messages.language,
    ended: (error) => void this.#onOutcome(error),
    tell: (news, arrived) => {
      if (arrived) void this.#drafts.forget(arrived);
      this.#news = news;
      this.#announce(news);
    },
    giveBack: ({ form, formVersion }, entered) => {
      const { name, version } = this.#state.definition;
      const fits = form === name && formVersion === version && !this.#state.isTouched;
      if (fits) this.#state.restore(entered);
      return fits;
    },
  }));
  readonly #drafts = new DraftController(this, () => ({
    isOn: this.saveDraft && !this.#isLocked,
    form: this.#wishes.definition,
    key: `${this.endpoint ?? ''} ${this.#wishes.definition.name}`,
    draft: this.#draft,
    told: (kept) => {
      // What has just been said of an answer goes first.
      if (kept !== this.#kept) this.#announce(this.#announcement || (kept && this.#messages.words[kept]));
      this.#kept = kept;
    },
  }));
  readonly #flow = new FlowController(this, {
    state: this.#state,
    isLocked: () => this.#isLocked,
    onStep: (from, to) => this.#onStep(from, to),
  });
  readonly #leaving = new LeaveController(this, (path) => this.#checkLeft(path));
  /** Settles once what the form does not wait for is there, if it can be had. */
  protected extras: Promise<void> | undefined;
  #history: HistoryController | undefined;
  #guard: LeaveGuard | undefined;
  /** Absent in Safari before 16.4. */
  readonly #internals = this.attachInternals?.();
  #kept: Kept = '';
  /** What the reader cleared from the device, to have it back. */
  #clearedDraft: Draft | undefined;
  /** News of an application from an earlier visit. */
  #news = '';
  /** The files of an application that has been accepted. */
  #files: FilesSent | undefined;
  /** What {@link #state} was configured from. */
  #settings: readonly unknown[] = [];
  #landing: Landing = { href: '', referrer: '' };
  /** Read out by screen readers, seen by nobody. */
  #announcement = '';
  /** Whether the page is being asked if the application may be sent. */
  #asking = false;

  constructor() {
    super();
    this.#state.addEventListener('change', () => this.#announce(''));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A page that changes its address later must not change where the applicant came from.
    if (!this.#landing.href) this.#landing = this.landing;
    this.extras ??= Promise.race([this.#add().catch(() => {}), patience()]);
  }

  /** The first drawing waits for its language and its questions, so that neither changes before the reader's eyes. */
  protected override async prepare(): Promise<void> {
    this.#ask();
    await this.#arrived;
    const restored = this.#drafts.restore().then((draft) => {
      // One that comes late must not take the place of what has been entered meanwhile.
      if (!draft || this.#state.isTouched || this.#isLocked) return;
      this.#kept = 'saved';
      this.#resume(draft);
    });
    await Promise.race([restored, patience()]);
  }

  /** Where the applicant came from. */
  protected get landing(): Landing {
    return { href: location.href, referrer: document.referrer };
  }

  /** For a form that takes over what a server has drawn. */
  protected get inside(): Inside {
    return { state: this.#state, flow: this.#flow, submission: this.#submission };
  }

  protected override willUpdate(): void {
    this.#ask();
    this.#settle();
    // The first visit is remembered before there is anything to send, and while there is a connection.
    void attributionFor(this.#landing, this);
  }

  protected override updated(isFirst: boolean): void {
    fillIn(this.renderRoot, this.#state);
    const { status } = this.#submission.progress;
    this.#mark('submitting', status === 'sending');
    this.#mark('waiting', status === 'waiting');
    this.#mark('submitted', status === 'received');
    this.#noteNotices();
    if (!isFirst) return;
    this.#history?.start(this.#flow.step?.key ?? '');
    void this.#submission.resume();
    this.dispatchEvent(new IntakeReadyEvent());
  }

  protected override async untilDrawn(): Promise<void> {
    await super.untilDrawn();
    await Promise.all([this.#arrived, this.extras]);
    await super.untilDrawn();
  }

  async #add(): Promise<void> {
    const { HistoryController, LeaveGuard, withRegionNames } = await later.extras();
    this.#words.completeBy(withRegionNames);
    this.#guard = new LeaveGuard(this, () => this.#wouldLose);
    this.#history = new HistoryController(this, (key) => {
      if (key !== this.#flow.step?.key) this.#flow.show(this.#flow.stepAt(key));
    });
    if (this.hasUpdated) this.#history.start(this.#flow.step?.key ?? '');
  }

  /** Sends the application, whatever step shows; or shows what is wrong with it. Settles when the outcome shows. */
  async submit(): Promise<void> {
    if (this.#isLocked || this.#asking) return;
    this.#asking = true;
    this.#settle();
    await this.#arrived;
    this.#settle();
    const { id } = this.#submission.begun;
    const wanted =
      !this.#flow.complain(this.#state.check()) && this.dispatchEvent(new IntakeSubmittingEvent(id));
    this.#asking = false;
    // A page that has begun another application meanwhile does not want this one.
    if (wanted && id === this.#submission.begun.id) await this.#send();
  }

  /**
   * Checks the whole form and shows every complaint at its field. Empty: all is well. A definition, values or texts that
   * were set just now count once `updateComplete` has settled; so too for `goToStep()`.
   */
  validate(): readonly Issue[] {
    this.#settle();
    return this.#state.check();
  }

  /** Begins another application: empties the form, save `values`, and shows its first step. */
  reset(): void {
    void this.#drafts.clear(this.#submission.begun.id);
    this.#begin();
  }

  /** Forgets what is kept of this form on the reader's device. What has been entered stays on the page. */
  clearDraft(): Promise<void> {
    return this.#drafts.clear();
  }

  #begin(): void {
    this.#files?.stop();
    this.#files = undefined;
    this.#submission.reset();
    this.#state.reset();
    this.#flow.restart();
  }

  /** Shows the step of that key, if it has a question to ask. */
  goToStep(key: string): void {
    this.#settle();
    this.#flow.show(this.#flow.stepAt(key));
  }

  get #messages(): Messages {
    return this.#wishes.over(this.#words.messages, this.messages);
  }

  /** The documents that readers of this page are asked about only because it has them. */
  get #documents(): string[] {
    const terms = this.termsHref || this.messages?.documents?.terms || this.#slotted('terms');
    return terms ? ['terms'] : [];
  }

  /** Settles once what the page asked for is here, texts and questions, or has kept the reader waiting for long enough. */
  get #arrived(): Promise<unknown> {
    return Promise.race([Promise.all([this.#words.settled, this.#wishes.settled]), patience()]);
  }

  /** Whether the application is out of the reader's hands. */
  get #isLocked(): boolean {
    return /sending|received|waiting/.test(this.#submission.progress.status);
  }

  get #wouldLose(): boolean {
    const { progress } = this.#submission;
    if (progress.status === 'waiting') return progress.kept === 'page';
    if (progress.status === 'received') return !!this.#files?.isPending;
    return this.#state.isTouched && this.#kept !== 'saved';
  }

  readonly #act: Actions = {
    enter: (path, value) => this.#enter(path, value, true),
    copy: () => void this.#copy(),
    clearDevice: () => {
      this.#clearedDraft = this.#draft;
      this.#begin();
      void this.#drafts.clear(undefined, 'cleared');
      this.#flow.focus('clear');
    },
    undoClear: () => {
      if (this.#clearedDraft) this.#resume({ ...this.#clearedDraft, ...this.#submission.begun });
      this.#drafts.changed();
      this.#act.toTitle();
    },
    toTitle: () => this.#flow.focus('title'),
  };

  /** What has been entered, for keeping. */
  get #draft(): Draft {
    return { ...this.#submission.begun, step: this.#flow.step?.key ?? '', ...this.#state.entered };
  }

  /** Goes on where the reader left off. A consent to another text than is shown now is no consent. */
  #resume(draft: Draft): void {
    const { values, consents, step, id, startedAt } = draft;
    this.#settle();
    this.#submission.begun = { id, startedAt };
    const { language } = this.#messages;
    const holds = consents.filter(
      (each) => each.language !== language || each.text === this.#shown(each.document).text,
    );
    this.#state.restore({ values, consents: holds });
    this.#flow.resume(step);
  }

  /** Asks for the texts and the questions that the properties name. */
  #ask(): void {
    this.#words.use(this.locale || languageOf(this));
    this.#wishes.use(this, this.#landing);
  }

  /** Brings the state up to date with the properties, also for a method that is called before the next drawing. */
  #settle(): void {
    this.#wishes.use(this, this.#landing);
    const { definition, given } = this.#wishes;
    const { applicationType } = this;
    const documents = this.#documents;
    const settings = [definition, given, applicationType, documents.join()];
    if (settings.every((each, index) => each === this.#settings[index])) return;
    this.#settings = settings;
    const presets = presetsFrom(definition, applicationType);
    this.#state.configure({ definition, presets, documents, given, kindOf: fieldKind });
  }

  #onStep(from: string, to: string): void {
    this.#submission.forgive();
    // Early: there may be no connection any more when the application is complete.
    void this.#submission.prepare();
    if (this.#state.files.length) void later.uploads().catch(() => {});
    if (this.#state.steps.at(-1)?.key === to) void this.#solve();
    if (!this.noHistory) this.#history?.moved(from, to);
    if (this.#state.isTouched) this.#drafts.changed();
    this.dispatchEvent(new IntakeStepEvent(from, to));
  }

  async #send(): Promise<void> {
    const { language } = this.#messages;
    const { answers, decisions, files, definition } = this.#state;
    // Its controls cannot be changed while they are being sent; focus must not be lost with them.
    this.#flow.focus('primary');
    const error = await this.#submission.send({
      content: JSON.stringify([language, answers, decisions]),
      files,
      sensitive: hasSecrets(definition),
      make: async (begun) =>
        buildSubmission(this.#state, {
          ...begun,
          language,
          attribution: await attributionFor(this.#landing, this),
          challenge: { hp: this.#trapped, altcha: await this.#solve() },
          submittedAt: new Date(),
          documentText: (document) => this.#shown(document),
        }),
    });
    // Those of an application that waits go out with it.
    if (!error) void this.#sendFiles(this.#submission.begun.id);
    if (error?.kind !== 'aborted') await this.#onOutcome(error);
  }

  /** Shows and tells what has become of the application. */
  async #onOutcome(error?: TransportError): Promise<void> {
    const { progress, begun } = this.#submission;
    this.requestUpdate();
    if (progress.status === 'received') {
      void this.#drafts.clear(begun.id);
      this.#flow.focus('title');
      this.dispatchEvent(new IntakeAcceptedEvent(begun.id, progress.reference));
    } else if (error?.kind === 'invalid') {
      // What is wrong with no field of this form is left to the failure's general sentence.
      const landed = this.#state.showIssues(error.issues);
      if (landed.length) this.#submission.forgive();
      this.#flow.complain(landed);
      this.dispatchEvent(new IntakeRejectedEvent(error.issues));
    } else if (error) {
      const waiting = progress.status === 'waiting';
      if (waiting) this.#flow.focus('title');
      await this.updateComplete;
      // The button that was pressed may float over the foot of a long step, below which the sentence stands.
      this.renderRoot.querySelector('[part=failure]')?.scrollIntoView({ block: 'nearest' });
      this.dispatchEvent(new IntakeFailedEvent(error.kind, waiting));
    }
  }

  /** Files follow once the application is safe. */
  async #sendFiles(id: string): Promise<void> {
    const { files } = this.#state;
    if (!files.length) return;
    const { sendFiles } = await later.uploads();
    const onChange = () => this.requestUpdate();
    this.#files = sendFiles({ id, files, endpoint: this.endpoint ?? '', onChange });
  }

  /** A document to the letter, as it stands on the page. */
  #shown(document: string): ShownText {
    const messages = this.#messages;
    const text = shownText(documentProps({ messages }, document, this));
    return { text: [this.#slotted(document), text].filter(Boolean).join(' '), language: messages.language };
  }

  /** What the page says itself, in the slot of that name. */
  #slotted(slot: string): string {
    const own = [...this.children].filter((child) => child.slot === slot);
    // Line breaks in the markup are spaces on the page.
    return own.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).join(' ');
  }

  /** Notices count once they have been on screen. */
  #noteNotices(): void {
    const { step } = this.#flow;
    for (const { key, kind } of step ? this.#state.fields(step) : []) {
      if (kind === 'notice') this.#state.consents.saw(key, this.#shown(key));
    }
  }

  /** The solution of a challenge, if the page wants one; begun when it is first asked for. */
  async #solve(): Promise<string | undefined> {
    if (this.challenge !== 'altcha') return undefined;
    const part = await later.altcha().catch(() => undefined);
    return part?.solveFor(this.#submission.begun.id, this.endpoint ?? '');
  }

  /** What a robot has written where no person writes. */
  get #trapped(): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`[name=${trapName}]`)?.value ?? '';
  }

  /** Controls and forms in a slot are the page's: what happens there is none of this form's business. */
  #onEvent(event: Event): void {
    const control = event.target as Control;
    if (control.getRootNode() !== this.renderRoot) return;
    if (event.type === 'submit') this.#onSubmit(event);
    else if (event.type === 'focusout') this.#onFocusOut(control);
    else this.#onInput(control);
  }

  #onInput(control: Control): void {
    const value = valueIn(control, this.#state);
    const path = pathOf(control);
    if (value === undefined || this.#state.value(path) === value) return;
    if (this.#state.field(path)?.kind === 'consent') {
      this.#state.consents.decide(path, value === true, this.#shown(path));
    }
    this.#enter(path, value);
  }

  #enter(path: string, value: Value, draw = false): void {
    const before = this.#state.issueAt(path);
    this.#state.set(path, value);
    if (before && !this.#state.issueAt(path)) this.#announceAt(path, this.#messages.words.fixed);
    this.#drafts.changed();
    this.#guard?.update();
    if (draw) this.requestUpdate();
  }

  #onFocusOut(control: Control): void {
    // Radios are passed through with the keyboard, and once chosen there is nothing to complain about.
    if (control.name && control.type !== 'radio') this.#leaving.leave(pathOf(control));
  }

  #checkLeft(path: string): void {
    const before = this.#state.issueAt(path);
    this.#state.leave(path);
    const found = this.#state.issueAt(path);
    const field = this.#state.field(path);
    // Whoever has gone on or back meanwhile finds it there.
    const shows = this.#state.stepOf(path) === this.#flow.step;
    if (found && found !== before && field && shows) {
      this.#announceAt(path, issueText(this.#messages, field, found));
    }
  }

  #announceAt(path: string, text: string): void {
    this.#announce(`${fieldText(this.#messages, this.#state.field(path)?.key ?? '').label}: ${text}`);
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const { name, value } = ((event as SubmitEvent).submitter ?? {}) as Partial<HTMLButtonElement>;
    if (name === 'lang') {
      this.locale = value;
      void this.updateComplete.then(() => {
        // Where there is no way back, there is no button that could keep the focus.
        if (!this.renderRoot.activeElement) this.#act.toTitle();
      });
    } else if (name === 'go' && value === 'back') this.#back();
    else if (name === 'go') this.#flow.change(value ?? '');
    else if (this.#flow.next()) void this.submit();
  }

  #back(): void {
    if (!this.#isLocked && !this.#history?.back(this.#flow.step?.key)) this.#flow.show(this.#flow.before);
  }

  async #copy(): Promise<void> {
    const { words } = this.#messages;
    const reference = this.renderRoot.querySelector('#reference');
    if (!reference) return;
    // The same text again would not be read out.
    this.#announce('');
    try {
      await navigator.clipboard.writeText(reference.textContent);
      this.#announce(words.copied);
    } catch {
      getSelection()?.selectAllChildren(reference);
      this.#announce(words.selected);
    }
  }

  /** Sets a custom state. Older browsers have none, or take only names that begin with dashes. */
  #mark(name: string, on: boolean): void {
    try {
      this.#internals.states[on ? 'add' : 'delete'](name);
    } catch {
      // Nothing but a page's style sheet asks for it.
    }
  }

  #announce(text: string): void {
    this.#announcement = text;
    this.requestUpdate();
  }

  protected override render() {
    const messages = this.#messages;
    const sending = this.#submission.progress.status === 'sending' && messages.words.sending;
    return shell(messages.language, this.#renderView(messages), sending || this.#announcement);
  }

  #renderView(messages: Messages) {
    const { progress } = this.#submission;
    const { step, summary, moved } = this.#flow;
    if (!step) return nothing;
    const view: View = {
      state: this.#state,
      step,
      messages,
      page: this,
      progress,
      summary,
      moved,
      kept: this.#kept,
      news: this.#news,
      files: this.#files?.view(messages),
      act: this.#act,
    };
    if (progress.status === 'received') return receiptView(view);
    if (progress.status === 'waiting') return this.#submission.offline?.view(view);
    return formView(view, this.#onEvent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'applicant-intake': ApplicantIntake;
  }
}
