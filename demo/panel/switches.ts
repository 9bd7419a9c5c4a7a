import { byId, h } from '../dom.ts';
import type { DemoSettings } from '../settings.ts';
import { transports } from '../transports.ts';

/** Connects the switches for language, theme, look and transport with the settings, both ways. */
export function connectSwitches(settings: DemoSettings): void {
  const select = byId('transport', HTMLSelectElement);
  const note = byId('transport-note');
  const radios = [...byId('panel').querySelectorAll<HTMLInputElement>('.segments input')];
  select.append(...Object.entries(transports).map(([value, { name }]) => h('option', { value }, name)));

  for (const radio of radios) {
    radio.addEventListener('change', () => settings.set({ [radio.name]: radio.value }));
  }
  select.addEventListener('change', () => settings.set({ transport: select.value }));
  settings.watch((values) => {
    for (const radio of radios)
      radio.checked = radio.value === (values as Record<string, string>)[radio.name];
    select.value = values.transport;
    note.textContent = transports[values.transport].note;
  });
}
