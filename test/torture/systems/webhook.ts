import { createWebhookSimulator } from '../../../src/sandbox/simulators/webhook/create-webhook-simulator.ts';
import { type Fault, faultsAnywhere } from './faults.ts';
import type { TorturedSystem } from './tortured-system.ts';

/** A message that a receiver has kept. */
interface Kept {
  readonly type: string;
  readonly data: { readonly id: string; readonly files: readonly { readonly name: string }[] };
}

/** To a receiver that says 200 and has taken nothing there is no answer. */
const untellable = ['error-200'] as const;

const faults: readonly Fault[] = [
  ...['receive', 'any'].flatMap((operation) =>
    faultsAnywhere
      .filter((fault) => !(untellable as readonly string[]).includes(fault))
      .map((fault): Fault => [operation, fault]),
  ),
  ['receive', 'status-400'],
  ['receive', 'no-id'],
  ['receive', 'race'],
  ['receive', 'commit-late', 700],
  ['receive', 'slow', 200],
];

/** Standard Webhooks: an application is a message, and what files there are by now is another one. */
export const webhook: TorturedSystem = {
  name: 'webhook',
  variants: ['receiver'],
  takesFiles: true,
  untellable,
  wrongSecret: 'whsec_d3JvbmctYW5kLXNlY3JldC13cm9uZy1hbmQt',
  open(_, { holdMs, now }) {
    const simulator = createWebhookSimulator({ holdMs, ...(now && { now }) });
    return {
      simulator,
      faults,
      table: 'webhook',
      settings: (site) => ({ url: `${site}/hook` }),
      env: { WEBHOOK_SECRET: 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt' },
      prefix: 'WEBHOOK',
      held() {
        const { messages } = simulator.records() as unknown as { messages: readonly Kept[] };
        const names = (id: string) =>
          messages
            .filter(({ data }) => data.id === id)
            .flatMap(({ data }) => data.files.map((each) => each.name));
        // Each message about files lists all there are, so a name that comes again is the same file.
        return messages
          .filter(({ type }) => type === 'application.received')
          .map(({ data: { id } }) => ({ id, files: [...new Set(names(id))] }));
      },
    };
  },
};
