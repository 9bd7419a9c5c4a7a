import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type LandingSite, startLandingSite } from '../support/landing-site.ts';
import { openPage } from '../support/open-page.ts';
import { landingPage, script } from './landing-page.ts';

let browser: Browser;
let site: LandingSite;
beforeAll(async () => {
  site = await startLandingSite({ '/': landingPage(script.module, '<main></main>') });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Fifty forms come, are used, and go. */
const fifty = (page: Page) =>
  page.evaluate(async () => {
    for (let count = 0; count < 50; count += 1) {
      const intake = document.createElement('applicant-intake');
      intake.values = { first_name: 'Nadia' };
      document.querySelector('main')?.append(intake);
      await intake.updateComplete;
      intake.goToStep('contact');
      intake.validate();
      await intake.updateComplete;
      intake.remove();
    }
  });

/** What is in memory once it has been cleaned up: forms, and nodes of documents. */
async function held(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const expression = "customElements.get('applicant-intake').prototype";
  const { result } = await session.send('Runtime.evaluate', { expression });
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  });
  const { result: all } = await session.send('Runtime.getProperties', {
    objectId: objects.objectId ?? '',
    ownProperties: true,
  });
  await session.detach();
  return {
    forms: all.filter(({ name }) => /^\d+$/.test(name)).length,
    nodes: metrics.find(({ name }) => name === 'Nodes')?.value ?? 0,
  };
}

describe('forms that came and went', () => {
  it('are held by nothing', async () => {
    const { page } = await openPage(browser, `${site.origin}/`);
    await fifty(page);
    const before = await held(page);
    await fifty(page);
    const after = await held(page);
    expect(after.forms).toBeLessThanOrEqual(1);
    // A form has some hundred.
    expect(after.nodes - before.nodes).toBeLessThan(50);
  });
});
