import { nothing } from 'lit/html.js';
import type { Value } from '../form/form-state.ts';
import type { MessageOverrides, Messages } from '../locales/messages.ts';
import type { Answers, FormDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import type { Transport } from '../transport/transport.ts';
import { pathOf } from './control-path.ts';
import { fillIn, valueIn } from './controls.ts';
import { DrawnElement } from './drawn-element.ts';
import type { Extras } from './extras/index.ts';
import type { Control } from './fields/field-props.ts';
import { Form } from './form.ts';
import { later } from './load-later.ts';
import { patience } from './patience.ts';
import type { Landing } from './sending/attribution.ts';
import { receiptView } from './views/receipt.ts';
import { formView, shell } from './views/shell.ts';
import type { Actions, View } from './views/view.ts';

export type * from './events.ts';

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

  readonly #form: Form = new Form(this, (from, to) => this.#onStep(from, to));
  #completed: Promise<unknown> | undefined;
  /** Absent until it has been loaded. */
  #extras: Extras | undefined;
  /** Whether the page is being asked if the application may be sent. */
  #asking = false;

  /** What the element shows, for those that have to do with its application. */
  protected get inside(): Form {
    return this.#form;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A page that changes its address later must not change where the applicant came from.
    if (!this.#form.landing.href) this.#form.landing = this.landing;
  }

  /** The first drawing waits for its language and its questions, so that neither changes before the reader's eyes. */
  protected override async prepare(): Promise<void> {
    const form = this.#form;
    form.ask();
    await form.arrived;
    if (!this.saveDraft) return;
    form.settle();
    await Promise.race([form.toSend(), patience()]);
  }

  /** Where the applicant came from. */
  protected get landing(): Landing {
    return { href: location.href, referrer: document.referrer };
  }

  protected override willUpdate(): void {
    this.#form.ask();
    this.#form.settle();
  }

  protected override updated(isFirst: boolean): void {
    fillIn(this.renderRoot, this.#form.state);
    this.#form.noteNotices();
    if (!isFirst) return;
    this.#form.tell('intake-ready', {});
    // Not before it is on screen: the first drawing would share the line and the processor with them.
    this.#completed = patience(50).then(() => this.complete());
  }

  protected override async untilDrawn(): Promise<void> {
    await super.untilDrawn();
    await Promise.all([this.#form.arrived, this.#completed]);
    await super.untilDrawn();
  }

  /** Loads what the form is drawn without, unless it is there. Settles once it is, if it can be had. */
  protected complete(): Promise<unknown> {
    const all = Promise.all([this.#form.toSend(), this.#add().catch(() => {})]);
    this.#completed = Promise.race([all, patience()]);
    return this.#completed;
  }

  async #add(): Promise<void> {
    const { Extras } = await later.extras();
    this.#extras ??= new Extras(this.#form);
  }

  /** Sends the application, whatever step shows; or shows what is wrong with it. Settles when the outcome shows. */
  async submit(): Promise<void> {
    const form = this.#form;
    if (form.isLocked || this.#asking) return;
    this.#asking = true;
    form.settle();
    await form.arrived;
    form.settle();
    const { id } = form.begun;
    const wanted = !form.flow.complain(form.state.check()) && form.tell('intake-submitting', { id });
    this.#asking = false;
    // A page that has begun another application meanwhile does not want this one.
    if (wanted && id === form.begun.id) await this.#send(id);
  }

  /**
   * Checks the whole form and shows every complaint at its field. Empty: all is well. A definition, values or texts that
   * were set just now count once `updateComplete` has settled; so too for `goToStep()`.
   */
  validate(): readonly Issue[] {
    this.#form.settle();
    return this.#form.state.check();
  }

  /** Begins another application: empties the form, save `values`, and shows its first step. */
  reset(): void {
    void this.#form.sending?.drafts.clear(this.#form.begun.id);
    this.#form.empty();
  }

  /** Forgets what is kept of this form on the reader's device. What has been entered stays on the page. */
  async clearDraft(): Promise<void> {
    await (await this.#form.toSend())?.drafts.clear();
  }

  /** Shows the step of that key, if it has a question to ask. */
  goToStep(key: string): void {
    this.#form.settle();
    this.#form.flow.show(this.#form.flow.stepAt(key));
  }

  get #act(): Actions {
    return {
      enter: (path, value) => {
        this.#enter(path, value);
        this.requestUpdate();
      },
      copy: this.#extras?.copy,
      toTitle: () => this.#form.flow.focus('title'),
    };
  }

  #onStep(from: string, to: string): void {
    const form = this.#form;
    const isLast = form.state.steps.at(-1)?.key === to;
    if (form.sending) form.sending.moved(isLast);
    else form.progress = { status: 'editing' };
    if (!form.sending || !this.#extras) void this.complete();
    if (!this.noHistory) this.#extras?.history.moved(from, to);
    form.tell('intake-step', { from, to });
  }

  async #send(id: string): Promise<void> {
    const form = this.#form;
    // Its controls cannot be changed while they are being sent; focus must not be lost with them.
    form.flow.focus('primary');
    form.progress = { status: 'sending' };
    const sending = form.sending ?? (await form.toSend());
    if (id !== form.begun.id) return;
    if (sending && this.isConnected) return sending.send();
    form.progress = { status: 'failed', kind: 'offline' };
    return form.failed('offline', false);
  }

  /** Controls and forms in a slot are the page's: what happens there is none of this form's business. */
  #onEvent(event: Event): void {
    const control = event.target as Control;
    if (control.getRootNode() !== this.renderRoot) return;
    if (event.type === 'submit') this.#onSubmit(event);
    else this.#onInput(control);
  }

  #onInput(control: Control): void {
    const { state } = this.#form;
    const value = valueIn(control, state);
    const path = pathOf(control);
    if (value === undefined || state.value(path) === value) return;
    if (state.field(path)?.kind === 'consent') {
      state.consents.decide(path, value === true, this.#form.shown(path));
    }
    this.#enter(path, value);
  }

  #enter(path: string, value: Value): void {
    this.#form.enter(path, value);
    this.#extras?.guard.update();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const { flow } = this.#form;
    const { name, value } = ((event as SubmitEvent).submitter ?? {}) as Partial<HTMLButtonElement>;
    if (name === 'lang') {
      this.locale = value;
      void this.updateComplete.then(() => {
        // Where there is no way back, there is no button that could keep the focus.
        if (!this.renderRoot.activeElement) flow.focus('title');
      });
    } else if (name === 'go' && value === 'back') this.#back();
    else if (name === 'go') flow.change(value ?? '');
    else if (name === 'device') this.#form.sending?.drafts.press(value === 'undo' ? value : 'clear');
    else if (flow.next()) void this.submit();
  }

  #back(): void {
    const { flow, isLocked } = this.#form;
    if (!isLocked && !this.#extras?.history.back(flow.step?.key)) flow.show(flow.before);
  }

  protected override render() {
    const { messages, progress, announcement } = this.#form;
    const sending = progress.status === 'sending' && messages.words.sending;
    return shell(messages.language, this.#renderView(messages), sending || announcement);
  }

  #renderView(messages: Messages) {
    const { state, flow, progress, kept, news, sending } = this.#form;
    const { step, summary, moved } = flow;
    if (!step) return nothing;
    const view: View = {
      state,
      step,
      messages,
      page: this,
      progress,
      summary,
      moved,
      languages: this.#extras?.languages,
      kept,
      news,
      files: sending?.files?.view(messages),
      act: this.#act,
    };
    if (progress.status === 'received') return receiptView(view, progress);
    if (progress.status === 'waiting') return sending?.offline?.view(view);
    return formView(view, this.#onEvent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'applicant-intake': ApplicantIntake;
  }
}
