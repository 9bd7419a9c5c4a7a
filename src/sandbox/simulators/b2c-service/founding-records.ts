import type { Assumptions } from './assumptions.ts';
import type { StoredObject } from './collection.ts';
import type { MenuValue } from './menus.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';

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

/** What a country looks like. */
export function countryProperties({ provinces }: Assumptions): Properties {
  return {
    ...SYSTEM_PROPERTIES,
    provinces: {
      kind: 'list',
      queryName: 'provinceList',
      elementId: 'province_id',
      ...(provinces === 'inline' ? { inline: true as const } : {}),
      properties: { id: { kind: 'integer' }, lookupName: { kind: 'text' } },
    },
  };
}

/** When the site began, ISO 8601. */
export const FOUNDED = '2021-01-04T09:00:00.000Z';

/** The contact that the vendor's printed examples refer to lives in Bozeman, Montana; the rest is made up. */
export const FIRST_CONTACT: StoredObject = {
  id: 2,
  lookupName: 'Alex Rivers',
  createdTime: FOUNDED,
  updatedTime: FOUNDED,
  name: { first: 'Alex', last: 'Rivers' },
  emails: [{ address: 'alex.rivers@example.com', addressType: { id: 0, lookupName: 'Primary' } }],
  phones: [],
  address: {
    street: '20 Main St',
    city: 'Bozeman',
    stateOrProvince: { id: 28, lookupName: 'MT' },
    postalCode: '59715',
    country: { id: 1, lookupName: 'US' },
  },
  disabled: false,
  customFields: { c: {} },
};

/** A country as a collection holds it. */
export function storedCountry({ id, lookupName, provinces }: Country): StoredObject {
  return {
    id,
    lookupName,
    createdTime: FOUNDED,
    updatedTime: FOUNDED,
    provinces: provinces.map((each) => ({ id: each.id, lookupName: each.lookupName })),
  };
}
