import { b2cService } from './b2c-service.ts';
import { egain } from './egain.ts';
import { fusionService } from './fusion-service.ts';
import { oneserve } from './oneserve.ts';
import type { TorturedSystem } from './tortured-system.ts';
import { webhook } from './webhook.ts';

/** Every system that can be tortured. */
export const systems: readonly TorturedSystem[] = [b2cService, fusionService, oneserve, egain, webhook];
