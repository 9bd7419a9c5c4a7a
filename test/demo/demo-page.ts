import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What the page's reader sees and does, by label and role. */
export class DemoPage {
  /** Everything a browser complained about: console errors, uncaught errors, violations of the policy. */
  readonly complaints: string[] = [];
  readonly form: Locator;
  readonly panel: Locator;
  readonly calls: Locator;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    // Below the limit of a test, so that a failure names the step.
    page.setDefaultTimeout(10_000);
    this.form = page.locator('applicant-intake');
    this.panel = page.getByRole('complementary', { name: 'Behind the form' });
    this.calls = page.getByRole('list', { name: 'Calls, oldest first' });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.form.getByRole('heading', { level: 2 }).waitFor();
    // The sandbox of the static page begins when its service worker does.
    await expect.poll(() => this.page.locator('#live').textContent(), { timeout: 15_000 }).toBe('live');
  }

  /** Answers every question the way a driver would, up to the review. */
  async fillIn(email: string): Promise<void> {
    const { form } = this;
    await form.getByRole('radio', { name: 'Contractor Driver' }).check();
    await form.getByRole('radio', { name: 'Yes' }).check();
    await form.getByRole('radio', { name: 'Class A' }).check();
    await this.goOn();
    await form.getByRole('radio', { name: 'Solo Driving' }).check();
    await form.getByRole('combobox', { name: 'Truck type' }).selectOption('STRAIGHT');
    await this.goOn();
    await form.getByLabel('First name').fill('Nadia');
    await form.getByLabel('Last name(s)').fill('Okafor');
    await form.getByLabel('Mobile phone').fill('555-555-0142');
    await form.getByLabel('Email').fill(email);
    await form.getByLabel('ZIP code').fill('80207');
    await this.goOn();
  }

  async goOn(): Promise<void> {
    await this.form.getByRole('button', { name: 'Continue' }).click();
  }

  async send(): Promise<void> {
    await this.form.getByRole('button', { name: 'Send application' }).click();
  }

  async expectReceipt(): Promise<void> {
    const heading = this.form.getByRole('heading', { name: 'We have your application' });
    await heading.waitFor({ timeout: 15_000 });
  }

  /** The operations in the timeline, faults after a slash: `create-incident/timeout-after-commit`. */
  async operations(): Promise<string[]> {
    return this.calls.locator('.call-row').evaluateAll((rows) =>
      rows.map((row) => {
        const fault = row.querySelector('.badge.warn')?.textContent;
        return [(row as HTMLElement).dataset.operation, ...(fault ? [fault] : [])].join('/');
      }),
    );
  }

  async expectOperations(...operations: string[]): Promise<void> {
    await expect.poll(() => this.operations(), { timeout: 20_000 }).toEqual(operations);
  }

  async expectStatus(status: string): Promise<void> {
    const badge = this.panel.locator('#applications .badge').last();
    await expect.poll(() => badge.textContent(), { timeout: 20_000 }).toBe(status);
  }
}
