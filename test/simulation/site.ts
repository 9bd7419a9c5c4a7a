import { createB2cServiceSimulator } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import type { FaultName } from '../../src/sandbox/simulators/faults.ts';
import { b2cServiceFaults as faults } from '../torture/systems/b2c-service.ts';
import type { Fault } from '../torture/systems/faults.ts';
import type { SeenIncident } from './history.ts';
import { exchange, type Fate, slowestSiteMs } from './network.ts';
import type { Scenario } from './scenario.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

/** Nothing listens there: the requests are handed over as they are. */
export const siteUrl = 'http://site.invalid/sandbox/b2c-service';

interface StoredIncident {
  readonly id: number;
  readonly threads?: readonly { readonly text?: string }[];
  readonly primaryContact?: { readonly id: number };
}

interface StoredContact {
  readonly id: number;
  readonly emails?: readonly { readonly address: string }[];
}

/** Statuses that have no body (Fetch standard, "null body status"). */
const bodiless = new Set([101, 204, 205, 304]);

/** Faults whose moment counts, and that make a long way longer. */
const delayed = new Set<FaultName>(['slow', 'commit-late']);

/** Those that leave it in the dark whether something has been created. */
const faultsOfCreating = faults.filter(([operation]) => operation.startsWith('create-'));

/** The simulated site at the other end of the network, and what came to stand on it when. */
export function createSite(world: VirtualWorld, scenario: Scenario) {
  const actor = world.actor('site');
  const simulator = createB2cServiceSimulator(scenario.site);
  const seenAt = new Map<number, number>();
  const { random } = world;

  const records = () => {
    const { incidents, contacts } = simulator.records() as unknown as {
      incidents: StoredIncident[];
      contacts: StoredContact[];
    };
    // The first contact has always been there.
    return { incidents, contacts: contacts.slice(1) };
  };

  /** Takes down what has come to stand there by the present event. */
  function lookRound(): void {
    for (const { id } of records().incidents) if (!seenAt.has(id)) seenAt.set(id, world.steps);
  }

  return {
    actor,

    /** The way there from a process. */
    fetchFor:
      (from: Actor, fateOf: (method: string) => Fate): typeof globalThis.fetch =>
      async (input, { method = 'GET', headers, body, signal } = {}) => {
        const url = String(input);
        const reply = await exchange({
          world,
          from,
          to: actor,
          message: {
            method,
            url,
            headers: Object.fromEntries(new Headers(headers)),
            body: typeof body === 'string' ? body : undefined,
          },
          what: `${method} ${wordsOf(url)}`,
          fate: fateOf(method),
          serve: simulator.fetch,
          signal: signal ?? undefined,
        });
        return new Response(bodiless.has(reply.status) ? null : reply.body, reply);
      },

    /** Has the site fail at one of the next calls, in any of its ways. */
    fail(): void {
      const from = random() < 0.5 ? faults : faultsOfCreating;
      const [operation, fault] = from[Math.floor(random() * from.length)] as Fault;
      // Another's contact with the same address is nothing that a proxy has doubled; eight megabytes say no more than one.
      if ((fault === 'race' && scenario.sharesAddresses) || fault === 'oversized') return;
      const delayMs = Math.floor(random() * slowestSiteMs);
      world.note(actor, `will answer ${operation} with ${fault}`);
      simulator.failNext(operation, fault, { times: 1, ...(delayed.has(fault) && { delayMs }) });
    },

    /** Ends all faults that have not happened. */
    async heal(): Promise<void> {
      await simulator.fetch(new Request(`${siteUrl}/_faults`, { method: 'DELETE' }));
    },

    lookRound,

    /** All that stands there. */
    get incidents(): SeenIncident[] {
      const { incidents, contacts } = records();
      return incidents.map(({ id, threads, primaryContact }) => ({
        application: /^Id: (.+)$/m.exec(threads?.[0]?.text ?? '')?.[1] ?? 'no application',
        seenAt: seenAt.get(id) ?? Number.POSITIVE_INFINITY,
        emails: addressesOf(contacts.find((contact) => contact.id === primaryContact?.id)),
      }));
    },

    /** The addresses of each contact that was made there. */
    get contacts(): string[][] {
      return records().contacts.map(addressesOf);
    },
  };
}

export type Site = ReturnType<typeof createSite>;

function addressesOf(contact: StoredContact | undefined): string[] {
  return (contact?.emails ?? []).map(({ address }) => address);
}

/** An address as a trace shows it. */
function wordsOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  return searchParams.get('query') ?? pathname.replace(/^.*\/v1\.\d+\//, '');
}
