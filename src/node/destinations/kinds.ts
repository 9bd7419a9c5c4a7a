import { b2cServiceKind } from './b2c-service.ts';
import type { DestinationKind } from './destination-kind.ts';

/** Every kind of destination there is, in the order in which they are shown. */
export const destinationKinds = [b2cServiceKind] as unknown as readonly DestinationKind[];
