import { onTestFinished, vi } from 'vitest';
import { later } from '../../src/element/load-later.ts';

/** What keeps and sends an application comes only once the function is called that this gives back. */
export function comeLate(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const load = later.sending;
  const late = vi.spyOn(later, 'sending').mockImplementation(() => promise.then(load));
  onTestFinished(() => late.mockRestore());
  return resolve;
}
