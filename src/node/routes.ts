import { builtInForms } from '../model/forms/built-in.ts';
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
  /** Where the applications of any form go that come now, optional destinations included. */
  taken(): readonly string[];
  /** The destinations themselves. `simulators`: the address below which the simulators stand. */
  destinations(simulators: string): readonly ConfiguredDestination[];
  /**
   * Answers `/sandbox/_destinations`, which tells where applications go and, where the settings leave that open, changes
   * the simulators that get them; undefined for any other path.
   */
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
  // Somebody can choose for the forms of which the settings say nothing.
  const isChoice = areSimulated && builtInForms.some(({ name }) => !Object.hasOwn(settings.forms, name));

  function of(form: string): Destinations {
    const own = Object.hasOwn(settings.forms, form) ? settings.forms[form] : undefined;
    return own ?? { destinations: areSimulated ? switchedOn : given };
  }

  function taken(): readonly string[] {
    const routes = builtInForms.map(({ name }) => of(name));
    const some = routes.flatMap(({ destinations, optional = [] }) => [...destinations, ...optional]);
    return names.filter((name) => some.includes(name));
  }

  return {
    names,
    areSimulated,
    of,
    taken,

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
        if (!isChoice) return problem(409, 'The settings say where applications go');
        const wanted: unknown = await request.json().catch(() => undefined);
        const isKnown =
          Array.isArray(wanted) && wanted.length > 0 && wanted.every((name) => names.includes(name));
        if (!isKnown) return problem(400, `Send a list of simulators out of ${names.join(', ')}`);
        switchedOn = names.filter((name) => wanted.includes(name));
      }
      return Response.json({ offered: isChoice ? names : [], destinations: taken() });
    },
  };
}

const problem = (status: number, title: string) =>
  Response.json({ title, status }, { status, headers: { 'content-type': 'application/problem+json' } });
