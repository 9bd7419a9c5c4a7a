import { b2cServiceKind } from './b2c-service.ts';
import type { DestinationKind } from './destination-kind.ts';
import { egainKind } from './egain.ts';
import { fusionServiceKind } from './fusion-service.ts';
import { oneserveKind } from './oneserve.ts';
import { webhookKind } from './webhook.ts';

/** Every kind of destination there is, in the order in which they are shown. */
export const destinationKinds = [
  b2cServiceKind,
  fusionServiceKind,
  oneserveKind,
  egainKind,
  webhookKind,
] as unknown as readonly DestinationKind[];
