/** The option codes of the trade. Stored and sent as they are; labels are for people and live in `locales/`. */

/** Classes of commercial driver's licence (49 CFR 383.91), and the ways of not having one yet. */
export const cdlTypes = ['A', 'B', 'C', 'CLP', 'STUDENT', 'NONE'] as const;

export const drivingPreferences = ['SOLO', 'TEAM', 'TEAM_SPOUSE', 'EITHER', 'TRAINEE'] as const;

export const applicationTypes = [
  'CONTRACTOR',
  'OWNER_OP',
  'FLEET_OWNER',
  'DRIVER_FOR_OWNER',
  'COMPANY',
  'LEASE_PURCHASE',
  'STUDENT',
] as const;

/** Expedite order: smallest first. */
export const truckTypes = [
  'CARGO_VAN',
  'SPRINTER',
  'SMALL_STRAIGHT',
  'STRAIGHT',
  'LARGE_STRAIGHT',
  'BOX16',
  'BOX24',
  'BOX26',
  'TRACTOR',
  'TRACTOR_TRAILER',
  'DAYCAB',
  'SLEEPER',
  'HOTSHOT',
  'DUMP',
  'BUS',
  'OTHER',
] as const;

export const countries = ['US', 'CA'] as const;

/** USPS codes: states, the District, territories, and military addresses. */
export const usStates =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP'.split(
    ' ',
  );

/** Canada Post codes of provinces and territories. */
export const canadianProvinces = 'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' ');

/** The country a state or province belongs to; the codes of the two countries do not overlap. */
export function countryOf(state: string): 'US' | 'CA' | undefined {
  if (canadianProvinces.includes(state)) return 'CA';
  return usStates.includes(state) ? 'US' : undefined;
}
