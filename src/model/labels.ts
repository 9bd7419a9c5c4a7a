/**
 * The option codes of the trade, each with its name in English, in the order in which they are offered (vehicles from
 * the smallest up). Codes are stored and sent; readers see the names, and recruiters find the same names in the menus
 * of their own system.
 */
export const englishLabels = {
  /** Classes of commercial driver's licence (49 CFR 383.91), and the ways of not having one yet. */
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
} as const;

type Field = keyof typeof englishLabels;

/** A name for every code of every field of the trade; other codes may have one too. */
export type TradeLabels = {
  readonly [F in Field]: Readonly<Record<keyof (typeof englishLabels)[F], string>> & Labels;
};

/** Names by code. */
export type Labels = Readonly<Record<string, string>>;
