/** The countries an address may lie in. */
export type Country = 'US' | 'CA';

/**
 * States, the District, territories and military addresses by USPS code, provinces and territories by that of Canada
 * Post, in the order of their English names. No code stands in both lists.
 */
export const regionCodes: Readonly<Record<Country, readonly string[]>> = {
  US: (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH ' +
    'OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP'
  ).split(' '),
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '),
};

/** The country that a state or province belongs to; undefined for what is neither. */
export function countryOf(region: string): Country | undefined {
  return (Object.keys(regionCodes) as Country[]).find((country) => regionCodes[country].includes(region));
}
