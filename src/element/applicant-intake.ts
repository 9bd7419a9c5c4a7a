import { html, LitElement, type PropertyValues } from 'lit';
import { buildSubmission, type ShownText } from '../form/build-submission.ts';
import { FormState, keyOf } from '../form/form-state.ts';
import type { MessageOverrides, Messages } from '../locales/messages.ts';
import { consentText, fieldText, issueText } from '../locales/text-of.ts';
import type { Answers, FormDefinition, StepDefinition } from '../model/definition.ts';
import { driverShort } from '../model/forms/driver-short.ts';
import type { Issue } from '../model/issue.ts';
import { httpTransport } from '../transport/http-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { attributionOf, type Landing } from './attribution.ts';
import { LeaveController } from './controllers/leave-controller.ts';
import { LocalizeController } from './controllers/localize-controller.ts';
import { SubmissionController } from './controllers/submission-controller.ts';
import { answerIn, type Control, fillIn } from './controls.ts';
import {
  IntakeAcceptedEvent,
  IntakeFailedEvent,
  IntakeReadyEvent,
  IntakeRejectedEvent,
  IntakeStepEvent,
  IntakeSubmittingEvent,
} from './events.ts';
import { languageOf } from './language-of.ts';
import { presetsFrom } from './presets.ts';
import { controls } from './styles/controls.styles.ts';
import { layout } from './styles/layout.styles.ts';
import { plain } from './styles/plain.styles.ts';
import { tokens } from './styles/tokens.styles.ts';
import { usableDefinition } from './usable-definition.ts';
import { receiptView } from './views/receipt.ts';
import { stepView } from './views/step.ts';

/** The definitions that the element brings along, by name. */
const builtIn = new Map<string, FormDefinition>([[driverShort.name, driverShort]]);

/**
 * A job-application form for drivers, which sends its answers to a proxy server once and shows a receipt.
 *
 * What a reader has entered survives everything but `reset()` and an accepted application: going back, complaints, a
 * failed sending, a change of any attribute or property, and being moved within the page. Events carry ids, codes and
 * step names, never what a person typed.
 *
 * @summary A multi-step job application that can be put on any page.
 *
 * @fires {IntakeReadyEvent} intake-ready - The form has been drawn for the first time.
 * @fires {IntakeStepEvent} intake-step - Another step shows: `from`, `to`.
 * @fires {IntakeSubmittingEvent} intake-submitting - The application is about to be sent; `preventDefault()` stops it.
 * @fires {IntakeAcceptedEvent} intake-accepted - The server has stored the application: `id`, `reference`.
 * @fires {IntakeRejectedEvent} intake-rejected - The server found something wrong: `issues`.
 * @fires {IntakeFailedEvent} intake-failed - The application could not be sent: `kind`.
 *
 * @slot legal - The employer's own notice, above the submit button of the last step.
 * @slot receipt - The employer's own words on the receipt.
 *
 * @csspart base - The box around everything.
 * @csspart form - The native form.
 * @csspart progress - "Step 2 of 3" and the bar.
 * @csspart progress-bar - The bar alone.
 * @csspart title - The heading of a step or of the receipt.
 * @csspart help - The sentence below the heading of a step.
 * @csspart error-summary - The list of complaints above a step.
 * @csspart fields - The questions of a step.
 * @csspart field - One question with everything that belongs to it.
 * @csspart field-label - The label or legend of a question.
 * @csspart field-hint - The line below a label.
 * @csspart field-error - The complaint below a field.
 * @csspart input - A text field or list.
 * @csspart option - The card of one option or consent.
 * @csspart failure - The sentence above the buttons after a failed sending.
 * @csspart actions - The row of buttons.
 * @csspart back-button - The button to the step before.
 * @csspart submit-button - The button to the next step, or to send.
 * @csspart receipt - What shows once the application has been accepted.
 * @csspart receipt-mark - The check mark of the receipt.
 * @csspart reference - The box of the reference.
 * @csspart copy-button - The button that copies the reference.
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
 * @cssstate submitted - The receipt shows.
 */
export class ApplicantIntake extends LitElement {
  static override styles = [tokens, layout, controls, plain];

  static override properties = {
    endpoint: {},
    form: {},
    locale: {},
    applicationType: { attribute: 'application-type' },
    applicationSource: { attribute: 'application-source' },
    jobId: { attribute: 'job-id' },
    employer: {},
    theme: { reflect: true },
    definition: { attribute: false },
    transport: { attribute: false },
    values: { attribute: false },
    messages: { attribute: false },
  };

  /** The proxy's base URL. Default: the page's own origin. */
  declare endpoint: string | null | undefined;
  /** The name of a built-in form. Default: `driver-short`. */
  declare form: string | null | undefined;
  /** The BCP 47 tag of the form's language. Default: the nearest `lang` of the page, then the browser's language. */
  declare locale: string | null | undefined;
  /** Answers the question of that name, which is then not asked. The case of the code does not matter. */
  declare applicationType: string | null | undefined;
  /** Where the applicants of this page come from, such as `CDL Job Now`. */
  declare applicationSource: string | null | undefined;
  /** The advertised job that applicants of this page apply for. */
  declare jobId: string | null | undefined;
  /** The carrier's name, which a consent to text messages must give. */
  declare employer: string | null | undefined;
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

  readonly #words = new LocalizeController(this);
  readonly #submission = new SubmissionController(this);
  readonly #leaving = new LeaveController(this, (key) => this.#checkLeft(key));
  /** Absent in Safari before 16.4. */
  readonly #internals = this.attachInternals?.();
  readonly #state = new FormState({ definition: driverShort });
  /** What {@link #state} was configured from. */
  #settings: readonly unknown[] = [];
  #ownDefinition: FormDefinition | undefined;
  #landing: Landing | undefined;
  #stepKey = '';
  /** The fields that the last attempt to go on found wrong. */
  #summary: readonly string[] = [];
  /** The consents given, as they were shown when their box was ticked. */
  #agreed = new Map<string, ShownText>();
  /** The id of what takes focus after the next drawing. */
  #focusNext: string | undefined;
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
    this.#landing ??= { href: location.href, referrer: document.referrer };
  }

  /** The first drawing waits for its language, so that the form does not change it before the reader's eyes. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) {
      this.#localize();
      await this.#words.settled;
    }
    super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    this.#localize();
    this.#settle();
  }

  protected override firstUpdated(): void {
    this.dispatchEvent(new IntakeReadyEvent());
  }

  protected override updated(_changed: PropertyValues): void {
    fillIn(this.renderRoot, this.#state);
    const { status } = this.#submission.progress;
    this.#mark('submitting', status === 'sending');
    this.#mark('submitted', status === 'received');
    if (this.#focusNext) this.renderRoot.querySelector<HTMLElement>(`#${this.#focusNext}`)?.focus();
    this.#focusNext = undefined;
  }

  /** Sends the application, whatever step shows; or shows what is wrong with it. Settles when the outcome shows. */
  async submit(): Promise<void> {
    this.#settle();
    const { status } = this.#submission.progress;
    if (status === 'sending' || status === 'received' || this.#asking) return;
    if (this.#complain(this.#state.check())) return;
    const { id } = this.#submission;
    this.#asking = true;
    const allowed = this.dispatchEvent(new IntakeSubmittingEvent(id));
    this.#asking = false;
    // A page that has begun another application meanwhile does not want this one.
    if (allowed && id === this.#submission.id) await this.#send(id);
  }

  /** Checks the whole form and shows every complaint at its field. Empty: all is well. */
  validate(): readonly Issue[] {
    this.#settle();
    return this.#state.check();
  }

  /** Begins another application: empties the form, save `values`, and shows its first step. */
  reset(): void {
    this.#submission.reset();
    this.#agreed.clear();
    this.#summary = [];
    this.#state.reset();
    this.#show(this.#state.steps[0]);
  }

  /** Shows the step of that key, if it has a question to ask. */
  goToStep(key: string): void {
    this.#settle();
    this.#show(this.#state.steps.find((step) => step.key === key));
  }

  get #messages(): Messages {
    return this.#words.under(this.messages);
  }

  /** The step that shows. A step may lose its last question while it shows; then the reader starts over. */
  get #step(): StepDefinition | undefined {
    const { steps } = this.#state;
    return steps.find(({ key }) => key === this.#stepKey) ?? steps[0];
  }

  #localize(): void {
    this.#words.use(this.locale || languageOf(this));
  }

  /** Brings the state up to date with the properties, also for a method that is called before the next drawing. */
  #settle(): void {
    const { form, values, applicationType } = this;
    const settings = [this.definition, form, values, applicationType];
    const before = this.#settings;
    if (settings.every((each, index) => each === before[index]) && before.length) return;
    this.#settings = settings;
    if (this.definition !== before[0]) this.#ownDefinition = usableDefinition(this.definition);
    if (!this.definition && form && !builtIn.has(form)) {
      console.warn(`<applicant-intake>: form="${form}" is not one of ${[...builtIn.keys()].join(', ')}`);
    }
    const definition = this.#ownDefinition ?? builtIn.get(form ?? '') ?? driverShort;
    const presets = presetsFrom(definition, applicationType, console.warn);
    this.#state.configure({ definition, presets, values: values ?? undefined });
  }

  #show(step: StepDefinition | undefined, focus = 'title'): void {
    if (!step || this.#submission.progress.status === 'sending') return;
    const from = this.#step?.key ?? '';
    this.#stepKey = step.key;
    this.#focus(focus);
    if (from === step.key) return;
    if (focus === 'title') this.#summary = [];
    this.#submission.forgive();
    this.dispatchEvent(new IntakeStepEvent(from, step.key));
  }

  /** Shows complaints at the first step that has one. Whether there were any. */
  #complain(issues: readonly Issue[]): boolean {
    const keys = issues.map(keyOf);
    const step = this.#state.steps.find((each) =>
      this.#state.fields(each).some(({ key }) => keys.includes(key)),
    );
    if (!step) return false;
    this.#summary = keys;
    this.#show(step, 'summary');
    return true;
  }

  async #send(id: string): Promise<void> {
    const { language } = this.#messages;
    const { answers, consents } = this.#state;
    // Its controls cannot be changed while they are being sent; focus must not be lost with them.
    this.#focus('primary');
    const error = await this.#submission.send(
      JSON.stringify([id, language, answers, consents]),
      (draft) =>
        buildSubmission(this.#state, {
          ...draft,
          language,
          attribution: attributionOf(this.#landing ?? { href: '', referrer: '' }, {
            application_source: this.applicationSource,
            job_id: this.jobId,
          }),
          submittedAt: new Date(),
          consentText: (document) => this.#agreed.get(document) ?? this.#agreement(document),
        }),
      this.transport ?? httpTransport(this.endpoint ? { endpoint: this.endpoint } : {}),
    );
    const { progress } = this.#submission;
    if (!error && progress.status === 'received') {
      this.#focus('title');
      this.dispatchEvent(new IntakeAcceptedEvent(id, progress.reference));
    } else if (error?.kind === 'invalid') {
      // What is wrong with no field of this form is left to the failure's general sentence.
      const landed = this.#state.showIssues(error.issues);
      if (landed.length) this.#submission.forgive();
      this.#complain(landed);
      this.dispatchEvent(new IntakeRejectedEvent(error.issues));
    } else if (error && error.kind !== 'aborted') {
      await this.updateComplete;
      // The button that was pressed may float over the foot of a long step, below which the sentence stands.
      this.renderRoot.querySelector('[part=failure]')?.scrollIntoView({ block: 'nearest' });
      this.dispatchEvent(new IntakeFailedEvent(error.kind));
    }
  }

  #agreement(document: string): ShownText {
    const messages = this.#messages;
    return { text: consentText(messages, document, this.employer ?? ''), language: messages.language };
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
    const { name } = control;
    const answer = answerIn(control, this.#state);
    if (this.#state.value(name) === answer) return;
    if (control.type === 'checkbox') this.#agreed.set(name, this.#agreement(name));
    this.#state.set(name, answer);
  }

  #onFocusOut({ name, type }: Control): void {
    // Radios are passed through with the keyboard, and once chosen there is nothing to complain about.
    if (name && type !== 'radio') this.#leaving.leave(name);
  }

  #checkLeft(key: string): void {
    const before = this.#state.issueAt(key);
    this.#state.leave(key);
    const found = this.#state.issueAt(key);
    const field = this.#state.field(key);
    if (!found || found === before || !field) return;
    const messages = this.#messages;
    this.#announce(`${fieldText(messages, key).label}: ${issueText(messages, field, found)}`);
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    const step = this.#step;
    const { steps } = this.#state;
    if (!step || this.#submission.progress.status === 'sending') return;
    const next = steps[steps.indexOf(step) + 1];
    if (!next) void this.submit();
    else if (!this.#complain(this.#state.check(step))) this.#show(next);
  }

  #onBack(): void {
    const { steps } = this.#state;
    const step = this.#step;
    if (step) this.#show(steps[steps.indexOf(step) - 1]);
  }

  async #onCopy(): Promise<void> {
    const { words } = this.#messages;
    const reference = this.renderRoot.querySelector('#reference');
    if (!reference) return;
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

  /** Moves focus once the next drawing is done. */
  #focus(id: string): void {
    this.#focusNext = id;
    this.requestUpdate();
  }

  #announce(text: string): void {
    this.#announcement = text;
    this.requestUpdate();
  }

  protected override render() {
    const messages = this.#messages;
    return html`<div class="root" part="base" lang=${messages.language}>
      ${this.#renderView(messages)}
      <p class="hidden" role="status">${this.#announcement}</p>
    </div>`;
  }

  #renderView(messages: Messages) {
    const { progress } = this.#submission;
    const step = this.#step;
    if (progress.status === 'received') {
      return receiptView({
        messages,
        name: String(this.#state.value('first_name') ?? '').trim(),
        reference: progress.reference,
        earlier: progress.earlier,
        onCopy: () => this.#onCopy(),
      });
    }
    // Each step has a place of its own, so that no step is drawn into the controls of another.
    const views = this.#state.definition.steps.map((each) =>
      each === step
        ? stepView({
            state: this.#state,
            step,
            messages,
            employer: this.employer ?? '',
            progress,
            summary: this.#summary,
            onBack: () => this.#onBack(),
          })
        : null,
    );
    return html`<form part="form" novalidate @submit=${this.#onEvent} @input=${this.#onEvent}
      @change=${this.#onEvent} @focusout=${this.#onEvent}>${views}</form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'applicant-intake': ApplicantIntake;
  }
}
