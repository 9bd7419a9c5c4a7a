import type { VendorCall } from '../create-simulator.ts';
import type { Place } from './place.ts';
import type { Rows } from './rows.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** A call that is let in, with everything that answering it takes. */
export interface Visit {
  call: VendorCall;
  place: Place;
  settings: TenantSettings;
  rows: Rows;
  now: () => number;
  /** The protocol version. */
  version: number;
  /** The absolute address that resources stand below. */
  base: string;
  /** Who calls, for the audit columns. */
  user: string;
}
