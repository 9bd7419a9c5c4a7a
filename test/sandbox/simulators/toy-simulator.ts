import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/sandbox/simulators/create-simulator.ts';
import { jsonResponse } from '../../../src/sandbox/simulators/json.ts';

/** The smallest vendor: POST /things stores its body and answers 201, GET answers how many there are. */
export function createToySimulator(options: Partial<SimulatorOptions> = {}): Simulator {
  let things: string[] = [];
  return createSimulator(
    {
      operations: ['create', 'count'],
      operationOf: ({ method }) => (method === 'POST' ? 'create' : 'count'),
      answer({ method, body }) {
        if (method !== 'POST') return jsonResponse({ count: things.length });
        things.push(body);
        return jsonResponse({ id: things.length, name: 'thing' }, 201, {
          location: `/things/${things.length}`,
        });
      },
      refuse: (_call, status) => jsonResponse({ refused: status }, status),
      records: () => ({ things }),
      reset() {
        things = [];
      },
    },
    { prefix: '/sandbox/toy', ...options },
  );
}

/** A request below the toy's prefix. */
export function toyRequest(path: string, init?: RequestInit): Request {
  return new Request(`http://localhost/sandbox/toy${path}`, init);
}

/** A POST that stores a thing. */
export function createThing(init?: RequestInit): Request {
  return toyRequest('/things', { method: 'POST', body: '{"a":1}', ...init });
}
