import { fixture, html } from '@open-wc/testing';
import { type Locator, page, userEvent } from 'vitest/browser';
import '../../src/element/define.ts';
import type { ApplicantIntake } from '../../src/element/applicant-intake.ts';
import type { Submission } from '../../src/model/submission.ts';
import type { Accepted } from '../../src/protocol/accepted.ts';
import type { Transport } from '../../src/transport/transport.ts';

/** What a test sets on the element before it is put on the page. */
export type Settings = Partial<
  Pick<
    ApplicantIntake,
    | 'locale'
    | 'theme'
    | 'employer'
    | 'applicationType'
    | 'applicationSource'
    | 'jobId'
    | 'definition'
    | 'values'
    | 'messages'
    | 'transport'
  >
>;

/** A transport that keeps what it is given and answers as told, in order; then accepts. */
export class FakeTransport implements Transport {
  readonly submissions: Submission[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #answers: (Error | Promise<Accepted>)[];

  constructor(...answers: (Error | Promise<Accepted>)[]) {
    this.#answers = answers;
  }

  async submit(submission: Submission, { signal }: { signal: AbortSignal }): Promise<Accepted> {
    this.submissions.push(submission);
    this.signals.push(signal);
    const answer = this.#answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? { id: submission.id, reference: 'K7M-42Q', status: 'queued' };
  }
}

/** What a reader does with the form, by the words the reader sees. */
export class IntakePage {
  readonly element: ApplicantIntake;
  readonly transport: FakeTransport;
  readonly #root: Locator;

  constructor(element: ApplicantIntake, transport: FakeTransport) {
    this.element = element;
    this.transport = transport;
    this.#root = page.elementLocator(element);
  }

  static async open(settings: Settings = {}, transport = new FakeTransport()): Promise<IntakePage> {
    const element = await fixture<ApplicantIntake>(html`<applicant-intake locale="en"></applicant-intake>`);
    Object.assign(element, { transport, ...settings });
    const opened = new IntakePage(element, transport);
    await opened.settled();
    return opened;
  }

  /** Waits until everything is drawn and nothing moves. */
  async settled(): Promise<void> {
    while (!(await this.element.updateComplete));
    // A spinner turns for as long as it shows.
    const passing = this.#shadow.getAnimations().filter((each) => each.effect?.getTiming().iterations === 1);
    await Promise.all(passing.map((each) => each.finished.catch(() => undefined)));
  }

  /** Waits until the form has changed its language. */
  async inLanguage(language: string): Promise<void> {
    for (let turns = 0; turns < 100 && !this.#shadow.querySelector(`[lang=${language}]`); turns += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.settled();
  }

  get #shadow(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (!shadowRoot) throw new Error('no shadow root');
    return shadowRoot;
  }

  heading(name?: string | RegExp) {
    return this.#root.getByRole('heading', { level: 2, ...(name && { name }) });
  }

  field(label: string | RegExp) {
    return this.#root.getByRole('textbox', { name: label });
  }

  list(label: string | RegExp) {
    return this.#root.getByRole('combobox', { name: label });
  }

  group(label: string | RegExp) {
    return this.#root.getByRole('radiogroup', { name: label });
  }

  option(group: string | RegExp, label: string | RegExp) {
    return this.group(group).getByRole('radio', { name: label });
  }

  consent() {
    return this.#root.getByRole('checkbox');
  }

  button(name: string | RegExp) {
    return this.#root.getByRole('button', { name });
  }

  summary() {
    return this.#root.getByRole('group', { name: /^Check th|^Revise est/ });
  }

  progress(name: string | RegExp) {
    return this.#root.getByRole('progressbar', { name });
  }

  alert() {
    return this.#root.getByRole('alert');
  }

  status() {
    return this.#root.getByRole('status');
  }

  text(text: string | RegExp) {
    return this.#root.getByText(text);
  }

  /** The element that has focus, inside the shadow root. */
  get focused(): Element | null {
    return this.#shadow.activeElement;
  }

  /** What assistive technology is told about a control besides its name. */
  description(control: Element): string {
    const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return ids
      .map((id) => this.#shadow.getElementById(id)?.textContent?.replace(/\s+/g, ' ').trim())
      .join(' ');
  }

  async choose(group: string | RegExp, label: string | RegExp): Promise<void> {
    await userEvent.click(this.option(group, label));
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    await userEvent.fill(this.field(label), text);
  }

  async press(name: string | RegExp): Promise<void> {
    await userEvent.click(this.button(name));
    await this.settled();
  }

  async answerDriving(): Promise<void> {
    await this.choose(/applying as/, 'Contractor Driver');
    await this.choose(/have a CDL/, 'Yes');
    await this.choose('CDL class', 'Class A');
    await this.press('Continue');
    await this.choose(/like to drive/, 'Solo Driving');
    await userEvent.selectOptions(this.list('Truck type'), 'STRAIGHT');
  }

  async answerContact(): Promise<void> {
    await this.type('First name', 'Craig');
    await this.type('Last name(s)', 'Daniels');
    await this.type('Mobile phone', '720-340-1313');
    await this.type('Email', 'newuser@example.com');
  }

  /** Fills in the form up to its last button. */
  async answerAll(): Promise<void> {
    await this.answerDriving();
    await this.press('Continue');
    await this.answerContact();
    await this.press('Continue');
    await this.type('ZIP code', '80207');
    await this.press('Continue');
  }
}

/** Collects the events of a name, each as it was when it arrived. */
export function collect<Name extends keyof HTMLElementEventMap>(target: EventTarget, name: Name) {
  const events: HTMLElementEventMap[Name][] = [];
  target.addEventListener(name, (event) => events.push(event as HTMLElementEventMap[Name]));
  return events;
}
