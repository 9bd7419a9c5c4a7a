import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPageOptions extends BrowserContextOptions {
  /** What happens before the page is there. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What the browser may complain about. Default: nothing. */
  readonly allowed?: RegExp;
}

/** Opens a page of somebody's first visit, on a phone unless told otherwise, and collects what the browser complains about. */
export async function openPage(browser: Browser, url: string, options: OpenPageOptions = {}) {
  const { before, allowed, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 412, height: 915 }, ...contextOptions });
  const page = await context.newPage();
  // Below the limit of a test, so that a failure names the step.
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (allowed?.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`violation of ${event.violatedDirective} by ${event.blockedURI}`),
    );
  });
  await before?.(page);
  await page.goto(url);
  return { context, page, form: page.locator('applicant-intake'), complaints, close: () => context.close() };
}
