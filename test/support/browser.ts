import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';

/** Arguments made for a serverless platform that would change how pages behave here, or end the browser early. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
];

const options = async () => ({
  executablePath: await chromium.executablePath(),
  args: chromium.args.filter((arg) => !unwanted.includes(arg)),
});

/** Starts Chromium from the npm package that carries it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch(await options());
}

/** Starts it with a profile in a folder, as a browser does that somebody has used before. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return playwright.launchPersistentContext(folder, await options());
}
