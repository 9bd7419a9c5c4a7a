import { byId } from '../dom.ts';

/**
 * Opens and closes the panel. With room it stands beside the page and begins open. Without, it lies over the page,
 * which then takes no input; Escape closes it, and focus returns to the button.
 */
export function createDrawer(onChange: () => void) {
  const panel = byId('panel');
  const page = byId('page');
  const toggle = byId('panel-toggle');
  const roomy = matchMedia('(width >= 1200px)');

  function set(open: boolean): void {
    const covers = open && !roomy.matches;
    panel.hidden = !open;
    page.inert = covers;
    toggle.setAttribute('aria-expanded', String(open));
    document.body.classList.toggle('panel-open', open);
    document.body.classList.toggle('drawer-open', covers);
    onChange();
  }

  function close(): void {
    set(false);
    toggle.focus();
  }

  toggle.addEventListener('click', () => {
    const open = panel.hasAttribute('hidden');
    set(open);
    if (open) byId('panel-title').focus();
  });
  byId('panel-close').addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hasAttribute('hidden') && !roomy.matches) close();
  });
  // A panel that stood beside the page would cover it now; one that covered it gives it back.
  roomy.addEventListener('change', () => set(roomy.matches));
  set(roomy.matches);

  return { isOpen: () => !panel.hasAttribute('hidden') };
}
