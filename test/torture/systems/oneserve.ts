import { createOneserveSimulator } from '../../../src/sandbox/simulators/oneserve/create-oneserve-simulator.ts';
import { type Fault, faultsAnywhere } from './faults.ts';
import type { TorturedSystem } from './tortured-system.ts';

/** Every way in which the one call can fail us, each leaving its outcome in the dark in a way of its own. */
export const oneserveFaults: readonly Fault[] = [
  ...['save-contact', 'any'].flatMap((operation) => faultsAnywhere.map((fault): Fault => [operation, fault])),
  ['save-contact', 'status-400'],
  // Carried out after the proxy has given up waiting, and before it tries again.
  ['save-contact', 'commit-late', 700],
  ['save-contact', 'slow', 200],
];

interface Contact {
  readonly contactRef: string;
}

/** Oneserve, classic API: an application is a contact, whose key ends in the application's id. */
export const oneserve: TorturedSystem = {
  name: 'oneserve',
  variants: ['client'],
  takesFiles: false,
  open(_, { holdMs }) {
    const simulator = createOneserveSimulator({ holdMs });
    return {
      simulator,
      faults: oneserveFaults,
      table: 'oneserve',
      settings: (url) => ({ url, clientRef: '29', phoneType: 10, emailType: 6 }),
      env: { ONESERVE_TOKEN: 'sandbox' },
      prefix: 'ONESERVE',
      held() {
        const { contacts } = simulator.records() as unknown as { contacts: readonly Contact[] };
        return contacts.map(({ contactRef }) => ({
          id: contactRef.replace(/^APP-/, '').toLowerCase(),
          files: [],
        }));
      },
    };
  },
};
