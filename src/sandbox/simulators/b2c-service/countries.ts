import type { MenuValue } from './menus.ts';

/** A country of the simulated tenant and the provinces inside it. */
export interface Country extends MenuValue {
  provinces: MenuValue[];
}

const US =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
  'PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP';
const CANADA = 'AB BC MB NB NL NS NT NU ON PE QC SK YT';

/** Provinces are named by their two-letter codes. US = 1, CO = 7 and MA = 23 as in the examples in circulation. */
export const COUNTRIES: readonly Country[] = [
  { id: 1, lookupName: 'US', provinces: provinces(2, US) },
  { id: 2, lookupName: 'CA', provinces: provinces(101, CANADA) },
  { id: 3, lookupName: 'MX', provinces: [] },
];

function provinces(firstId: number, codes: string): MenuValue[] {
  return codes.split(' ').map((lookupName, index) => ({ id: firstId + index, lookupName }));
}
