import type { ApplicationState } from '../src/protocol/accepted.ts';
import { applicationPath } from '../src/protocol/paths.ts';
import type { PendingFault } from '../src/sandbox/simulators/faults.ts';
import type { LoggedRequest } from '../src/sandbox/simulators/request-log.ts';

const simulator = '/sandbox/b2c-service';

/** Every call that the simulator of B2C Service has seen, oldest first. */
export const readCalls = () => ask<LoggedRequest[]>(`${simulator}/_requests`);

/** The faults that wait for a call. */
export const readFaults = () => ask<PendingFault[]>(`${simulator}/_faults`);

/** Makes the next calls of an operation misbehave. */
export const injectFault = (fault: PendingFault) =>
  ask<PendingFault[]>(`${simulator}/_faults`, { method: 'POST', body: JSON.stringify(fault) });

/** Takes back the faults that wait. */
export const clearFaults = () => ask<void>(`${simulator}/_faults`, { method: 'DELETE' });

/** Empties the simulator: no contacts, no incidents, no calls, no faults but those it began with. */
export const resetSimulator = () => ask<void>(`${simulator}/_reset`, { method: 'POST' });

/** How an application stands, as the proxy tells anyone who knows its id. */
export const readStatus = (id: string) => ask<ApplicationState>(applicationPath(id));

async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}
