import type { ApplicationState } from '../src/protocol/accepted.ts';
import { applicationPath } from '../src/protocol/paths.ts';
import type { PendingFault } from '../src/sandbox/simulators/faults.ts';
import type { LoggedRequest } from '../src/sandbox/simulators/request-log.ts';

/** The back ends that the sandbox can deliver to, and those that it delivers to now. */
export interface Destinations {
  readonly offered: readonly string[];
  readonly destinations: readonly string[];
}

const simulator = (system: string) => `/sandbox/${system}`;
const path = '/sandbox/_destinations';

/** Which back ends applications go to. A sandbox inside a page has only one. */
export const readDestinations = (): Promise<Destinations> =>
  ask<Destinations>(path).catch(() => ({ offered: [], destinations: ['b2c-service'] }));

/** Has applications that come from now on go to these back ends. */
export const setDestinations = (destinations: readonly string[]) =>
  ask<Destinations>(path, { method: 'PUT', body: JSON.stringify(destinations) });

/** Every call that a simulator has seen, oldest first. */
export const readCalls = (system: string) => ask<LoggedRequest[]>(`${simulator(system)}/_requests`);

/** The faults that wait for a call. */
export const readFaults = (system: string) => ask<PendingFault[]>(`${simulator(system)}/_faults`);

/** Makes the next calls of an operation misbehave. */
export const injectFault = (system: string, fault: PendingFault) =>
  ask<PendingFault[]>(`${simulator(system)}/_faults`, { method: 'POST', body: JSON.stringify(fault) });

/** Takes back the faults that wait. */
export const clearFaults = (system: string) =>
  ask<void>(`${simulator(system)}/_faults`, { method: 'DELETE' });

/** Empties a simulator: no records, no calls, no faults but those it began with. */
export const resetSimulator = (system: string) =>
  ask<void>(`${simulator(system)}/_reset`, { method: 'POST' });

/** How an application stands, as the proxy tells anyone who knows its id. */
export const readStatus = (id: string) => ask<ApplicationState>(applicationPath(id));

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}
