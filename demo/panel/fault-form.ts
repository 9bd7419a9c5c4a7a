import type { FaultName, PendingFault } from '../../src/sandbox/simulators/faults.ts';
import { byId, h } from '../dom.ts';
import { clearFaults, injectFault } from '../sandbox-client.ts';

const operations: Readonly<Record<string, string>> = {
  query: 'Query',
  'create-contact': 'Create contact',
  'create-incident': 'Create incident',
  any: 'Any of them',
};

const faults: Readonly<Partial<Record<FaultName, string>>> = {
  'timeout-after-commit': 'Stored, but no answer',
  'timeout-before-commit': 'Not stored, no answer',
  'reset-after-commit': 'Stored, then the connection breaks',
  'malformed-json': 'Stored, but the answer breaks off',
  'status-500': 'Status 500',
  'status-502-html': 'Status 502, a gateway’s page',
  'status-503': 'Status 503, come back in 1 s',
  'status-429': 'Status 429, come back in 1 s',
  unauthorized: 'Status 401, credentials refused',
  slow: 'Stored, answer 2 s late',
};

/** Orders faults and shows those that wait for a call. */
export function createFaultForm(onChange: () => void) {
  const operation = byId('fault-operation', HTMLSelectElement);
  const name = byId('fault-name', HTMLSelectElement);
  const times = byId('fault-times', HTMLInputElement);
  const count = byId('fault-count');
  const list = byId('fault-list');
  operation.append(...options(operations));
  name.append(...options(faults));
  operation.value = 'create-incident';

  const then = (done: Promise<unknown>) => void done.catch(() => {}).then(onChange);
  byId('fault-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const fault = name.value as FaultName;
    then(injectFault({ operation: operation.value, fault, times: times.valueAsNumber }));
  });
  byId('fault-clear').addEventListener('click', () => then(clearFaults()));

  return {
    show(pending: readonly PendingFault[]): void {
      const total = pending.reduce((sum, fault) => sum + fault.times, 0);
      count.textContent = total > 0 ? `${total} waiting` : '';
      list.replaceChildren(
        ...pending.map((each) => h('li', {}, `${each.times} × ${each.operation} → ${each.fault}`)),
      );
    },
  };
}

function options(texts: Readonly<Record<string, string>>): HTMLOptionElement[] {
  return Object.entries(texts).map(([value, text]) => h('option', { value }, text));
}
