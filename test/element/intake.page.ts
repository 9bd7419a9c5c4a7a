import { expect, fixture, html } from '@open-wc/testing';
import { render } from 'lit/html.js';
import { vi } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import '../../src/element/define.ts';
import type { ApplicantIntake } from '../../src/element/applicant-intake.ts';
import { en } from '../../src/locales/en.ts';
import type { StepKey } from '../../src/locales/messages.ts';
import type { Answers } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { FakeTransport } from './fake-transport.ts';

/** What a test sets on the element before it is put on the page. */
export type Settings = Partial<
  Pick<
    ApplicantIntake,
    | 'endpoint'
    | 'form'
    | 'locale'
    | 'languages'
    | 'theme'
    | 'employer'
    | 'phone'
    | 'privacyHref'
    | 'termsHref'
    | 'noHistory'
    | 'saveDraft'
    | 'applicationType'
    | 'applicationSource'
    | 'jobId'
    | 'sourceMap'
    | 'attributionConsent'
    | 'prefill'
    | 'definition'
    | 'values'
    | 'messages'
    | 'transport'
  >
>;

/** The steps of the short form, and their headings. */
export const steps = driverShort.steps.map(({ key }) => key as StepKey);
export const titles = Object.fromEntries(steps.map((key) => [key, en.steps[key].title])) as Readonly<
  Record<StepKey, string>
>;

/** What Craig Daniels, who does not exist, answers to everything that needs an answer. */
export const answers: Answers = {
  application_type: 'CONTRACTOR',
  has_cdl: true,
  cdl_type: 'A',
  driving_preference: 'SOLO',
  truck_type: 'STRAIGHT',
  first_name: 'Craig',
  last_name: 'Daniels',
  phone: '720-555-0142',
  email: 'craig@example.com',
  postal_code: '80207',
};

/** Proxies that have never been heard of: no two forms share what is kept on the device, unless a test says so. */
const endpoint = () => `https://${crypto.randomUUID()}.example.com`;

/** What a reader does with the form, by the words the reader sees. */
export class IntakePage {
  readonly element: ApplicantIntake;
  readonly transport: FakeTransport;
  readonly #root: Locator;

  constructor(element: ApplicantIntake, transport: FakeTransport) {
    this.element = element;
    this.transport = transport;
    // What a page puts into the form must not be what the form is found by.
    element.dataset.testid ??= crypto.randomUUID();
    this.#root = page.getByTestId(element.dataset.testid);
  }

  /** A form on a page; `content` is what the page puts into its slots. */
  static async open(
    settings: Settings = {},
    transport = new FakeTransport(),
    content?: unknown,
  ): Promise<IntakePage> {
    const element = document.createElement('applicant-intake');
    Object.assign(element, { locale: 'en', endpoint: endpoint(), transport, ...settings });
    render(content, element);
    await fixture(html`${element}`);
    const opened = new IntakePage(element, transport);
    await opened.settled();
    return opened;
  }

  /** A form at one of its steps. */
  static async openAt(step: StepKey, ...rest: Parameters<typeof IntakePage.open>): Promise<IntakePage> {
    const opened = await IntakePage.open(...rest);
    await opened.goTo(step);
    return opened;
  }

  /** A form that the page has filled in, about to be sent. */
  static async openFilledIn(
    { values, ...settings }: Settings = {},
    ...rest: [FakeTransport?, unknown?]
  ): Promise<IntakePage> {
    return IntakePage.openAt('review', { values: { ...answers, ...values }, ...settings }, ...rest);
  }

  /** The form in the place of a fixture that a test has made itself. */
  static async within(parent: Element): Promise<IntakePage> {
    const element = parent.querySelector('applicant-intake') as ApplicantIntake;
    const transport = new FakeTransport();
    element.transport = transport;
    const opened = new IntakePage(element, transport);
    await opened.settled();
    return opened;
  }

  /** Waits until everything is drawn, and ends what moves. */
  async settled(): Promise<void> {
    await this.element.updateComplete;
    // A spinner turns for as long as it shows.
    const passing = this.#shadow.getAnimations().filter((each) => each.effect?.getTiming().iterations === 1);
    for (const each of passing) each.finish();
  }

  /** Waits until the form has changed its language. */
  async inLanguage(language: string): Promise<void> {
    await soon(() => expect(this.#shadow.querySelector('[part=base]')).to.have.property('lang', language));
    await this.settled();
  }

  /** Waits until a step, or the receipt, shows under that heading. The way back goes through the browser's history. */
  async shows(title: string | RegExp): Promise<void> {
    await soon(() =>
      typeof title === 'string' ? expect(this.title).to.equal(title) : expect(this.title).to.match(title),
    );
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

  /** The text of the heading. */
  get title(): string {
    return this.heading().element().textContent;
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

  consent(text?: string | RegExp) {
    return this.#root.getByRole('checkbox', { ...(text && { name: text }) });
  }

  link(name: string | RegExp) {
    return this.#root.getByRole('link', { name });
  }

  /** The answers under review, by their questions. */
  get reviewed(): Record<string, string> {
    const texts = (role: string) =>
      this.#root
        .getByRole(role)
        .elements()
        .map(({ textContent }) => textContent.trim());
    const said = texts('definition');
    return Object.fromEntries(texts('term').map((question, index) => [question, said[index] ?? '']));
  }

  button(name: string | RegExp) {
    return this.#root.getByRole('button', { name });
  }

  summary() {
    return this.#root.getByRole('group', { name: /^Check th|^Revise est/ });
  }

  languages() {
    return this.#root.getByRole('group', { name: /^Language$|^Idioma$/ });
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

  /** Goes to a step without the reader's doing. */
  async goTo(step: StepKey): Promise<void> {
    this.element.goToStep(step);
    await this.settled();
  }

  /** Goes back with the form's own button. */
  async back(title: string): Promise<void> {
    await userEvent.click(this.button('Back'));
    await this.shows(title);
  }

  async answerDriving(): Promise<void> {
    await this.choose(/applying as/, 'Contractor Driver');
    await this.choose(/have a CDL/, 'Yes');
    await this.choose('CDL class', 'Class A');
    await this.press('Continue');
  }

  async answerPreferences(): Promise<void> {
    await this.choose(/like to drive/, 'Solo Driving');
    await userEvent.selectOptions(this.list('Truck type'), 'STRAIGHT');
    await this.press('Continue');
  }

  async answerContact(): Promise<void> {
    await this.type('First name', 'Craig');
    await this.type('Last name(s)', 'Daniels');
    await this.type('Mobile phone', '720-555-0142');
    await this.type('Email', 'craig@example.com');
    await this.type('ZIP code', '80207');
    await this.press('Continue');
  }

  /** Fills in the form up to its last button. */
  async answerAll(): Promise<void> {
    await this.answerDriving();
    await this.answerPreferences();
    await this.answerContact();
  }
}

/** Waits until a check passes; for what comes by way of a timer, the browser's history or a file. */
export async function soon(check: () => void): Promise<void> {
  await vi.waitFor(check, { interval: 5, timeout: 3000 });
}

/** Collects the events of a name, each as it was when it arrived. */
export function collect<Name extends keyof HTMLElementEventMap>(target: EventTarget, name: Name) {
  const events: HTMLElementEventMap[Name][] = [];
  target.addEventListener(name, (event) => events.push(event as HTMLElementEventMap[Name]));
  return events;
}
