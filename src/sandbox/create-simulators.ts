import { createB2cServiceSimulator } from './simulators/b2c-service/create-b2c-service-simulator.ts';

/** All simulators, as they are mounted under `/sandbox/`. */
export function createSimulators() {
  const b2cService = createB2cServiceSimulator();
  return {
    b2cService,
    /** All of them are as they began. */
    reset(): void {
      b2cService.reset();
    },
    /** Answers what lies under `/sandbox/<system>/`; undefined for every other path. */
    async fetch(request: Request): Promise<Response | undefined> {
      const { pathname } = new URL(request.url);
      return pathname.startsWith('/sandbox/b2c-service/') ? b2cService.fetch(request) : undefined;
    },
  };
}
