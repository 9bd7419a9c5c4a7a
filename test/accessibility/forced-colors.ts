import { cdp } from 'vitest/browser';

/** Switches the high-contrast colours of the system on or off, for the whole page. */
export async function forceColors(on: boolean): Promise<void> {
  const features = [{ name: 'forced-colors', value: on ? 'active' : 'none' }];
  await cdp().send('Emulation.setEmulatedMedia', { features });
  if (matchMedia('(forced-colors: active)').matches !== on) throw new Error('colours cannot be forced');
}
