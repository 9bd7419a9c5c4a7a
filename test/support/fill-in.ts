import type { Locator } from 'playwright-core';
import { type Language, words } from './words.ts';

export interface FillInOptions {
  /** Default: English. */
  readonly language?: Language;
  /** Default: `rosa@example.com`. */
  readonly email?: string;
}

/** Fills in the short form like a driver, from its first step up to the button that sends. */
export async function fillIn(form: Locator, options: FillInOptions = {}): Promise<void> {
  const { language = 'en', email = 'rosa@example.com' } = options;
  const says = words[language];
  const option = (name: string) => form.getByRole('radio', { name, exact: true }).check();
  const next = () => form.getByRole('button', { name: says.next }).click();
  await option(says.role);
  await option(says.yes);
  await option(says.cdl);
  await next();
  await option(says.solo);
  await form.getByLabel(says.truck).selectOption('STRAIGHT');
  await next();
  await form.getByLabel(says.first).fill('Rosa');
  await form.getByLabel(says.last).fill('Delgado');
  await form.getByLabel(says.phone).fill('(720) 555-0142');
  await form.getByLabel(says.email).fill(email);
  await form.getByLabel(says.zip).fill('80207');
  await next();
  await form.getByRole('button', { name: says.send }).waitFor();
}

/** Fills in the short form and sends it. Resolves to the reference on the receipt. */
export async function apply(form: Locator, options: FillInOptions = {}): Promise<string> {
  await fillIn(form, options);
  await form.getByRole('button', { name: words[options.language ?? 'en'].send }).click();
  return (await form.getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/).textContent()) ?? '';
}
