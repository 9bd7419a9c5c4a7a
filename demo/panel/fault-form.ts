import type { FaultName, PendingFault } from '../../src/sandbox/simulators/faults.ts';
import { byId, h } from '../dom.ts';
import { clearFaults, injectFault } from '../sandbox-client.ts';
import { systems, titleOf } from '../systems.ts';

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

/** A fault that waits for a call of a back end. */
export type WaitingFault = PendingFault & { readonly system: string };

/** Orders faults and shows those that wait for a call. */
export function createFaultForm(onChange: () => void) {
  const operation = byId('fault-operation', HTMLSelectElement);
  const name = byId('fault-name', HTMLSelectElement);
  const times = byId('fault-times', HTMLInputElement);
  const count = byId('fault-count');
  const list = byId('fault-list');
  name.append(...options(faults));
  let offered: readonly string[] = [];

  const then = (done: Promise<unknown>) => void done.catch(() => {}).then(onChange);
  byId('fault-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const fault = name.value as FaultName;
    const [system = '', of = ''] = operation.value.split('/');
    then(injectFault(system, { operation: of, fault, times: times.valueAsNumber }));
  });
  byId('fault-clear').addEventListener('click', () => then(Promise.all(offered.map(clearFaults))));

  return {
    /** Offers the operations of these back ends. */
    offer(names: readonly string[]): void {
      if (names.join() === offered.join()) return;
      offered = names;
      const before = operation.value;
      operation.replaceChildren(
        ...names.map((system) => h('optgroup', { label: titleOf(system) }, ...operationsOf(system))),
      );
      const known = [...operation.options].map(({ value }) => value);
      operation.value =
        [before, 'b2c-service/create-incident'].find((value) => known.includes(value)) ?? known[0] ?? '';
    },

    show(pending: readonly WaitingFault[]): void {
      const total = pending.reduce((sum, fault) => sum + fault.times, 0);
      count.textContent = total > 0 ? `${total} waiting` : '';
      list.replaceChildren(
        ...pending.map((each) =>
          h('li', {}, `${each.times} × ${titleOf(each.system)}: ${each.operation} → ${each.fault}`),
        ),
      );
    },
  };
}

const operationsOf = (system: string) =>
  Object.entries(systems[system]?.operations ?? {}).map(([value, text]) =>
    h('option', { value: `${system}/${value}` }, text),
  );

function options(texts: Readonly<Record<string, string>>): HTMLOptionElement[] {
  return Object.entries(texts).map(([value, text]) => h('option', { value }, text));
}
