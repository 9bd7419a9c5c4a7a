/** What a page with a frame and the page in it say to each other: nothing about anybody. */
interface Said {
  readonly applicantIntake?: 'hello';
}

/**
 * Tells the page around this one how high this one is, whenever that changes, and when to look at its top again. It
 * speaks only to an origin that may show us, and once that has greeted us: its script may come late, or never.
 */
export function tellHeight(allowed: readonly string[]): void {
  const { parent } = window;
  if (parent === window) return;
  document.body.classList.add('framed');
  let origin: string | undefined;
  let told = 0;

  const tell = (said: object) => {
    if (origin) parent.postMessage({ applicantIntake: said }, origin);
  };
  const tellNow = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== told) tell({ height });
    if (origin) told = height;
  };
  addEventListener('message', (event: MessageEvent<Said | null>) => {
    if (event.source !== parent || !allowed.includes(event.origin)) return;
    if (event.data?.applicantIntake !== 'hello') return;
    origin = event.origin;
    told = 0;
    tellNow();
  });
  new ResizeObserver(tellNow).observe(document.body);
  // A new screen, or a list of complaints, takes the focus: that is where to read on.
  addEventListener('focusin', (event) => {
    const [target] = event.composedPath();
    if (/^(title|summary)$/.test((target as Element).id)) tell({ top: true });
  });
  // Says nothing but that there is somebody here.
  parent.postMessage({ applicantIntake: 'ready' }, '*');
}

/** The origins that may show this page, as it says itself. */
export function frameOrigins(): string[] {
  const listed = document.querySelector<HTMLMetaElement>('meta[name=applicant-intake-frame]')?.content ?? '';
  return [location.origin, ...listed.split(' ').filter(Boolean)];
}
