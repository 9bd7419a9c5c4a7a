import type { Simulator } from '../../../src/sandbox/simulators/create-simulator.ts';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import type { Fault } from './faults.ts';

/** What stands at a destination of one application. */
export interface Held {
  /** The application's id; `''` where what stands there names none. */
  readonly id: string;
  /** The names of the files that came with it. */
  readonly files: readonly string[];
}

/** A simulated destination, and what a proxy has to be told of it. */
export interface OpenSystem {
  readonly simulator: Simulator;
  readonly faults: readonly Fault[];
  /** The table of its settings in the configuration file. */
  readonly table: string;
  /** What stands in the table, for a simulator at this address. */
  readonly settings: (url: string) => Readonly<Record<string, unknown>>;
  /** Its secrets, as the environment has them. */
  readonly env: Readonly<Record<string, string>>;
  /** What its variables of the environment begin with. */
  readonly prefix: string;
  /** Whether files arrive at this kind of site, where that differs. Default: as the system has it. */
  readonly takesFiles?: boolean;
  /** Everything that stands there and came of an application, each as often as it does. */
  readonly held: () => readonly Held[];
}

/** A kind of destination that can be tortured. */
export interface TorturedSystem {
  readonly name: string;
  /** The kinds of site on which exactly one record has to come of an application in different ways. */
  readonly variants: readonly string[];
  /** Whether what applicants send along arrives there. */
  readonly takesFiles: boolean;
  /** Faults that its protocol lets nobody tell from success. Default: none. */
  readonly untellable?: readonly FaultName[];
  /** A secret that it refuses, of the shape that its secrets have. Default: `wrong-and-secret`. */
  readonly wrongSecret?: string;
  /** `now`: the clock of the site; default that of this machine. */
  open(
    variant: string,
    options: { readonly holdMs: number; readonly now?: (() => number) | undefined },
  ): OpenSystem;
}
