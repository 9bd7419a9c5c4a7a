import type { Locator, Page } from 'playwright-core';
import type { Candidate } from './candidates.ts';
import { type SectionContent, sections } from './form-content.ts';

/** A phone's, in CSS pixels. */
export const screen = { width: 412, height: 915 };

/** What an invented driver answers, by field key. */
export const answers: Readonly<Record<string, string>> = {
  application_type: 'COMPANY',
  has_cdl: 'true',
  cdl_type: 'A',
  driving_preference: 'SOLO',
  truck_type: 'TRACTOR',
  first_name: 'Rosa',
  last_name: 'Delgado',
  phone: '720-555-0142',
  email: 'rosa.delgado@example.com',
  contact_time: 'evening',
  street: '110 Main St',
  city: 'Denver',
  state: 'CO',
  postal_code: '80207',
  country: 'US',
  sms: 'true',
};

const firstTextKey = 'first_name';

/** The controls of a field; every candidate names them by its key. Playwright looks inside open shadow roots. */
const controlOf = (page: Page, key: string) => page.locator(`[name="${key}"]`);

/** The button that goes on or sends. */
export const submitButton = (page: Page, { submit }: Candidate): Locator => page.locator(submit).last();

/** The first field that is typed into, after some groups of choices. */
export const firstTextField = (page: Page): Locator => controlOf(page, firstTextKey);

async function answer(page: Page, key: string): Promise<void> {
  const value = answers[key] ?? '';
  const control = controlOf(page, key);
  const kind = await control
    .first()
    .evaluate((element) => (element as HTMLInputElement | HTMLSelectElement).type);
  if (kind === 'radio') await page.locator(`[name="${key}"][value="${value}"]`).check();
  else if (kind === 'checkbox') await control.check();
  else if (kind === 'select-one') await control.selectOption(value);
  else await control.fill(value);
}

async function answerSection(page: Page, fields: SectionContent['fields']): Promise<void> {
  for (const { key } of fields) await answer(page, key);
}

/** Answers the questions before the first text field, which then shows. */
export async function answerChoices(page: Page, candidate: Candidate): Promise<void> {
  for (const { fields } of sections) {
    if (fields.some(({ key }) => key === firstTextKey)) break;
    await answerSection(page, fields);
    if (candidate.stepwise) await submitButton(page, candidate).click();
  }
  await firstTextField(page).waitFor();
}

/** Answers everything and sends it. */
export async function answerAll(page: Page, candidate: Candidate): Promise<void> {
  for (const [index, { fields }] of sections.entries()) {
    await answerSection(page, fields);
    if (candidate.stepwise || index === sections.length - 1) await submitButton(page, candidate).click();
  }
}
