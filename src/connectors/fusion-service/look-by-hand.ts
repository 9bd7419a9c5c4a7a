import type { Checkpoints, DeliveryContext } from '../connector.ts';

/** To be recorded right before an attempt sets the delivery aside for a person to look at. */
export const tells = ({ attempt }: DeliveryContext, name: string): Checkpoints => ({
  [name]: String(attempt),
});

/** Whether a person has had it tried again after the attempt that told them under this name. */
export const hasLooked = ({ checkpoints, attemptsBefore = 0 }: DeliveryContext, name: string): boolean =>
  attemptsBefore > 0 && checkpoints[name] === String(attemptsBefore);
