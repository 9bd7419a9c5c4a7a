import type { applicationTypes, cdlTypes, drivingPreferences, truckTypes } from './codes.ts';

/** The English label of every code of a list. */
type Labels<Codes extends readonly string[]> = Readonly<Record<Codes[number], string>>;

/**
 * What the codes of the trade are called in English, by field. Readers see these names, and recruiters find the same
 * ones in the menus of their own system.
 */
export const englishLabels = {
  cdl_type: {
    A: 'Class A',
    B: 'Class B',
    C: 'Class C',
    CLP: 'Permit (CLP)',
    STUDENT: 'In CDL school',
    NONE: 'No CDL',
  } satisfies Labels<typeof cdlTypes>,
  driving_preference: {
    SOLO: 'Solo Driving',
    TEAM: 'Team Driving',
    TEAM_SPOUSE: 'Team with Spouse/Partner',
    EITHER: 'Either',
    TRAINEE: 'With a Trainer',
  } satisfies Labels<typeof drivingPreferences>,
  application_type: {
    CONTRACTOR: 'Contractor Driver',
    OWNER_OP: 'Owner-Operator',
    FLEET_OWNER: 'Fleet Owner',
    DRIVER_FOR_OWNER: 'Driver for an Owner',
    COMPANY: 'Company Driver',
    LEASE_PURCHASE: 'Lease Purchase',
    STUDENT: 'Student / Recent Graduate',
  } satisfies Labels<typeof applicationTypes>,
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
  } satisfies Labels<typeof truckTypes>,
};

/** The fields whose codes {@link englishLabels} names. */
export type LabelledField = keyof typeof englishLabels;
