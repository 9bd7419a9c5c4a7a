/** The simulator of B2C Service in a process of its own; every answer takes 50 ms. */
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../src/node/listen.ts';
import { createSimulators } from '../src/sandbox/create-simulators.ts';

const simulators = createSimulators();
const { port } = await listen(
  async (request) => {
    await wait(50);
    return (await simulators.fetch(request)) ?? new Response(null, { status: 404 });
  },
  { port: 0, host: '127.0.0.1' },
);
process.send?.({ port });
