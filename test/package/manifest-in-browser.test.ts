import type { CustomElementDeclaration } from 'custom-elements-manifest';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createManifest } from '../../scripts/manifest.ts';
import type { ApplicantIntake } from '../../src/element/applicant-intake.ts';
import type { FormDefinition } from '../../src/model/index.ts';
import { launchBrowser } from '../support/browser.ts';
import { fillIn } from '../support/fill-in.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';

const element = createManifest().modules[0]?.declarations?.[0] as CustomElementDeclaration;
const namesOf = (things: readonly { readonly name: string }[] = []) => things.map(({ name }) => name).sort();

/** A page that says everything about itself that changes what is drawn. */
const html = `<!doctype html><html lang="en"><title>Drive with us</title>
<script type="module" src="/applicant-intake.js"></script>
<applicant-intake employer="Example Freight" phone="720-555-0142" privacy-href="/privacy" languages="en es" save-draft>
<p slot="legal">An equal opportunity employer.</p><p slot="receipt">Thank you.</p>
</applicant-intake>`;

/** A form with the kinds of fields that the short one does without. */
const furtherForm: FormDefinition = {
  name: 'further',
  version: '1',
  steps: [
    {
      key: 'all',
      fields: [
        { key: 'born', kind: 'date' },
        { key: 'endorsements', kind: 'checkboxes', options: [{ code: 'H' }, { code: 'T' }] },
        { key: 'about', kind: 'textarea' },
        { key: 'jobs', kind: 'repeater', fields: [{ key: 'employer', kind: 'text' }] },
        { key: 'papers', kind: 'file' },
        { key: 'signature', kind: 'signature' },
      ],
    },
  ],
};

let browser: Browser;
let site: LandingSite;
/** What the proxy answers to applications and files, when it is not well. */
let trouble = 0;
beforeAll(async () => {
  const instead = ({ method }: Request) =>
    method === 'POST' && trouble ? new Response(null, { status: trouble }) : undefined;
  const pages = { '/drive': html, '/another': html.replace(' save-draft', '') };
  site = await startLandingSite(pages, { instead });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Notes every part and slot that the element draws, from its first drawing on. */
function watch() {
  const seen = { parts: new Set<string>(), slots: new Set<string>() };
  Object.assign(globalThis, { seen });
  customElements.whenDefined('applicant-intake').then(() => {
    const root = document.querySelector('applicant-intake')?.shadowRoot as ShadowRoot;
    const note = () => {
      for (const { part } of root.querySelectorAll('[part]')) for (const name of part) seen.parts.add(name);
      for (const { name } of root.querySelectorAll('slot')) seen.slots.add(name);
    };
    note();
    new MutationObserver(note).observe(root, { subtree: true, childList: true, attributes: true });
  });
}

const seenOn = (page: Page, what: 'parts' | 'slots') =>
  page.evaluate((kind) => [...Reflect.get(globalThis, 'seen')[kind]] as string[], what);

async function open(page: Page, path = '/drive') {
  await page.addInitScript(watch);
  page.setDefaultTimeout(15_000);
  await page.goto(site.origin + path);
  return page.locator('applicant-intake');
}

/** Every view of the short form, with all that can go wrong. */
async function walkShortForm(page: Page): Promise<string[]> {
  const form = await open(page);
  const press = (name: string) => form.getByRole('button', { name, exact: true }).click();
  await press('Continue');
  await form.getByText('Choose what you are applying as').first().waitFor();
  await form.evaluate((each: ApplicantIntake) => {
    each.messages = { fields: { city: { hint: 'Where you live.' } } };
  });
  await form.getByRole('radio', { name: 'No', exact: true }).check();
  await fillIn(form);
  await form.getByRole('button', { name: 'Clear this device' }).waitFor();
  trouble = 403;
  await press('Send application');
  await form.getByText('This page cannot send applications').waitFor();
  trouble = 500;
  await press('Try again');
  await form.getByRole('heading', { name: 'Saved, and not sent yet' }).waitFor();
  const before = await seenOn(page, 'parts');
  // A page that knows nothing of the draft begins with news of the application that waits.
  const later = await page.context().newPage();
  await open(later, '/another');
  trouble = 0;
  // It goes out by itself.
  await form.getByRole('button', { name: 'Copy' }).waitFor();
  await later
    .getByText(/application you finished earlier/i)
    .first()
    .waitFor();
  return [...before, ...(await seenOn(page, 'parts')), ...(await seenOn(later, 'parts'))];
}

/** Every view of the further kinds of fields. */
async function walkFurtherForm(page: Page): Promise<string[]> {
  const form = await open(page);
  await form.evaluate((each: ApplicantIntake, definition) => {
    each.definition = definition;
  }, furtherForm);
  const press = (name: string | RegExp) => form.getByRole('button', { name }).click();
  await press(/^Add/);
  await press(/^Remove/);
  const file = { name: 'cdl.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') };
  await form.locator('input[type=file]').first().setInputFiles(file);
  await form.getByRole('button', { name: /^Remove.*cdl.pdf/ }).waitFor();
  await press(/draw/i);
  await form.getByRole('group', { name: /draw/i }).waitFor();
  const before = await seenOn(page, 'parts');
  await form.evaluate((each: ApplicantIntake) => {
    each.transport = { submit: async ({ id }) => ({ id, reference: 'K7M2-42QX', status: 'queued' }) };
    each.endpoint = 'http://127.0.0.1:1';
  });
  await press('Send application');
  await form.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 25_000 });
  return [...before, ...(await seenOn(page, 'parts'))];
}

describe('the manifest, held against the form in a browser', () => {
  it('names the properties and attributes that the element has', async () => {
    const page = await browser.newPage();
    const form = await open(page);
    const [attributes, fields] = await form.evaluate((each: ApplicantIntake) => {
      const { constructor: elementClass } = each as unknown as {
        constructor: { observedAttributes: string[]; prototype: object };
      };
      const own = Object.entries(Object.getOwnPropertyDescriptors(elementClass.prototype));
      const settable = own.filter(([, { set }]) => set).map(([name]) => name);
      return [elementClass.observedAttributes, settable] as const;
    });
    expect(namesOf(element.attributes)).toEqual([...attributes].sort());
    const members = element.members ?? [];
    expect(namesOf(members.filter(({ kind }) => kind === 'field'))).toEqual([...fields].sort());
    const methods = namesOf(members.filter(({ kind }) => kind === 'method'));
    const kinds = await form.evaluate(
      (each, names) => names.map((name) => typeof Reflect.get(each, name)),
      methods,
    );
    expect(kinds).toEqual(methods.map(() => 'function'));
    await page.close();
  });

  it('names every part that is ever drawn, and no other', async () => {
    const context = await browser.newContext();
    const short = await walkShortForm(await context.newPage());
    const further = await walkFurtherForm(await context.newPage());
    await context.close();
    expect([...new Set([...short, ...further])].sort()).toEqual(namesOf(element.cssParts));
  }, 60_000);

  it('names the slots in which a page’s own words can be read, and no other', async () => {
    const page = await browser.newPage();
    const form = await open(page);
    const texts = await form.evaluate((each: ApplicantIntake, names) => {
      each.append(
        ...names.map((slot) =>
          Object.assign(document.createElement('p'), { slot, textContent: `In ${slot}` }),
        ),
      );
      return names.map((name) => `In ${name}`);
    }, namesOf(element.slots));
    await fillIn(form);
    const read = new Set<string>();
    const note = async () => {
      for (const text of texts) if (await page.getByText(text).isVisible()) read.add(text);
    };
    await note();
    for (const box of await form.getByRole('checkbox').all()) await box.check();
    await form.getByRole('button', { name: 'Send application' }).click();
    await form.getByRole('button', { name: 'Copy' }).waitFor();
    await note();
    expect([...read].sort()).toEqual(texts);
    expect((await seenOn(page, 'slots')).sort()).toEqual(namesOf(element.slots));
    await page.close();
  });
});
