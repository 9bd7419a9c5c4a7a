import { onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';

interface Targets {
  readonly targetInfos: readonly { readonly targetId: string; readonly url: string }[];
}

interface Session {
  readonly sessionId: string;
}

/** Another tab of the same site: a window of its own, with its own copies of the modules. Closed when the test ends. */
export class Tab {
  readonly window: Window & typeof globalThis;

  #session: Session | undefined;

  private constructor(opened: Window) {
    this.window = opened as Window & typeof globalThis;
  }

  static async open(): Promise<Tab> {
    const opened = open('/test/device/tab.html');
    if (!opened) throw new Error('no window opened');
    onTestFinished(() => opened.close());
    const tab = new Tab(opened);
    await tab.#loaded();
    return tab;
  }

  /** A module as this tab loads it, by its path in the repository. */
  load<M>(path: string): Promise<M> {
    return this.window.eval(`import('/${path}')`);
  }

  async reload(): Promise<void> {
    const before = this.window.document;
    this.window.location.reload();
    await this.#loaded(before);
  }

  /** Closes the tab, whatever it is doing. */
  close(): void {
    this.window.close();
  }

  /** The tab takes a value for one of its globals, or throws whenever it is named. */
  define(name: string, descriptor: PropertyDescriptor): void {
    Object.defineProperty(this.window, name, { configurable: true, ...descriptor });
  }

  /** Cuts this tab off the network, for the browser and all its scripts to notice; or connects it again. */
  async offline(offline: boolean): Promise<void> {
    const browser = cdp() as { send(method: string, parameters?: object): Promise<unknown> };
    const { targetInfos } = (await browser.send('Target.getTargets')) as Targets;
    const target = targetInfos.find(({ url }) => url === this.window.location.href);
    if (!target) throw new Error('the browser does not know this tab');
    const { targetId } = target;
    this.#session ??= (await browser.send('Target.attachToTarget', { targetId, flatten: false })) as Session;
    const params = { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    for (const call of [
      { method: 'Network.enable' },
      { method: 'Network.emulateNetworkConditions', params },
    ]) {
      const message = JSON.stringify({ id: 1, ...call });
      await browser.send('Target.sendMessageToTarget', { ...this.#session, message });
    }
  }

  /** Waits for a document other than `before`. */
  async #loaded(before?: Document): Promise<void> {
    for (let turns = 0; turns < 500; turns += 1) {
      const { document, location } = this.window;
      const isThere = location.pathname.endsWith('tab.html') && document.readyState === 'complete';
      if (isThere && document !== before) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('the tab does not load');
  }
}
