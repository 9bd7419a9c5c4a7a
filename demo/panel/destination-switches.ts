import { byId, h } from '../dom.ts';
import { readDestinations, setDestinations } from '../sandbox-client.ts';
import { titleOf } from '../systems.ts';

/**
 * The back ends that applications go to, each with a switch; one of them is always on. Where there is only one, there is
 * nothing to choose.
 */
export function createDestinationSwitches(onChange: () => void) {
  const group = byId('destinations');
  let chosen: readonly string[] = ['b2c-service'];
  let boxes: HTMLInputElement[] = [];

  function show(destinations: readonly string[]): void {
    chosen = destinations;
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      // The last one stays: applications have to go somewhere.
      box.disabled = box.checked && chosen.length === 1;
    }
  }

  async function choose(): Promise<void> {
    const wanted = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    try {
      show((await setDestinations(wanted)).destinations);
    } catch {
      show(chosen);
    }
    onChange();
  }

  return {
    /** Those that applications go to now. */
    get chosen(): readonly string[] {
      return chosen;
    },

    /** Asks the sandbox which back ends there are. */
    async load(): Promise<void> {
      const { offered, destinations } = await readDestinations();
      group.hidden = offered.length < 2;
      boxes = offered.map((value) => h('input', { type: 'checkbox', name: 'destination', value }));
      const labels = boxes.map((box) => h('label', {}, box, h('span', {}, titleOf(box.value))));
      group.querySelector('.choices')?.replaceChildren(...labels);
      for (const box of boxes) box.addEventListener('change', () => void choose());
      show(destinations);
      onChange();
    },
  };
}
