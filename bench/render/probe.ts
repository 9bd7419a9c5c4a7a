/** What the probe tells its driver: which moment, and when, in milliseconds. */
export interface Moment {
  readonly name: 'interactive' | 'complained' | 'typed';
  readonly ms: number;
}

/** What the probe offers its driver, as `probe` in the page. */
interface Probe {
  /** Tells when the first complaint has been painted after the next click. */
  watchComplaint(): void;
  /** Tells how long each key from now on takes to its frame. */
  watchKeys(): void;
}

/**
 * Watches a page from inside, from before its first script, and calls `tell` with each {@link Moment}.
 *
 * `interactive`: from navigation start until the first radio button or text field of the form has been painted and the
 * main thread is free to handle input. To be precise: until the first task runs that was posted in the frame which
 * first shows the control (in the document or an open shadow root; itself or its label rendered with a size, neither
 * hidden nor transparent). Such a task runs when the frame is done, and no sooner than a tap would be handled. If
 * another one, posted there and then, has to wait for more than 50 ms, the thread was not free, and that task counts
 * instead; and so on. The steps that follow in a run show that the controls do respond: they fail otherwise.
 *
 * `complained`: from the click to the first task after the frame that first shows a complaint, in the same sense.
 *
 * `typed`: from a key going down to the first task after the next frame.
 *
 * It is sent to the browser as text, so it can use nothing from outside itself.
 */
export function installProbe({ complaint }: { readonly complaint: string }): void {
  const page = globalThis as typeof globalThis & { probe: Probe; tell(moment: string): void };
  const tell = (name: Moment['name'], ms: number) => page.tell(JSON.stringify({ name, ms }));

  function* everywhere(selector: string, root: ParentNode = document): Generator<HTMLElement> {
    yield* root.querySelectorAll<HTMLElement>(selector);
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (shadowRoot) yield* everywhere(selector, shadowRoot);
    }
  }

  const isSeen = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width * height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  const shows = (selector: string) => {
    for (const element of everywhere(selector)) {
      const { labels } = element as HTMLInputElement;
      if ([element, ...(labels ?? [])].some(isSeen)) return true;
    }
    return false;
  };

  const post = (task: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = task;
    port2.postMessage(null);
  };

  const onceShown = (selector: string, task: () => void) => {
    requestAnimationFrame(() => (shows(selector) ? post(task) : onceShown(selector, task)));
  };

  const tellOnceFree = () => {
    const now = performance.now();
    post(() => (performance.now() - now > 50 ? tellOnceFree() : tell('interactive', now)));
  };

  page.probe = {
    watchComplaint() {
      const onClick = ({ timeStamp }: Event) =>
        onceShown(complaint, () => tell('complained', performance.now() - timeStamp));
      addEventListener('click', onClick, { capture: true, once: true });
    },
    watchKeys() {
      const onKey = ({ timeStamp }: Event) =>
        requestAnimationFrame(() => post(() => tell('typed', performance.now() - timeStamp)));
      addEventListener('keydown', onKey, { capture: true });
    },
  };
  onceShown('form input', tellOnceFree);
}
