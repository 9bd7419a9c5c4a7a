import { createB2cServiceSimulator } from './simulators/b2c-service/create-b2c-service-simulator.ts';
import { createEgainSimulator } from './simulators/egain/create-egain-simulator.ts';
import { createFusionServiceSimulator } from './simulators/fusion-service/create-fusion-service-simulator.ts';
import { createOneserveSimulator } from './simulators/oneserve/create-oneserve-simulator.ts';
import { createWebhookSimulator } from './simulators/webhook/create-webhook-simulator.ts';

/** All simulators, as they are mounted under `/sandbox/`. */
export function createSimulators() {
  const simulators = {
    'b2c-service': createB2cServiceSimulator(),
    'fusion-service': createFusionServiceSimulator(),
    oneserve: createOneserveSimulator(),
    egain: createEgainSimulator(),
    webhook: createWebhookSimulator(),
  };

  return {
    /** All of them are as they began. */
    reset(): void {
      for (const simulator of Object.values(simulators)) simulator.reset();
    },
    /** Answers what lies under `/sandbox/<system>/`; undefined for every other path. */
    async fetch(request: Request): Promise<Response | undefined> {
      const system = /^\/sandbox\/([^/]+)\//.exec(new URL(request.url).pathname)?.[1] ?? '';
      const simulator = Object.entries(simulators).find(([name]) => name === system)?.[1];
      return simulator?.fetch(request);
    },
  };
}
