import type { B2cServiceSimulatorOptions } from '../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { seededRandom } from '../support/random.ts';

/** What a seed stands for: who is there, and how hard their lives are. */
export interface Scenario {
  /** How many proxies there are; one has its store in a folder, several share a server. */
  readonly processes: number;
  /** How the store that several share is kept. */
  readonly sharedStore: 'sqlite' | 'memory';
  readonly site: B2cServiceSimulatorOptions;
  /** The custom field of the site that carries the submission's id; null: it has none. */
  readonly submissionIdField: string | null;
  /** Whether the site keeps several contacts with one address. */
  readonly sharesAddresses: boolean;
  readonly applicants: number;
  /** How many addresses they use between them. */
  readonly addresses: number;
  /** For how long things go wrong, in milliseconds. */
  readonly troubleMs: number;
  /**
   * How likely a process is to die, to be halted and to have its clock set at an event that happens to it; several
   * times as likely where much depends on the event.
   */
  readonly crashChance: number;
  readonly haltChance: number;
  readonly clockChance: number;
  /** How long it is halted at the most, in milliseconds. */
  readonly maxHaltMs: number;
  /** How far its clock goes at the most, in milliseconds. */
  readonly maxClockMs: number;
  /** How likely it is that something becomes of an exchange with the site other than that it passes. */
  readonly siteLossChance: number;
  /** The same between applicants and proxies. */
  readonly intakeLossChance: number;
  /** How likely a call of the store fails. */
  readonly storeTroubleChance: number;
  /** How many faults of the site itself there are. */
  readonly siteFaults: number;
}

/** The scenario of a seed. Most seeds have a few kinds of trouble, since too many at once leave little to happen. */
export function scenarioOf(seed: number): Scenario {
  const random = seededRandom(seed ^ 0x7ab1e);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const pick = <T>(...from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const sometimes = (share: number, value: number) => (random() < share ? value : 0);
  const kind = pick('field', 'field', 'token', 'sharing');
  const applicants = 1 + upTo(5);
  return {
    processes: pick(1, 1, 2, 3),
    sharedStore: pick('sqlite', 'memory'),
    site: {
      ...(kind === 'token' && { customFields: { incidents: { submission_id: null } } }),
      ...(kind === 'sharing' && { emailSharing: true }),
    },
    submissionIdField: kind === 'token' ? null : 'submission_id',
    sharesAddresses: kind === 'sharing',
    applicants,
    // Where the site does not, it is up to the proxy that an address gets one contact.
    addresses: 1 + upTo(kind === 'sharing' ? Math.ceil(applicants / 3) : applicants - 1),
    troubleMs: pick(30_000, 120_000, 600_000),
    crashChance: sometimes(0.6, pick(0.001, 0.003, 0.01)),
    haltChance: sometimes(0.5, pick(0.001, 0.003, 0.01)),
    clockChance: sometimes(0.3, pick(0.005, 0.02)),
    maxHaltMs: pick(20_000, 150_000, 400_000),
    maxClockMs: pick(40_000, 3_600_000, 86_400_000),
    siteLossChance: sometimes(0.7, pick(0.03, 0.1, 0.2)),
    intakeLossChance: sometimes(0.6, pick(0.1, 0.3)),
    storeTroubleChance: sometimes(0.2, pick(0.005, 0.03)),
    siteFaults: pick(0, 3, 6, 10),
  };
}
