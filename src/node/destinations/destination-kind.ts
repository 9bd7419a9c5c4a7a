import type * as z from 'zod/mini';
import type { CallObserver } from '../../connectors/call-observer.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Secret } from '../../connectors/secret.ts';
import type { FormDefinition } from '../../model/definition.ts';

/** The settings that every kind of destination has. */
export interface DestinationSettings {
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long to wait before looking whether a call without an answer got through, in milliseconds. */
  readonly settleMs: number;
  /** How many applications may be on their way at one time. */
  readonly concurrency: number;
}

/** What a connector is made with besides its settings. */
export interface DestinationWorld {
  /** The secret under that name, such as `password`, wherever the operator keeps it; `''` where there is none. */
  readonly secret: (name: string) => Secret;
  readonly fetch: typeof globalThis.fetch;
  readonly observer?: CallObserver | undefined;
  /** Milliseconds since 1970. Default: the time of this machine. */
  readonly now?: (() => number) | undefined;
  /** The forms whose applications go there. */
  readonly definitions: readonly FormDefinition[];
}

/** A kind of destination that the settings can describe: how it is set up, and how its connector comes of that. */
export interface DestinationKind<Parsed extends DestinationSettings = DestinationSettings> {
  /** As deliveries are stored under it, such as `b2c-service`. */
  readonly name: string;
  /** As people call it, such as `B2C Service`. */
  readonly title: string;
  /** The table of its settings in the configuration file, such as `b2cService`. */
  readonly table: string;
  /** Environment variable → setting of the table. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * The settings that are secrets. Each may stand in the environment, or in a file of its own which `<name>File` names;
   * never in the configuration file.
   */
  readonly secrets: readonly string[];
  readonly schema: z.ZodMiniType<Parsed>;
  /** The names of the settings that a configuration file may hold: no secrets. */
  readonly settingNames: readonly string[];
  /** What takes the place of every way to sign in, and of an address that is not set, where nothing is to be sent. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** Whether a setting is about signing in. */
  readonly isSignIn: (name: string) => boolean;
  /** The settings that describe the simulator at this address, for someone who has set nothing. */
  readonly sandbox: (url: string) => Readonly<Record<string, unknown>>;
  /** The address that the settings name, for messages. */
  readonly urlOf: (settings: Parsed) => string;
  readonly connect: (settings: Parsed, world: DestinationWorld) => Connector;
  /**
   * What a destination that knows nobody yet would answer to a call of the connector, for someone who wants to see the
   * calls; undefined for calls that are of no interest.
   */
  readonly emptySite: (method: string, url: URL) => Response | undefined;
}
