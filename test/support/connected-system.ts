import type { Connector } from '../../src/connectors/connector.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { configured } from '../../src/node/destinations/configured-destination.ts';
import { destinationKinds } from '../../src/node/destinations/kinds.ts';
import { ConnectionReset } from '../../src/sandbox/simulators/connection-reset.ts';
import type { Held, OpenSystem, TorturedSystem } from '../torture/systems/tortured-system.ts';

/** A connector to the simulator of its system, made from settings as an operator writes them; no socket in between. */
export interface ConnectedSystem extends OpenSystem {
  readonly connector: Connector;
  /** The way to the simulator, for another connector to the same site. */
  readonly fetch: typeof globalThis.fetch;
  /** What stands there of an application. */
  heldOf(id: string): Held[];
}

export interface ConnectOptions {
  /** How long a call may take, in milliseconds. Default: 100. */
  readonly timeoutMs?: number;
  /** The host that the site goes by. Default: `site.invalid`. */
  readonly host?: string;
  /** In place of the right secret. */
  readonly secret?: string;
  /** In place of the way to the simulator. */
  readonly fetch?: typeof globalThis.fetch;
  /** Whether the site can be reached now. Default: always. */
  readonly reachable?: () => boolean;
  /** The clock of the connector and of the site. Default: that of this machine. */
  readonly now?: () => number;
  /** Further settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Connects a system as the settings do. */
export function connectSystem(
  system: TorturedSystem,
  variant: string,
  {
    host = 'site.invalid',
    timeoutMs = 100,
    secret,
    fetch,
    reachable = () => true,
    now,
    settings,
  }: ConnectOptions = {},
): ConnectedSystem {
  const opened = system.open(variant, { holdMs: 600_000, now });
  const kind = destinationKinds.find(({ name }) => name === system.name);
  if (!kind) throw new Error(`there is no destination ${system.name}`);
  const secrets = Object.entries(opened.env).map(([variable, value]) => [
    kind.variables[variable] ?? variable,
    secret ?? value,
  ]);
  const parsed = kind.schema.parse({
    ...opened.settings(`https://${host}/sandbox/${system.name}`),
    ...Object.fromEntries(secrets),
    timeoutMs,
    settleMs: 0,
    requestsPerSecond: 1_000,
    ...settings,
  });
  const network: typeof globalThis.fetch = async (input, init) => {
    if (!reachable()) throw Object.assign(new Error('refused'), { name: 'Unreachable' });
    try {
      return await opened.simulator.fetch(new Request(input, init));
    } catch (cause) {
      if (cause instanceof ConnectionReset) throw new TypeError('fetch failed', { cause });
      throw cause;
    }
  };
  const connector = configured(kind, parsed, (setting) => setting).connect({
    fetch: fetch ?? network,
    definitions: [driverShort],
    now,
  });
  return {
    ...opened,
    connector,
    fetch: network,
    heldOf: (id) => opened.held().filter((each) => each.id === id),
  };
}
