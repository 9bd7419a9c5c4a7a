import { styleText } from 'node:util';
import type { DeliveryState } from '../../queue/delivery.ts';

const colours = { queued: 'cyan', leased: 'blue', delivered: 'green', attention: 'red' } as const;

/** How wide a line may be: as wide as the terminal, or any width where there is none or it does not know. */
export const lineWidth = (): number =>
  (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY;

/** Gives a text the colour of a state, where the output is a terminal that shows colours. */
export const inColourOf =
  (state: DeliveryState['state']) =>
  (text: string): string =>
    styleText(colours[state], text, { stream: process.stdout });

/** Ends the process quietly when nobody reads its output any more, as `head` does once it has enough. */
export function endWithReader(): void {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    process.exit(code === 'EPIPE' ? 0 : 1);
  });
}
