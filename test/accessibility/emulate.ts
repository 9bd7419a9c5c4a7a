import { cdp } from 'vitest/browser';

/** What the reader has asked the system for, by the name of the media feature; the rest is as it always is. */
export async function emulate(wishes: Readonly<Record<string, string>>): Promise<void> {
  const features = Object.entries(wishes).map(([name, value]) => ({ name, value }));
  await cdp().send('Emulation.setEmulatedMedia', { features });
  for (const { name, value } of features) {
    if (!matchMedia(`(${name}: ${value})`).matches) throw new Error(`${name} cannot be emulated`);
  }
}
