import type { Browser, BrowserContext, Locator, Page, Request, Route } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchProfile } from '../support/browser.ts';
import { until } from '../support/until.ts';

/** A reader's telephone: one profile of a browser with its tabs, and what went out from it. */
export interface Device {
  /** The ids of applications that were sent, each time one was, whatever came of it. */
  readonly sent: readonly string[];
  /** The ids of applications that were taken, each time the device was told so. */
  readonly taken: readonly string[];
  /** Opens a page with the form in a new tab. */
  open(url: string): Promise<{ readonly page: Page; readonly form: Locator }>;
  /** Has what is asked for at such addresses meet what the test says. */
  route(addresses: string, answer: (route: Route) => Promise<void>): Promise<void>;
  /** Takes it off the network, as a dead spot does, or brings it back. */
  offline(offline: boolean): Promise<void>;
  /** Lets the time of all its tabs run on, and their timers ring. */
  pass(ms: number): Promise<void>;
  /** Lets it run on until something shows. */
  passUntil(shown: Locator): Promise<void>;
  /** It stops from one moment to the next, as when its battery is empty. */
  die(): Promise<void>;
}

/** One that is gone when the test ends. `clock`: its time can be made to run on; default: no. */
export async function takeDevice(browser: Browser, { clock = false } = {}): Promise<Device> {
  const context = await browser.newContext({ viewport: { width: 412, height: 915 } });
  if (clock) await context.clock.install();
  return deviceOf(context);
}

/** One whose storage is a folder, and can be taken up again after it died. */
export async function takeDeviceWith(folder: string): Promise<Device> {
  return deviceOf(await launchProfile(folder));
}

const idOf = (request: Request) => request.headers()['idempotency-key'] ?? '';

function deviceOf(context: BrowserContext): Device {
  onTestFinished(() => context.close());
  context.setDefaultTimeout(10_000);
  const taken: string[] = [];
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST') sent.push(idOf(request));
  });
  context.on('response', (response) => {
    if (response.status() === 202) taken.push(idOf(response.request()));
  });
  const pass = (ms: number) => context.clock.fastForward(ms);
  return {
    sent,
    taken,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      return { page, form: page.locator('applicant-intake') };
    },
    route: async (addresses, answer) => void (await context.route(addresses, answer)),
    offline: (offline) => context.setOffline(offline),
    pass,
    passUntil: async (shown) =>
      void (await until(async () => {
        await pass(5_000);
        return shown.isVisible();
      })),
    async die() {
      const session = await context.browser()?.newBrowserCDPSession();
      const processes = await session?.send('SystemInfo.getProcessInfo');
      const browser = processes?.processInfo.find(({ type }) => type === 'browser');
      if (!browser) throw new Error('the browser has no process of its own');
      const closed = new Promise((resolve) => context.once('close', resolve));
      process.kill(browser.id, 'SIGKILL');
      await closed;
    },
  };
}
