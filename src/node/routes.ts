import type { Destinations } from '../server/destinations.ts';
import { type ConfiguredDestination, configured } from './destinations/configured-destination.ts';
import { destinationKinds } from './destinations/kinds.ts';
import type { Settings } from './settings.ts';

/** Where applications go. */
export interface Routes {
  /** The names of all destinations that any application can go to. */
  readonly names: readonly string[];
  /** Whether they are all simulators, since nothing is configured. */
  readonly areSimulated: boolean;
  /** Where the applications of a form go that come now. */
  of(form: string): Destinations;
  /** The destinations themselves. `simulators`: the address below which the simulators stand. */
  destinations(simulators: string): readonly ConfiguredDestination[];
  /** Answers `/sandbox/_destinations`, which tells and changes the simulators that get a copy; undefined for any other path. */
  fetch(request: Request): Promise<Response | undefined>;
}

/** Whoever switches on a fault of a simulator wants to see what comes of it, sooner than on a live site. */
const sandboxTimings = { timeoutMs: 3_000, settleMs: 1_000 };

const path = '/sandbox/_destinations';

/**
 * Works out where applications go: to what the settings name for their form, or else to everything that is configured.
 * Where nothing is, they go to the simulator of the first kind, and to those that somebody switches on besides.
 */
export function createRoutes(settings: Settings, { sandbox }: { readonly sandbox: boolean }): Routes {
  const all = destinationKinds.map(({ name }) => name);
  const given = settings.destinations.map(({ name }) => name);
  const areSimulated = given.length === 0;
  const names = areSimulated ? all : given;
  let switchedOn = areSimulated ? all.slice(0, 1) : [];

  return {
    names,
    areSimulated,

    of(form) {
      const own = Object.hasOwn(settings.forms, form) ? settings.forms[form] : undefined;
      return own ?? { destinations: areSimulated ? switchedOn : given };
    },

    destinations: (simulators) =>
      destinationKinds
        .filter(({ name }) => names.includes(name))
        .map((kind) => {
          const known = settings.destinations.find(({ name }) => name === kind.name);
          if (known) return known;
          const simulated = { ...kind.sandbox(`${simulators}/${kind.name}`), ...sandboxTimings };
          return configured(kind, kind.schema.parse(simulated), (setting) => `${kind.table}.${setting}`);
        }),

    async fetch(request) {
      if (!sandbox || new URL(request.url).pathname !== path) return undefined;
      if (request.method === 'PUT') {
        const wanted: unknown = await request.json().catch(() => undefined);
        const isKnown =
          Array.isArray(wanted) && wanted.length > 0 && wanted.every((name) => names.includes(name));
        if (!areSimulated || !isKnown) {
          return Response.json(
            { title: `Send a list of simulators out of ${names.join(', ')}`, status: 400 },
            { status: 400, headers: { 'content-type': 'application/problem+json' } },
          );
        }
        switchedOn = names.filter((name) => wanted.includes(name));
      }
      return Response.json({
        offered: areSimulated ? names : [],
        destinations: areSimulated ? switchedOn : given,
      });
    },
  };
}
