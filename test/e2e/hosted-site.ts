import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type OpenPageOptions, openPage } from '../support/open-page.ts';
import type { ProxyProcess } from '../support/proxy-process.ts';
import { until } from '../support/until.ts';

/** What the operator has set on the proxy of these tests. */
export const hosted = {
  employer: 'Example Freight',
  phone: '720-555-0199',
  privacyHref: 'https://www.example.com/privacy',
  termsHref: 'https://www.example.com/terms',
  applicationSource: 'CDL Job Now',
};

/** Opens the hosted page. One with complaints says so in its status, which Chromium repeats. */
export const openForm = (browser: Browser, url: string, options: OpenPageOptions = {}) =>
  openPage(browser, url, { allowed: /status of (422|403)/, ...options });

type Form = ReturnType<Page['locator']>;

/** The first step, right. */
export async function fillDriving(form: Form): Promise<void> {
  await form.getByRole('radio', { name: 'Contractor Driver' }).check();
  await form.getByRole('radio', { name: 'No', exact: true }).check();
  await goOn(form);
}

/** The second step, right. */
export async function fillPreferences(form: Form): Promise<void> {
  await form.getByRole('radio', { name: 'Solo Driving' }).check();
  await form.getByLabel('Truck type').selectOption('STRAIGHT');
  await goOn(form);
}

/** The third step, right. */
export async function fillContact(form: Form, email: string): Promise<void> {
  await form.getByLabel('First name').fill('María José');
  await form.getByLabel('Last name').fill("O'Brien");
  await form.getByLabel('Mobile phone').fill('(720) 555-0142');
  await form.getByLabel('Email').fill(email);
  await form.getByLabel('ZIP').fill('80207');
  await goOn(form);
}

export const goOn = (form: Form): Promise<void> => form.getByRole('button', { name: 'Continue' }).click();

/** The heading of the step that shows. */
export const heading = (form: Form, name: string | RegExp) => form.getByRole('heading', { name, level: 2 });

/** Whether the script has taken over. */
export const isTaken = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      customElements.get('applicant-intake') !== undefined &&
      !document.querySelector('applicant-intake')?.shadowRoot?.querySelector('#carried'),
  );

interface Incident {
  readonly customFields: { readonly c: { readonly submission_id: string } };
  readonly primaryContact: { readonly id: number };
}

interface Contact {
  readonly id: number;
  readonly emails: readonly { readonly address: string }[];
}

/** The contact with this address and its incidents, once there is one and nothing more comes. */
export async function recordsOf({ port }: ProxyProcess, email: string) {
  const find = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/b2c-service/_records`);
    const records = (await response.json()) as { incidents: Incident[]; contacts: Contact[] };
    const contact = records.contacts.find(({ emails }) => emails.some(({ address }) => address === email));
    const incidents = records.incidents.filter(({ primaryContact }) => primaryContact.id === contact?.id);
    return { contact, incidents };
  };
  await until(async () => (await find()).incidents.length > 0);
  await until(async () => {
    const readiness = await fetch(`http://127.0.0.1:${port}/readyz`);
    const { deliveries } = (await readiness.json()) as { deliveries: Record<string, number> };
    return deliveries.queued === 0 && deliveries.leased === 0;
  });
  return find();
}

/** The ids that the incidents of whoever has this address carry. */
export async function incidentsOf(proxy: ProxyProcess, email: string): Promise<string[]> {
  const { incidents } = await recordsOf(proxy, email);
  const found = incidents.map(({ customFields }) => customFields.c.submission_id);
  expect(new Set(found).size).toBe(found.length);
  return found;
}
