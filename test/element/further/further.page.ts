import { type Locator, page, userEvent } from 'vitest/browser';
import { IntakePage, type Settings } from '../intake.page.ts';
import { type FurtherStep, furtherForm, furtherTexts } from './further-form.ts';

/** What has to be answered in the form, so that it can be sent. */
export const complete = {
  first_name: 'José',
  last_name: 'De la Cruz',
  birth_date: '1990-03-07',
  employers: [{ employer: 'ABC Trucking', began: '2019-03', current: true }],
  signature: 'José De la Cruz',
};

/** What a reader does with the kinds of fields that the short form does without. */
export class FurtherPage {
  readonly form: IntakePage;
  readonly root: Locator;

  constructor(form: IntakePage) {
    this.form = form;
    this.root = page.getByTestId(form.element.dataset.testid ?? '');
  }

  /** The form at one of its steps. */
  static async openAt(step: FurtherStep, settings: Settings = {}): Promise<FurtherPage> {
    const own = { definition: furtherForm, messages: furtherTexts };
    const opened = await IntakePage.open({ ...own, ...settings });
    opened.element.goToStep(step);
    await opened.settled();
    return new FurtherPage(opened);
  }

  /** The form with everything in it but the files. */
  static async openFilledIn(step: FurtherStep, settings: Settings = {}): Promise<FurtherPage> {
    return FurtherPage.openAt(step, { ...settings, values: { ...complete, ...settings.values } });
  }

  group(name: string | RegExp, within: Locator = this.root): Locator {
    return within.getByRole('group', { name });
  }

  /** One of the fields of a date. */
  part(date: string | RegExp, name: string, within: Locator = this.root): Locator {
    return this.group(date, within).getByRole('textbox', { name, exact: true });
  }

  box(name: string | RegExp): Locator {
    return this.root.getByRole('checkbox', { name });
  }

  /** Chooses files by the label of their field. */
  async choose(field: string | RegExp, ...files: File[]): Promise<void> {
    const control = this.group(field).getByLabelText(/^Choose/);
    await userEvent.upload(control, files);
    await this.form.settled();
  }

  /** The files of a field, as they read. */
  listed(field: string | RegExp): string[] {
    const items = this.group(field).getByRole('listitem').elements();
    return items.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  }

  /** Goes on, and waits. */
  async goOn(): Promise<void> {
    await this.form.press('Continue');
  }

  get focused(): Element | null {
    return this.form.focused;
  }

  /** What is read out politely within a field. */
  news(field: string | RegExp): string {
    const said = this.group(field).getByRole('status').elements();
    return said
      .map(({ textContent }) => textContent.trim())
      .join(' ')
      .trim();
  }
}

/** Types with the keyboard, wherever the focus is. */
export const keys = (text: string): Promise<void> => userEvent.keyboard(text);

/** A file of a type, as large as wanted. */
export const fileOf = (name: string, type = 'application/pdf', size = 1000): File =>
  new File([new Uint8Array(size)], name, { type, lastModified: 1 });
