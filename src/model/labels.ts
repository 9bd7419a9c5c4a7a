import type { applicationTypes, cdlTypes, drivingPreferences, truckTypes } from './codes.ts';

/** A name for every code of a list; other codes may have one too. */
export type Labels<Codes extends readonly string[]> = Readonly<Record<Codes[number], string>> &
  Readonly<Record<string, string>>;

/** The codes of the trade by field, each with a name. */
export interface TradeLabels {
  readonly cdl_type: Labels<typeof cdlTypes>;
  readonly driving_preference: Labels<typeof drivingPreferences>;
  readonly application_type: Labels<typeof applicationTypes>;
  readonly truck_type: Labels<typeof truckTypes>;
}

/**
 * What the codes of the trade are called in English, by field. Readers see these names, and recruiters find the same
 * ones in the menus of their own system.
 */
export const englishLabels: TradeLabels = {
  cdl_type: {
    A: 'Class A',
    B: 'Class B',
    C: 'Class C',
    CLP: 'Permit (CLP)',
    STUDENT: 'In CDL school',
    NONE: 'No CDL',
  },
  driving_preference: {
    SOLO: 'Solo Driving',
    TEAM: 'Team Driving',
    TEAM_SPOUSE: 'Team with Spouse/Partner',
    EITHER: 'Either',
    TRAINEE: 'With a Trainer',
  },
  application_type: {
    CONTRACTOR: 'Contractor Driver',
    OWNER_OP: 'Owner-Operator',
    FLEET_OWNER: 'Fleet Owner',
    DRIVER_FOR_OWNER: 'Driver for an Owner',
    COMPANY: 'Company Driver',
    LEASE_PURCHASE: 'Lease Purchase',
    STUDENT: 'Student / Recent Graduate',
  },
  truck_type: {
    CARGO_VAN: 'Cargo Van',
    SPRINTER: 'Sprinter Van',
    SMALL_STRAIGHT: 'Small Straight Truck',
    STRAIGHT: 'Straight Truck',
    LARGE_STRAIGHT: 'Large Straight Truck',
    BOX16: '16 ft Box Truck',
    BOX24: '24 ft Box Truck',
    BOX26: '26 ft Box Truck',
    TRACTOR: 'Tractor',
    TRACTOR_TRAILER: 'Tractor-Trailer',
    DAYCAB: 'Day Cab',
    SLEEPER: 'Sleeper',
    HOTSHOT: 'Hotshot (pickup and trailer)',
    DUMP: 'Dump Truck',
    BUS: 'Bus',
    OTHER: 'Other',
  },
};
