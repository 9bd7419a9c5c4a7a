import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { axeOptions } from './axe.ts';

const axeScript = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe objects to on a whole page, a line each. The page has to be open without its policy, since axe is a foreign
 * script.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axeScript });
  // A control that lies half behind the buttons that float is too small to axe. Where all of a page shows, none float.
  const window = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ ...window, height: 5000 });
  const { violations } = await page.evaluate((options: RunOptions): Promise<AxeResults> => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    return axe.run(document, options);
  }, axeOptions);
  await page.setViewportSize(window);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}
